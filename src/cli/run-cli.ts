/** From arguments to exit code: parses, runs one command, and says in one clear sentence what went wrong. */
import { CommanderError } from 'commander';
import { exitCodeOf, SyncError } from '../errors.ts';
import type { StartConsole } from './command.ts';
import { buildProgram } from './program.ts';
import { interrupts, type Interrupts } from './interrupts.ts';

const USAGE = 64;

export async function runCli(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  startConsole: StartConsole = noConsole,
): Promise<number> {
  const interrupted = interrupts();
  // Whoever reads the output may stop reading (`| head`); the run goes on all the same.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  let code = 0;
  const program = buildProgram({
    environment,
    signal: interrupted.signal,
    startConsole,
    exitWith: (value) => {
      code = value;
    },
  });
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return explainFailure(error, interrupted, environment);
  } finally {
    interrupted.stop();
  }
}

/** Only the program as a whole has one. */
function noConsole(): Promise<never> {
  return Promise.reject(new RangeError('no console'));
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function explainFailure(error: unknown, interrupted: Interrupts, environment: NodeJS.ProcessEnv): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  const write = (line: string) => process.stderr.write(`${line}\n`);
  if (error instanceof SyncError) {
    write(`Fehler: ${error.message}`);
    write(`  ${error.hint}`);
    write(`  Kennung: ${error.code}`);
  } else if (interrupted.exitCode === undefined) {
    write(
      'Fehler: Das Programm ist auf etwas Unerwartetes gestoßen. In KomMonitor wird nichts weiter geändert.',
    );
    write(
      '  Melden Sie bitte die Kennung und die Umstände. Mit KMSYNC_DEBUG=1 steht die Stelle im Programm dabei.',
    );
    if (environment['KMSYNC_DEBUG']) write(String(error instanceof Error ? error.stack : error));
    else write(`  Kennung: ${error instanceof Error ? error.name : typeof error}`);
  }
  return interrupted.exitCode ?? exitCodeOf(error);
}
