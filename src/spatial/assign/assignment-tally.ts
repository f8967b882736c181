/**
 * Counts what a matcher answered, record by record: per Gemeinde, method, cause and mark, for the quality figures.
 * The clearing list holds addresses and stays inside the Statistikstelle: never log, store or report it.
 */
import type { AreaKey } from '../../core/area.ts';
import {
  CAUSES,
  isAssigned,
  MARKS,
  METHODS,
  type Address,
  type Cause,
  type Mark,
  type Match,
  type Method,
} from './match-result.ts';

export interface GemeindeCounts {
  readonly gemeinde: string;
  readonly read: number;
  readonly assigned: number;
  readonly residual: Readonly<Record<Cause, number>>;
}

export interface AssignmentCounts {
  /** In order of their AGS. */
  readonly gemeinden: readonly GemeindeCounts[];
  readonly methods: Readonly<Record<Method, number>>;
  readonly marks: Readonly<Record<Mark, number>>;
  readonly units: ReadonlyMap<AreaKey, number>;
}

export interface ClearingEntry {
  readonly address: Address;
  readonly cause: Cause;
  readonly records: number;
}

export interface AssignmentTally {
  /** One record. */
  readonly add: (address: Address, match: Match) => void;
  readonly counts: () => AssignmentCounts;
  /** What a person can clear, most records first. Without protected addresses and those that are none. */
  readonly clearingList: () => readonly ClearingEntry[];
}

/** A wrong directory must not turn the list into a copy of the register. */
const LONGEST_LIST = 10_000;
const NOT_CLEARABLE: ReadonlySet<Cause> = new Set(['protected', 'no_address']);

interface Tallied {
  read: number;
  assigned: number;
  readonly residual: Record<Cause, number>;
}

export function assignmentTally(): AssignmentTally {
  const gemeinden = new Map<string, Tallied>();
  const methods = zeros(METHODS);
  const marks = zeros(MARKS);
  const units = new Map<AreaKey, number>();
  const clearing = new Map<string, { address: Address; cause: Cause; records: number }>();

  function clear(address: Address, cause: Cause): void {
    if (NOT_CLEARABLE.has(cause)) return;
    const { gemeinde, streetKey = '', streetName = '', number = '', suffix = '' } = address;
    const key = [gemeinde, streetKey, streetName, number, suffix].join('\t');
    const entry = clearing.get(key);
    if (entry) entry.records += 1;
    // A copy without whatever else the caller's object holds.
    else if (clearing.size < LONGEST_LIST)
      clearing.set(key, {
        address: { gemeinde, streetKey, streetName, number, suffix },
        cause,
        records: 1,
      });
  }

  return {
    add(address, match) {
      let own = gemeinden.get(address.gemeinde);
      if (!own) gemeinden.set(address.gemeinde, (own = { read: 0, assigned: 0, residual: zeros(CAUSES) }));
      own.read += 1;
      for (const mark of match.marks) marks[mark] += 1;
      if (isAssigned(match)) {
        own.assigned += 1;
        methods[match.how] += 1;
        units.set(match.unit, (units.get(match.unit) ?? 0) + 1);
      } else {
        own.residual[match.residual] += 1;
        clear(address, match.residual);
      }
    },
    counts: () => ({
      gemeinden: [...gemeinden]
        .map(([gemeinde, { read, assigned, residual }]) => ({
          gemeinde,
          read,
          assigned,
          residual: { ...residual },
        }))
        .sort((a, b) => (a.gemeinde < b.gemeinde ? -1 : 1)),
      methods: { ...methods },
      marks: { ...marks },
      units: new Map(units),
    }),
    clearingList: () => [...clearing.values()].sort((a, b) => b.records - a.records),
  };
}

function zeros<Word extends string>(words: readonly Word[]): Record<Word, number> {
  return Object.fromEntries(words.map((word) => [word, 0])) as Record<Word, number>;
}
