/** `kmsync serve`: runs by itself what is due, until it is told to stop. */
import { setTimeout as delay } from 'node:timers/promises';
import { Argument } from 'commander';
import { SyncError } from '../errors.ts';
import { withApp, type AddCommand } from './command.ts';
import { STATE_LABELS } from './report-text.ts';

/** A run under way gets so long to bring itself in order; the ledger is in order at any instant. */
const DRAIN_MILLISECONDS = 28_000;

export const addServe: AddCommand = (program, context) => {
  program
    .command('serve')
    .description('fällige Aufträge von selbst ausführen, bis das Programm angehalten wird')
    .addArgument(
      new Argument('[teil]', 'was dieser Prozess tut').choices(['all', 'scheduler', 'worker']).default('all'),
    )
    .action(async (part: string, _own: unknown, command) => {
      if (part !== 'all') throw needsQueue(part);
      await withApp(command, context, async (app) => {
        const say = (line: string) => process.stderr.write(`${line}\n`);
        const served = app.serve({
          begun: ({ run, caughtUp }) =>
            say(`Lauf ${run.id} (${run.job}) beginnt${caughtUp ? ', nachgeholt' : ''}.`),
          ended: ({ run }, { result }) => say(`Lauf ${run.id} (${run.job}): ${STATE_LABELS[result.state]}`),
          failed: (job, error) => say(`Auftrag ${job}: ${failureText(error)}`),
        });
        const scheduled = [...app.catalogue.jobs.values()].filter(({ schedule }) => schedule !== null);
        say(`Bereit. Aufträge mit Zeitplan: ${scheduled.map(({ id }) => id).join(', ') || 'keine'}.`);
        await Promise.race([served, leaveAfterDrain(context.signal)]);
      });
      // Ends with the code of the signal.
      context.signal.throwIfAborted();
    });
};

async function leaveAfterDrain(signal: AbortSignal): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await delay(DRAIN_MILLISECONDS, undefined, { ref: false });
  process.stderr.write(
    'Der laufende Schritt ist nicht rechtzeitig fertig geworden; der Lauf wird später fortgesetzt.\n',
  );
  process.exit(143);
}

function failureText(error: unknown): string {
  return error instanceof SyncError
    ? `${error.message} ${error.hint} (${error.code})`
    : 'unerwarteter Fehler';
}

function needsQueue(part: string): SyncError {
  return new SyncError({
    code: 'queue.in-process',
    kind: 'configuration',
    message: `„serve ${part}“ braucht eine gemeinsame Warteschlange; diese Installation arbeitet in einem Prozess.`,
    hint: 'Starten Sie „kmsync serve“ ohne Angabe.',
  });
}
