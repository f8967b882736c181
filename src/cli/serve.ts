/** `kmsync serve`: runs by itself what is due, until it is told to stop. */
import { setTimeout as delay } from 'node:timers/promises';
import { Argument, InvalidArgumentError, Option } from 'commander';
import { SyncError } from '../errors.ts';
import type { App } from '../app.ts';
import { withApp, type AddCommand, type CliContext } from './command.ts';
import type { ServeEvents, ServePart } from '../queue/serve.ts';
import { STATE_LABELS } from '../engine/report/run-words.ts';

/** A run under way gets so long to bring itself in order; the ledger is in order at any instant. */
const DRAIN_MILLISECONDS = 28_000;

export const addServe: AddCommand = (program, context) => {
  program
    .command('serve')
    .description('fällige Aufträge von selbst ausführen, bis das Programm angehalten wird')
    .addArgument(
      new Argument('[teil]', 'was dieser Prozess tut: all, scheduler, worker oder web')
        .choices(['all', 'scheduler', 'worker', 'web'])
        .default('all'),
    )
    .option('--health-host <adresse>', 'Adresse für Zustand und Metriken', '127.0.0.1')
    .option('--health-port <port>', 'Port für /livez, /readyz, /startupz und /metrics', portOption, 8096)
    .option('--web-host <adresse>', 'Adresse für die Oberfläche', '127.0.0.1')
    .addOption(
      new Option('--web-port <port>', 'Port für die Oberfläche; bei web 8097, sonst ohne Angabe keine')
        .env('KMSYNC_WEB_PORT')
        .argParser(portOption),
    )
    .action(async (part: ServePart | 'web', own: ServeOptions, command) => {
      await withApp(command, context, async (app) => {
        const say = (line: string) => process.stderr.write(`${line}\n`);
        const health = await app.health({ host: own.healthHost, port: own.healthPort });
        context.signal.addEventListener('abort', () => health.drain(), { once: true });
        let web: Awaited<ReturnType<typeof openWeb>>;
        try {
          web = await openWeb(part, own, { app, context });
          if (web) say(`Oberfläche: ${web.url}`);
          const served = part === 'web' ? aborted(context.signal) : app.serve(part, sayings(say));
          const scheduled = [...app.catalogue.jobs.values()].filter(({ schedule }) => schedule !== null);
          say(`Bereit. Aufträge mit Zeitplan: ${scheduled.map(({ id }) => id).join(', ') || 'keine'}.`);
          say(`Zustand und Metriken: ${health.url}`);
          await Promise.race([served, leaveAfterDrain(context.signal)]);
        } finally {
          await web?.close();
          await health.close();
        }
      });
      leaveWithoutWaiting();
      // Ends with the code of the signal.
      context.signal.throwIfAborted();
    });
};

function sayings(say: (line: string) => void): ServeEvents {
  return {
    due: ({ run, caughtUp }) =>
      say(`Lauf ${run.id} (${run.job}) ist fällig${caughtUp ? ', nachgeholt' : ''}.`),
    begun: ({ run, queue }) =>
      say(`Lauf ${run.id} (${run.job}) ${queue === 'intake' ? 'beginnt' : 'vergleicht mit KomMonitor'}.`),
    ended: (run, { result }) => say(`Lauf ${run.id} (${run.job}): ${STATE_LABELS[result.state]}`),
    parked: (run) =>
      say(`Lauf ${run.id} (${run.job}): ${STATE_LABELS[run.state]}, der Prozess ist mehrmals abgestürzt.`),
    failed: (job, error) => say(`${job === '' ? 'Warteschlange' : `Auftrag ${job}`}: ${failureText(error)}`),
  };
}

interface ServeOptions {
  readonly healthHost: string;
  readonly healthPort: number;
  readonly webHost: string;
  readonly webPort?: number;
}

const WEB_PORT = 8097;

/** Beside scheduler and workers only where somebody has asked for it. */
async function openWeb(
  part: ServePart | 'web',
  { webHost, webPort }: ServeOptions,
  { app, context }: { readonly app: App; readonly context: CliContext },
) {
  const port = webPort ?? (part === 'web' ? WEB_PORT : undefined);
  const isAsked = part === 'web' || part === 'all';
  return port === undefined || !isAsked ? undefined : context.startConsole(app, { host: webHost, port });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

async function leaveAfterDrain(signal: AbortSignal): Promise<never> {
  await aborted(signal);
  await delay(DRAIN_MILLISECONDS, undefined, { ref: false });
  process.stderr.write(
    'Der laufende Schritt ist nicht rechtzeitig fertig geworden; der Lauf wird später fortgesetzt.\n',
  );
  process.exit(143);
}

/** Everything is closed; what is left are timers with which a library waits for a Redis that is gone. */
function leaveWithoutWaiting(): void {
  setTimeout(() => process.exit(), 1_000).unref();
}

function portOption(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('Erwartet wird eine Zahl von 0 bis 65535; 0 nimmt einen freien Port.');
}

function failureText(error: unknown): string {
  return error instanceof SyncError
    ? `${error.message} ${error.hint} (${error.code})`
    : 'unerwarteter Fehler';
}
