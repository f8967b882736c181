/** What every command has in common: global options, an App that is closed again, output for people or programs. */
import type { Command } from 'commander';
import path from 'node:path';
import type { App } from '../app.ts';
import { progressOn, type ProgressKind } from './progress.ts';

/** Serves the web pages; they stand in a room of their own. */
export type StartConsole = (
  app: App,
  at: { readonly host: string; readonly port: number },
) => Promise<{ readonly url: string; close(): Promise<void> }>;

export interface CliContext {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly startConsole: StartConsole;
  readonly exitWith: (code: number) => void;
}

export interface GlobalOptions {
  readonly site?: string;
  readonly deliveries?: string;
  readonly json?: boolean;
  readonly lang: 'de' | 'en';
  readonly quiet?: boolean;
  readonly progress?: ProgressKind;
  readonly log?: string;
  readonly metricsTextfile?: string;
}

export type AddCommand = (program: Command, context: CliContext) => void;

export function globalOptions(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>();
}

export function siteFolder(options: GlobalOptions, environment: NodeJS.ProcessEnv): string {
  return path.resolve(options.site ?? environment['KMSYNC_SITE'] ?? '.');
}

/** Opens the App for the command's site, does the work and closes it, whatever happens. */
export async function withApp<Result>(
  command: Command,
  context: CliContext,
  work: (app: App, options: GlobalOptions) => Promise<Result>,
  catalogue: 'load' | 'none' = 'load',
): Promise<Result> {
  const options = globalOptions(command);
  // Loaded here and not above, so that --help answers without loading the whole house.
  const { openApp } = await import('../app.ts');
  const app = await openApp({
    site: siteFolder(options, context.environment),
    environment: context.environment,
    deliveries: options.deliveries,
    signal: context.signal,
    catalogue,
    // A service goes on for years; nobody looks at a list that is drawn anew.
    events: progressOn(
      process.stderr,
      command.name() === 'serve' ? { ...options, progress: options.progress ?? 'plain' } : options,
    ),
    logFile: options.log === undefined ? undefined : path.resolve(options.log),
  });
  try {
    return await work(app, options);
  } finally {
    try {
      await writeMetrics(app, options);
    } finally {
      await app.close();
    }
  }
}

async function writeMetrics(app: App, { metricsTextfile: file }: GlobalOptions): Promise<void> {
  if (file === undefined) return;
  const { writeMetricsFile } = await import('../observe/metrics-file.ts');
  await writeMetricsFile(path.resolve(file), await app.metrics.text());
}

/** Results go to stdout, everything else to stderr. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function printJson(document: unknown): void {
  print(JSON.stringify(document, null, 2));
}
