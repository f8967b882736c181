import { describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../src/simulator/request-log.ts';
import type { History, RecordedApproval, RecordedAudit, RecordedRun, View } from './history.ts';
import { violations, type Judging } from './invariants.ts';

const OPEN = 'unit-1 [] public';
const OLD: View = {
  cells: { 'Bev | Q | A | 2022-12-31': 10, 'Bev | Q | B | 2022-12-31': 20, 'Bev | G | X | 2022-12-31': 30 },
  dates: { Bev: ['2022-12-31'] },
  access: { Q: OPEN, Bev: OPEN, 'Bev | Q': OPEN, 'Bev | G': OPEN },
};
const NEW: View = {
  ...OLD,
  cells: {
    ...OLD.cells,
    'Bev | Q | A | 2023-12-31': 11,
    'Bev | Q | B | 2023-12-31': 21,
    'Bev | G | X | 2023-12-31': 32,
  },
  dates: { Bev: ['2022-12-31', '2023-12-31'] },
};
const both = (view: View) => ({ public: view, inner: view });
const AT = (second: number) => `2026-02-03T13:00:0${second}.000Z`;

const RUN: RecordedRun = {
  id: '2026-0001',
  kind: 'sync',
  state: 'published',
  startedAt: AT(0),
  finishedAt: AT(9),
  rollsBack: null,
  planHash: 'abc',
  storedHash: 'abc',
};
const APPROVAL: RecordedApproval = {
  run: RUN.id,
  hash: 'abc',
  submitter: 'weber',
  uploader: null,
  approver: 'kaya',
};
const write = (from: number, to: number, more: Partial<LoggedRequest> = {}): LoggedRequest => ({
  method: 'PUT',
  path: '/management/indicators/1',
  status: 200,
  started: AT(from),
  finished: AT(to),
  overlap: false,
  ...more,
});
const entry = (event: string, second: number, seq: number): RecordedAudit['entries'][number] => ({
  at: AT(second),
  event,
  facts: { run: RUN.id, seq },
});

/** Two writes, each with its intent and read-back; the level Q is complete before the date is announced. */
const GOOD: History = {
  before: both(OLD),
  after: both(NEW),
  observations: [
    { at: AT(1), circle: 'public', view: OLD },
    {
      at: AT(4),
      circle: 'public',
      view: { ...NEW, cells: without(NEW.cells, 'Bev | G | X | 2023-12-31') },
    },
  ],
  end: both(NEW),
  requests: [write(2, 3), write(5, 6), write(7, 8, { method: 'GET' })],
  runs: [RUN],
  approvals: [APPROVAL],
  audit: {
    brokenAt: null,
    entries: [
      entry('Write:Intended', 1, 1),
      entry('Write:Verified', 4, 1),
      entry('Write:Intended', 5, 2),
      entry('Write:Verified', 7, 2),
    ],
  },
  places: [{ name: 'ledger', text: 'Lauf 2026-0001' }],
};

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function seenAs(view: View): Partial<History> {
  return { observations: [{ at: AT(4), circle: 'inner', view }] };
}

const DOCTORED: readonly [string, string, Partial<History>, Judging?][] = [
  ['I1', 'a third value', seenAs({ ...OLD, cells: { ...OLD.cells, 'Bev | Q | A | 2022-12-31': 99 } })],
  [
    'I1',
    'a value that is gone for a while',
    seenAs({ ...OLD, cells: without(OLD.cells, 'Bev | Q | A | 2022-12-31') }),
  ],
  [
    'I1',
    'a cell of an area that was never planned',
    seenAs({ ...OLD, cells: { ...OLD.cells, 'Bev | Q | C | 2022-12-31': 1 } }),
  ],
  ['I2', 'a date without any value', seenAs({ ...OLD, dates: NEW.dates })],
  [
    'I2',
    'a date with half the values of a level',
    seenAs({ ...NEW, cells: without(NEW.cells, 'Bev | Q | B | 2023-12-31') }),
  ],
  [
    'I3',
    'an indicator that was open for a moment',
    seenAs({ ...OLD, access: { ...OLD.access, Bev: 'unit-1 [7] public' } }),
  ],
  ['I3', 'a level of an indicator that vanished', seenAs({ ...OLD, access: without(OLD.access, 'Bev | Q') })],
  ['I4', 'a published run that left the old state', { end: both(OLD) }],
  ['I4', 'a run taken back that left the new state', { runs: [{ ...RUN, state: 'compensated' }] }],
  ['I4', 'no run at all, but a change', { runs: [], approvals: [] }],
  ['I5', 'two writes at once', { requests: [write(2, 6), write(5, 6)] }],
  ['I5', 'a write beside one that never ended', { requests: [write(2, 3, { finished: null }), write(5, 6)] }],
  ['I5', 'an overlap that the target saw', { requests: [write(2, 3, { overlap: true })] }],
  ['I6', 'a plan that is not the one of its hash', { runs: [{ ...RUN, storedHash: 'other' }] }],
  ['I6', 'another plan than the approved one', { approvals: [{ ...APPROVAL, hash: 'x' }] }],
  ['I6', 'an approval by the submitter', { approvals: [{ ...APPROVAL, approver: 'weber' }] }],
  ['I6', 'an approval by whoever delivered', { approvals: [{ ...APPROVAL, uploader: 'kaya' }] }],
  ['I6', 'a run that writes though nobody has approved', { approvals: [{ ...APPROVAL, approver: null }] }],
  [
    'I6',
    'a run that writes though nobody stands behind it',
    { approvals: [{ ...APPROVAL, submitter: null }] },
  ],
  ['I7', 'a broken chain', { audit: { ...GOOD.audit, brokenAt: 3 } }],
  ['I7', 'a write without intent', { audit: { brokenAt: null, entries: GOOD.audit.entries.slice(0, 2) } }],
  ['I7', 'a write before its intent', { requests: [write(0, 1), write(5, 6)] }],
  [
    'I7',
    'more writes than intents',
    { requests: [write(1, 2), write(3, 4), write(5, 6)] },
    { oneClock: false },
  ],
  [
    'I8',
    'a canary in the ledger',
    { places: [{ name: 'ledger', text: 'x geheim y' }] },
    { canaries: ['geheim'] },
  ],
  ['I9', 'a run that never ended', { runs: [{ ...RUN, state: 'publishing', finishedAt: null }] }],
  [
    'I9',
    'a run that nobody knows of any more',
    { runs: [RUN, { ...RUN, id: '2', state: 'checking', finishedAt: null }] },
  ],
  ['I9', 'a run that took too long', {}, { budgetMs: 1_000 }],
];

describe('the checker of histories', () => {
  it('finds nothing in a good history', () => {
    expect(violations(GOOD, { canaries: ['geheim'] })).toEqual([]);
    expect(violations(GOOD, { oneClock: false })).toEqual([]);
  });

  it.each(DOCTORED)('finds that %s is violated by %s', (invariant, _what, change, judging) => {
    const found = violations({ ...GOOD, ...change }, judging);

    expect([...new Set(found.map((violation) => violation.slice(0, 2)))]).toEqual([invariant]);
  });

  it('finds nothing where a run was taken back to the state from before', () => {
    const compensated = { ...RUN, state: 'compensated' } as const;
    const back = { ...RUN, id: '2026-0002', kind: 'rollback', rollsBack: RUN.id };

    expect(violations({ ...GOOD, end: both(OLD), runs: [compensated, back] })).toEqual([]);
  });

  it('wants the state from before where a run of its own has taken back what was published', () => {
    const rolledBack = { ...RUN, state: 'rolled_back' } as const;
    const back = { ...RUN, id: '2026-0002', kind: 'rollback', rollsBack: RUN.id };
    const history = { ...GOOD, runs: [rolledBack, back] };

    expect(violations({ ...history, end: both(OLD) })).toEqual([]);
    expect(violations(history)).toContainEqual(expect.stringMatching(/^I4/));
  });

  it('knows a run that waits for people, and what it would have written is not there', () => {
    const waiting = { ...RUN, state: 'submitted', finishedAt: null } as const;
    const history = { ...GOOD, requests: [], observations: [], audit: { brokenAt: null, entries: [] } };

    expect(violations({ ...history, runs: [waiting], end: both(OLD) })).toEqual([]);
    expect(violations({ ...history, runs: [waiting] })).toContainEqual(expect.stringMatching(/^I4/));
  });

  it('wants what somebody else has written to stay, beside what the run does, and no other value', () => {
    const others = { 'Bev | Q | B | 2023-12-31': 99 };
    const theirs = { ...NEW, cells: { ...NEW.cells, ...others } };
    const left = { ...OLD, cells: { ...OLD.cells, ...others }, dates: NEW.dates };
    const compensated = { ...RUN, state: 'compensated' } as const;

    expect(violations({ ...GOOD, ...seenAs(theirs), end: both(theirs) }, { others })).toEqual([]);
    expect(violations({ ...GOOD, runs: [compensated], end: both(left) }, { others })).toEqual([]);
    expect(violations({ ...GOOD, runs: [compensated], end: both(OLD) }, { others })).toContainEqual(
      expect.stringMatching(/^I4/),
    );
    expect(
      violations({ ...GOOD, ...seenAs(theirs) }, { others: { 'Bev | Q | B | 2023-12-31': 98 } }),
    ).toContainEqual(expect.stringMatching(/^I1/));
  });

  it('excuses a cell that shows nothing while its level is built up again, and not at the end', () => {
    const emptied = { ...OLD, cells: without(OLD.cells, 'Bev | Q | A | 2022-12-31') };
    const empties = write(2, 3, { method: 'DELETE', path: '/management/spatial-units/1/allFeatures' });
    const history = { ...GOOD, requests: [empties, write(5, 6)] };

    expect(violations({ ...history, ...seenAs(emptied) })).toEqual([]);
    expect(violations({ ...history, end: both({ ...NEW, cells: emptied.cells }) })).toContainEqual(
      expect.stringMatching(/^I1 end/),
    );
  });

  it('excuses a level that stands in between after a write that failed, and no other', () => {
    const between = { ...NEW, cells: without(NEW.cells, 'Bev | Q | B | 2023-12-31') };
    const failed = write(2, 3, { status: 500 });

    expect(violations({ ...GOOD, ...seenAs(between), requests: [failed, write(5, 6)] })).toEqual([]);
    expect(
      violations({ ...GOOD, ...seenAs(between), requests: [write(2, 3), write(5, 6, { status: 500 })] }),
    ).toEqual([expect.stringMatching(/^I2/)]);
  });
});
