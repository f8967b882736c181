/** How long to wait before a read is tried again. Pure: clock and chance come in as arguments. */

const FIRST_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;
/** A server that asks for more than this is answered with this: the run reports instead of hanging. */
export const LONGEST_WAIT_MS = 60_000;

const SECONDS = /^\d{1,9}$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or an HTTP date), at most
 * LONGEST_WAIT_MS; undefined where the header is missing or says nothing understandable.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (SECONDS.test(text)) return Math.min(Number(text) * 1000, LONGEST_WAIT_MS);
  if (!HTTP_DATE.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : Math.min(Math.max(instant - now, 0), LONGEST_WAIT_MS);
}

/**
 * Milliseconds before attempt number `attempt` + 1 (1-based): what the server asks for, else doubling from
 * half a second. `chance` in [0, 1) spreads clients that failed together over the upper half of the span.
 */
export function retryDelayMs(attempt: number, asked: number | undefined, chance: number): number {
  if (asked !== undefined) return asked;
  const span = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  return Math.round(span / 2 + (span / 2) * chance);
}
