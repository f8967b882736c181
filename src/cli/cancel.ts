/** `kmsync cancel <run>`: ends a queued run as long as it has written nothing. */
import type { CancelAnswer } from '../engine/queue/queue-book.ts';
import { runNamed } from '../engine/run-frame.ts';
import { SyncError } from '../errors.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';

const TEXTS: Readonly<Record<Extract<CancelAnswer, 'cancelled' | 'asked'>, string>> = {
  cancelled: 'ist abgebrochen. In KomMonitor wurde nichts geändert.',
  asked:
    'wird abgebrochen, sobald der laufende Schritt es zulässt; beginnt er vorher zu schreiben, wird er zu Ende gebracht.',
};

export const addCancel: AddCommand = (program, context) => {
  program
    .command('cancel')
    .description('einen Lauf aus der Warteschlange nehmen, solange er nichts geschrieben hat')
    .argument('<lauf>', 'Kennung des Laufs, zum Beispiel 2026-0007')
    .action(async (id: string, _own: unknown, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const run = await runNamed(id, app.ports);
          const answer = await app.ledger.cancelQueued(run.id);
          if (answer === 'writing') throw isWriting(run.id);
          if (answer === 'elsewhere') throw isElsewhere(run.id);
          if (options.json) printJson({ run: run.id, answer });
          else print(`Lauf ${run.id} ${TEXTS[answer]}`);
        },
        'none',
      );
    });
};

function isWriting(run: string): SyncError {
  return new SyncError({
    code: 'run.writing',
    kind: 'usage',
    message: `Der Lauf ${run} schreibt schon nach KomMonitor und wird zu Ende gebracht.`,
    hint: `Nehmen Sie ihn danach zurück: „kmsync rollback ${run}“.`,
  });
}

function isElsewhere(run: string): SyncError {
  return new SyncError({
    code: 'run.not-queued',
    kind: 'usage',
    message: `Der Lauf ${run} steht nicht in der Warteschlange: Er ist zu Ende oder wird an einer Kommandozeile ausgeführt.`,
    hint: `„kmsync runs ${run}“ zeigt seinen Zustand. Einen Lauf an einer Kommandozeile hält dort Strg-C an.`,
  });
}
