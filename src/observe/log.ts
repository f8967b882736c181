/**
 * The technical log: one JSON object per line, UTC, an event of the closed list and listed facts. Carries the
 * run and job it belongs to from the async context. Not the audit trail, which the ledger keeps.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { pino, type DestinationStream } from 'pino';
import { RUN_STATES, type RunState } from '../engine/ledger.ts';
import { runSentence } from '../engine/report/run-words.ts';
import { SyncError } from '../errors.ts';
import { LOG_EVENTS, type LogEvent } from './log-events.ts';
import { loggable, type LogFacts } from './log-fields.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogSettings {
  /** Lines below it are not written. Without it: `warn`. */
  readonly level?: LogLevel;
  /** Without it: `none`, because on the command line the messages for people are not the log. */
  readonly destination?: 'none' | 'stdout' | 'stderr' | { readonly file: string };
}

export interface Log {
  debug(event: LogEvent, facts?: LogFacts): void;
  info(event: LogEvent, facts?: LogFacts): void;
  warn(event: LogEvent, facts?: LogFacts): void;
  error(event: LogEvent, facts?: LogFacts): void;
}

export interface LogContext {
  readonly run?: string;
  readonly job?: string;
}

const context = new AsyncLocalStorage<LogContext>();
const EVENTS: ReadonlySet<string> = new Set(LOG_EVENTS);

/** Everything logged inside `work`, also later and deeper, carries this run and job. */
export function inLogContext<T>(facts: LogContext, work: () => T): T {
  return context.run({ ...context.getStore(), ...facts }, work);
}

/**
 * Once open, a log never fails: a full disk or a closed pipe costs lines, not the run.
 * Throws SyncError `log.not-writable` (kind local) where its file cannot be opened.
 */
export function createLog(settings: LogSettings = {}): Log {
  const destination = settings.destination ?? 'none';
  if (destination === 'none') return logOver(() => undefined);

  const logger = pino(
    {
      level: settings.level ?? 'warn',
      base: null,
      timestamp: () => `,"ts":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream(destination),
  );
  return logOver((level, line, sentence) => {
    if (sentence === undefined) logger[level](line);
    else logger[level](line, sentence);
  });
}

type Write = (level: 'debug' | 'info' | 'warn' | 'error', line: object, sentence?: string) => void;

function logOver(write: Write): Log {
  function at(level: Parameters<Write>[0]) {
    return (event: LogEvent, facts: LogFacts = {}): void => {
      if (!EVENTS.has(event)) return;
      const listed = loggable({ ...context.getStore(), ...facts });
      write(level, { event, ...listed }, event === 'Run:Report' ? reportSentence(listed) : undefined);
    };
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Made here of the listed facts alone, so that no other text can take its place. */
function reportSentence(facts: LogFacts): string | undefined {
  const { run, job, state } = facts;
  if (typeof run !== 'string' || typeof job !== 'string' || !isRunState(state)) return undefined;
  const number = (field: keyof LogFacts) => Number(facts[field] ?? 0);
  return runSentence({
    id: run,
    job,
    state,
    cells: number('cells'),
    mismatches: number('mismatches'),
    problems: number('block') + number('error'),
    notes: number('warning'),
    empty: number('count'),
  });
}

function isRunState(state: unknown): state is RunState {
  return (RUN_STATES as readonly unknown[]).includes(state);
}

/** Written before the call returns: the last lines before a crash are the ones that matter. */
function stream(destination: 'stdout' | 'stderr' | { readonly file: string }): DestinationStream {
  const made =
    typeof destination === 'string'
      ? pino.destination({ dest: destination === 'stdout' ? 1 : 2, sync: true })
      : fileStream(destination);
  made.on('error', () => undefined);
  return made;
}

function fileStream({ file }: { readonly file: string }) {
  try {
    return pino.destination({ dest: file, sync: true, mkdir: true, mode: 0o600 });
  } catch {
    throw new SyncError({
      code: 'log.not-writable',
      kind: 'local',
      message: 'Die Protokolldatei kann nicht angelegt oder beschrieben werden.',
      hint: 'Prüfen Sie in der Konfiguration den Pfad der Protokolldatei und die Rechte am Ordner.',
    });
  }
}
