/** When a read over the network is tried again, and how long is waited before: passing troubles only, and never for long. */
import { SyncError } from '../errors.ts';
import type { Http, HttpAnswer, HttpGet } from './http.ts';
import { sourceError } from './http-errors.ts';

export interface Patience {
  readonly now: () => number;
  /** Ends early, with the reason of the signal, where that is raised. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const ATTEMPTS = 5;
const FIRST_DELAY_MS = 2000;
const LONGEST_DELAY_MS = 5 * 60 * 1000;
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const PASSING: ReadonlySet<string> = new Set([
  'source.unreachable',
  'source.timeout',
  'source.broken-off',
  'source.busy',
]);

/** Carries the wait that the service asked for; never leaves this room. */
class Busy extends SyncError {
  readonly afterMs: number | undefined;

  constructor(host: string, status: number, afterMs: number | undefined) {
    const { code, kind, message, hint } = sourceError(
      'source.busy',
      `„${host}“ ist überlastet oder wird gewartet (HTTP ${status}).`,
    );
    super({ code, kind, message, hint });
    this.afterMs = afterMs;
  }
}

/** Tries again after passing troubles, each time later; throws the last trouble. */
export async function patiently<Result>(
  attempt: () => Promise<Result>,
  { wait }: Pick<Patience, 'wait'>,
  signal: AbortSignal,
): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error) || count === ATTEMPTS) throw error;
      const asked = error instanceof Busy ? error.afterMs : undefined;
      if (asked !== undefined && asked > LONGEST_DELAY_MS) throw error;
      await wait(asked ?? delayMs(count), signal);
    }
  }
}

export function isPassing(error: unknown): boolean {
  return error instanceof SyncError && PASSING.has(error.code);
}

/** After so many failures in a row. */
export function delayMs(failures: number): number {
  return FIRST_DELAY_MS * 2 ** (failures - 1);
}

/** One read; a service that is busy is an error that `patiently` understands. */
export async function getOnce(http: Http, request: HttpGet, { now }: Patience): Promise<HttpAnswer> {
  const answer = await http.get(request);
  if (!BUSY.has(answer.status)) return answer;
  answer.discard();
  throw new Busy(
    new URL(request.url).host,
    answer.status,
    retryAfterMs(answer.headers['retry-after'], now()),
  );
}

/** Seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
