import { describe, expect, it } from 'vitest';
import type { Problem, ProblemCell } from '../disclosure/problem.ts';
import { readAudit, readProtection, readReply } from './solver-answers.ts';

const base = { value: 2, lower: 0, upper: Infinity, weight: 1 };
const cells: readonly ProblemCell[] = [
  { ...base, id: 'secret', status: 'hidden', need: { high: 5 } },
  { ...base, id: 'other', status: 'open' },
  { ...base, id: 'total', status: 'frozen' },
  { ...base, id: 'atom', status: 'unpublished', need: { low: 0 } },
];
const PROBLEM: Problem = { cells, relations: [], counts: true };

const seen = { lo: 0, hi: Infinity };
const AUDIT = {
  safe: true,
  intervals: new Map([
    ['secret', seen],
    ['atom', seen],
  ]),
  exposures: [] as unknown[],
  programs: 2,
  harvested: 1,
};
const PATTERN = { hidden: ['other', 'secret'], cost: 1, bound: null, proven: false, way: 'heuristic' };
const EXPOSURE = { cell: 'secret', interval: seen, need: { high: 5 }, witnesses: ['total'] };
const SAFE = { outcome: 'safe', pattern: PATTERN, audit: AUDIT };

describe('an answer of the solver', () => {
  it('is taken as it is where it fits the problem', () => {
    const infeasible = { outcome: 'infeasible', exposures: [EXPOSURE] };
    const unsafe = { ...AUDIT, safe: false, exposures: [EXPOSURE] };

    expect(readProtection(SAFE, PROBLEM)).toEqual(SAFE);
    expect(readProtection(infeasible, PROBLEM)).toEqual(infeasible);
    expect(readAudit(AUDIT, PROBLEM)).toEqual(AUDIT);
    expect(readAudit(unsafe, PROBLEM)).toEqual(unsafe);
  });

  it.each([
    ['publishes what was secret', { ...SAFE, pattern: { ...PATTERN, hidden: ['other'] } }],
    ['hides what must stand', { ...SAFE, pattern: { ...PATTERN, hidden: ['secret', 'total'] } }],
    ['hides what nobody publishes', { ...SAFE, pattern: { ...PATTERN, hidden: ['secret', 'atom'] } }],
    ['hides a cell that there is not', { ...SAFE, pattern: { ...PATTERN, hidden: ['secret', 'x'] } }],
    ['hides a cell twice', { ...SAFE, pattern: { ...PATTERN, hidden: ['secret', 'secret'] } }],
    ['costs no number', { ...SAFE, pattern: { ...PATTERN, cost: Number.NaN } }],
    ['calls itself safe and is not', { ...SAFE, audit: { ...AUDIT, safe: false, exposures: [EXPOSURE] } }],
    ['has nothing to say of why it is infeasible', { outcome: 'infeasible', exposures: [] }],
    ['is of another kind', AUDIT],
    ['is nothing', undefined],
  ])('is refused where a protection %s', (_what, answer) => {
    expect(readProtection(answer, PROBLEM)).toBeUndefined();
  });

  it.each([
    [
      'has an end that is no number',
      { ...AUDIT, intervals: new Map([['secret', { lo: Number.NaN, hi: 1 }]]) },
    ],
    ['leaves out a cell', { ...AUDIT, intervals: new Map([['secret', seen]]) }],
    ['speaks of another cell', { ...AUDIT, intervals: new Map([...AUDIT.intervals, ['x', seen]]) }],
    ['is exposed and safe', { ...AUDIT, exposures: [EXPOSURE] }],
    ['is unsafe without a reason', { ...AUDIT, safe: false }],
    [
      'names a witness that there is not',
      { ...AUDIT, safe: false, exposures: [{ ...EXPOSURE, witnesses: ['x'] }] },
    ],
    ['holds its intervals otherwise', { ...AUDIT, intervals: {} }],
    ['says more than it is asked', { ...AUDIT, more: 1 }],
  ])('is refused where an audit %s', (_what, answer) => {
    expect(readAudit(answer, PROBLEM)).toBeUndefined();
  });

  it.each([[undefined], ['text'], [{ kind: 'answer', index: 0, solver: '' }], [{ kind: 'other', index: 0 }]])(
    'is no reply at all: %j',
    (heard) => {
      expect(readReply(heard)).toBeUndefined();
    },
  );
});
