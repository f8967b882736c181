import { describe, expect, it } from 'vitest';
import { areaKey } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { indicatorKeyText, type CellBefore, type Operation } from '../../sync/operations.ts';
import { stateChanges, type StateQuestion } from './state-changes.ts';

const KEY = { name: 'Bevölkerung', characteristic: null, type: 'STATUS_ABSOLUTE' } as const;
const DAY = referenceDate('2024-12-31');
const names: StateQuestion['names'] = {
  indicator: (name) => (name === indicatorKeyText(KEY) ? 'bev' : name),
  level: (name) => (name === 'Quartiere' ? 'quartier' : name),
};

/** Area to what stood there and what is written; `rollback`: known by the names in KomMonitor alone. */
function put(
  cells: Readonly<Record<string, readonly [CellBefore, number | null]>>,
  { rollback = false, unitName = 'Quartiere' } = {},
): Operation {
  return {
    kind: 'put-values',
    indicator: KEY,
    indicatorId: rollback ? indicatorKeyText(KEY) : 'bev',
    level: rollback || unitName !== 'Quartiere' ? unitName : 'quartier',
    unitName,
    access: { ownerId: 'o', permissions: [], isPublic: true },
    newLink: false,
    dates: [DAY],
    rows: Object.entries(cells).map(([key, [before, value]]) => ({
      key: areaKey(key),
      before: [before],
      values: [value],
      states: [value === null ? 'suppressed' : 'ok'],
    })),
    inputs: [],
  };
}

const removed: Operation = { kind: 'delete-date', indicator: KEY, unitName: 'Quartiere', date: DAY };

function changes(until: readonly Operation[], between: readonly Operation[]) {
  const found = stateChanges({ link: { indicator: 'bev', level: 'quartier' }, names, until, between });
  return found?.get(DAY)?.map(({ key, before, after, kind }) => [key, before, after, kind]);
}

describe('what lies between two published states', () => {
  it('is the last of several runs against what the older state left there', () => {
    const until = [put({ a: ['absent', 1], b: ['absent', 2] })];
    const between = [put({ a: [1, 5], b: [2, 2] }), put({ a: [5, 7], b: [2, null] }, { rollback: true })];

    expect(changes(until, between)).toEqual([
      ['a', 1, 7, 'changed'],
      ['b', 2, null, 'hidden'],
    ]);
  });

  it('takes what was published before what somebody wrote by hand', () => {
    expect(changes([put({ a: ['absent', 1] })], [put({ a: [99, 5] })])).toEqual([['a', 1, 5, 'changed']]);
  });

  it('takes what stood there where the plan of the older state is kept no more', () => {
    expect(changes([], [put({ a: [3, 5] }), put({ a: [5, 6] })])).toEqual([['a', 3, 6, 'changed']]);
  });

  it('shows a Stichtag that was taken away, and is not known where nobody knows what stood there', () => {
    expect(changes([put({ a: ['absent', 1] })], [removed])).toEqual([['a', 1, null, 'removed']]);
    expect(changes([], [put({ a: ['absent', 1] }), removed])).toEqual([['a', null, null, 'empty']]);
    expect(
      stateChanges({ link: { indicator: 'bev', level: 'quartier' }, names, until: [], between: [removed] }),
    ).toBe(undefined);
  });

  it('knows nothing of other levels', () => {
    expect(
      changes([put({ a: ['absent', 1] })], [put({ a: [1, 2] }, { unitName: 'Kreise' })]),
    ).toBeUndefined();
  });
});
