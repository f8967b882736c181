/** Faults that tests order: which request goes wrong, how often, and in which way. */
import { body, decimal, list, literal, record, text, Unreadable, type Decoded } from './decode.ts';

const FAULT_ACTIONS = [
  /** Fails with 500 after `rows` rows or features, as far as the real server would have come. */
  'half-applied',
  /** Answers `status` (default 503) without handling, with Retry-After where `retryAfter` is set. */
  'status',
  /** Closes the connection instead of handling. */
  'drop-before',
  /** Handles, then closes the connection without an answer. */
  'drop-after',
  /** Answers as if all went well and changes nothing. */
  'lie',
  /** Handles, then answers `status` (default 500) instead of the true answer. */
  'deny',
  /** Handles no more than the first `rows` rows of values and answers as if all went well. */
  'drop-rows',
  /** Stores whole numbers instead of the values and answers as if all went well. */
  'round',
  /** Waits `ms` before handling. */
  'delay',
  /** Refuses every token issued so far, this request's included. */
  'expire-tokens',
] as const;

const fault = record({
  match: record({ method: text, path: text }),
  times: decimal,
  after: decimal,
  action: literal(...FAULT_ACTIONS),
  rows: decimal,
  status: decimal,
  retryAfter: text,
  ms: decimal,
});
const faultList = body(list(fault));

export interface Fault {
  /** Absent: every method. */
  readonly method: string | null;
  /** Searched in the path with its query, from `/management` or `/realms` on. */
  readonly path: RegExp;
  readonly action: (typeof FAULT_ACTIONS)[number];
  readonly rows: number;
  /** Null: 500 after handling, 503 instead of it. */
  readonly status: number | null;
  /** The header as it is sent: seconds, a date or nonsense. */
  readonly retryAfter: string | null;
  readonly ms: number;
  /** Matching requests to let pass first. */
  skip: number;
  /** Matching requests still to strike. */
  left: number;
}

export class Faults {
  #faults: Fault[] = [];

  get ordered(): readonly Fault[] {
    return this.#faults;
  }

  /** Replaces all faults by the list in a JSON body; throws Unreadable where it is none. */
  order(raw: unknown): void {
    this.#faults = faultList(raw).map(readFault);
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault that strikes this request, the first that matches; counts it. */
  strike(method: string, path: string): Fault | undefined {
    for (const candidate of this.#faults) {
      if (candidate.left === 0 || !candidate.path.test(path)) continue;
      if (candidate.method !== null && candidate.method !== method) continue;
      if (candidate.skip > 0) {
        candidate.skip -= 1;
        continue;
      }
      candidate.left -= 1;
      return candidate;
    }
    return undefined;
  }
}

function readFault(sent: Decoded<typeof fault>): Fault {
  if (sent?.action == null) throw new Unreadable('a fault needs an action');
  return {
    method: sent.match?.method?.toUpperCase() ?? null,
    path: pattern(sent.match?.path ?? ''),
    action: sent.action,
    rows: sent.rows ?? 0,
    status: sent.status,
    retryAfter: sent.retryAfter,
    ms: sent.ms ?? 0,
    skip: sent.after ?? 0,
    left: sent.times ?? 1,
  };
}

function pattern(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new Unreadable('the path is not a regular expression');
  }
}
