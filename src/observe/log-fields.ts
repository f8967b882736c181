/** Takes from an object what a log line may carry: listed names, plain values, short texts. */
import { SyncError } from '../errors.ts';
import { LOG_FIELDS, type LogField } from './log-events.ts';

export type LogFacts = Partial<Record<LogField, string | number | null>>;

/** Long enough for any id or hash; longer is content that does not belong here. */
const LONGEST_TEXT = 128;

/** Members that are not listed, not plain, or too long are left out. */
export function loggable(facts: object): LogFacts {
  const line: LogFacts = {};
  for (const field of LOG_FIELDS) {
    const value = (facts as Record<string, unknown>)[field];
    if (isPlain(value)) line[field] = value;
  }
  return line;
}

/** What of an error may be logged: its code and kind. Never its text, its cause or its stack. */
export function errorFacts(error: unknown): LogFacts {
  if (error instanceof SyncError) return { code: error.code, kind: error.kind };
  return { code: 'internal', kind: 'internal' };
}

function isPlain(value: unknown): value is string | number | null {
  if (value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}
