/** `kmsync cancel <run>`: withdraws a submitted run, or ends a queued one as long as it has written nothing. */
import type { App } from '../app.ts';
import type { CancelAnswer } from '../engine/queue/queue-book.ts';
import { runNamed } from '../engine/run-frame.ts';
import { SyncError } from '../errors.ts';
import { approvalJson } from './approval-text.ts';
import { print, printJson, withApp, type AddCommand, type CliContext } from './command.ts';
import { login, withLogin, type LoginOptions } from './login.ts';

const TEXTS: Readonly<Record<Extract<CancelAnswer, 'cancelled' | 'asked'>, string>> = {
  cancelled: 'ist abgebrochen. In KomMonitor wurde nichts geändert.',
  asked:
    'wird abgebrochen, sobald der laufende Schritt es zulässt; beginnt er vorher zu schreiben, wird er zu Ende gebracht.',
};

interface Said {
  readonly text: string;
  readonly json: unknown;
}

export const addCancel: AddCommand = (program, context) => {
  withLogin(program.command('cancel'))
    .description(
      'einen vorgelegten Lauf zurückziehen, oder einen wartenden abbrechen, der nichts geschrieben hat',
    )
    .argument('<lauf>', 'Kennung des Laufs, zum Beispiel 2026-0007')
    .action(async (id: string, own: LoginOptions, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const run = await runNamed(id, app.ports);
          const isSubmitted = run.state === 'submitted' || run.state === 'approved';
          const said = await (isSubmitted ? withdraw(run.id, app, own, context) : cancel(run.id, app));
          if (options.json) printJson(said.json);
          else print(said.text);
        },
        'none',
      );
    });
};

async function withdraw(run: string, app: App, own: LoginOptions, context: CliContext): Promise<Said> {
  const { withdrawRun } = await import('../engine/approval/decide.ts');
  const after = await withdrawRun(run, await login(app, own, context), app.ports);
  return {
    text: `Lauf ${run}: Zurückgezogen. Es wurde nichts veröffentlicht.`,
    json: approvalJson(after, 'withdrawn'),
  };
}

async function cancel(run: string, app: App): Promise<Said> {
  const answer = await app.ledger.cancelQueued(run);
  if (answer === 'writing') throw isWriting(run);
  if (answer === 'elsewhere') throw isElsewhere(run);
  return { text: `Lauf ${run} ${TEXTS[answer]}`, json: { run, answer } };
}

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
