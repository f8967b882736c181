import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  area,
  edition,
  feature,
  FRAME,
  seriesOf,
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  storedUnit,
  wanted,
  wantedIndicator,
  wantedLevel,
  type Standing,
} from '../../../tests/support/sync-samples.ts';
import { UNIT } from '../../../tests/support/target-samples.ts';
import { areaKey } from '../../core/area.ts';
import type { CellState } from '../../core/cell.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { PutValues } from '../../sync/operations.ts';
import { planSync } from '../../sync/plan.ts';
import { previewOf } from './preview.ts';
import { movesOf, seriesOf as previewSeries, sortedCells } from './preview-series.ts';
import { totalsOf } from './preview-totals.ts';
import { timelineOf } from './preview-timeline.ts';

const DAY = referenceDate('2024-12-31');
const LEVEL = wantedLevel(edition('2020-01-01', area('01'), area('02', { at: 1 }), area('03', { at: 2 })));
const AREAS = { [UNIT.name]: ['01', '02', '03'].map((key, at) => feature(key, '2020-01-01', { at })) };

function preview(
  table: Parameters<typeof seriesOf>[0],
  stood: Readonly<Record<string, Readonly<Record<string, number | null>>>> | undefined,
  more: Standing = {},
) {
  const before: Standing = stood
    ? {
        units: [storedUnit()],
        indicators: [
          storedIndicator({ dates: Object.keys(stood).map(referenceDate), links: [storedLink()] }),
        ],
        features: AREAS,
        values: { [UNIT.name]: storedTable(stood) },
        ...more,
      }
    : {};
  const plan = planSync(wanted([LEVEL], [wantedIndicator()], [seriesOf(table)]), standing(before), FRAME);
  return previewOf(plan, () => undefined);
}

describe('the preview of a plan', () => {
  it('tells new, changed, removed, hidden and equal cells apart', () => {
    const { series, tally } = preview(
      {
        '2024-12-31': { '01': 12, '02': 'suppressed', '03': 30 },
        '2025-12-31': { '01': 1, '02': 2, '03': 3 },
      },
      { '2024-12-31': { '01': 10, '02': 5, '03': 30 } },
    );

    const kinds = series[0]?.cells(DAY).map(({ key, kind, before, after }) => [key, kind, before, after]);
    expect(kinds).toEqual([
      ['01', 'changed', 10, 12],
      ['02', 'hidden', 5, null],
      ['03', 'same', 30, 30],
    ]);
    expect(tally).toEqual({ indicators: 1, added: 3, changed: 1, removed: 0, hidden: 1 });
  });

  it('shows nothing of what a hidden value comes to', () => {
    const { series } = preview({ '2024-12-31': { '01': 'suppressed', '02': 7, '03': 8 } }, undefined);
    const hidden = series[0]?.cells(DAY)[0];

    expect(hidden).toEqual({
      key: '01',
      before: null,
      after: null,
      change: null,
      kind: 'hidden',
      state: 'suppressed',
    });
  });

  it('calls a value without a successor removed, and none before and after empty', () => {
    const { series, tally } = preview(
      { '2024-12-31': { '01': 'missing', '02': 'missing', '03': 9 } },
      { '2024-12-31': { '01': 10, '02': null, '03': 8 } },
    );

    expect(series[0]?.cells(DAY).map(({ kind }) => kind)).toEqual(['removed', 'empty', 'changed']);
    expect(tally.removed).toBe(1);
  });

  it('lists what happens with its sign, and what stays', () => {
    const fresh = preview({ '2024-12-31': { '01': 1, '02': 2, '03': 'suppressed' } }, undefined);
    expect(fresh.changes.map((each) => [each.sign, each.what === 'values' ? each.count : each.what])).toEqual(
      [
        ['+', 2],
        ['!', 1],
        ['+', 'step'],
        ['~', 'step'],
        ['+', 'step'],
      ],
    );

    const same = preview(
      { '2024-12-31': { '01': 1, '02': 2, '03': 3 } },
      { '2024-12-31': { '01': 1, '02': 2, '03': 3 } },
    );
    expect(same.changes.filter(({ sign }) => sign === '=')).toHaveLength(1);
    expect(same.series).toEqual([]);
  });

  it('says that what stands there keeps its readers, and who may read what is new', () => {
    const kept = preview(
      { '2024-12-31': { '01': 1, '02': 2, '03': 3 } },
      { '2024-12-31': { '01': 9, '02': 2, '03': 3 } },
    );
    expect(kept.access).toEqual({ created: [], kept: { uploads: 1, open: 1, groups: ['p-1'] } });

    const fresh = preview({ '2024-12-31': { '01': 1, '02': 2, '03': 3 } }, undefined);
    expect(fresh.access.created.map(({ access }) => access.isPublic)).toEqual([true, true, true]);
  });

  it('names the areas that are new, redrawn and ended', () => {
    const fresh = preview({ '2024-12-31': { '01': 1, '02': 2, '03': 3 } }, undefined);
    expect(fresh.geometry.map(({ kind }) => kind)).toEqual(['new', 'new', 'new']);

    const redrawn = preview(
      { '2024-12-31': { '01': 1, '02': 2, '03': 3 } },
      { '2024-12-31': { '01': 1, '02': 2, '03': 3 } },
      {
        features: {
          [UNIT.name]: ['01', '02', '03'].map((key, at) =>
            feature(key, '2020-01-01', { at: key === '02' ? 7 : at }),
          ),
        },
      },
    );
    expect(redrawn.geometry.map(({ kind, key }) => [kind, key])).toEqual([['redrawn', '02']]);
  });
});

const STATES: readonly CellState[] = ['ok', 'nil', 'suppressed', 'missing', 'not_yet'];

function upload(
  rows: readonly { before: number | null | 'absent'; after: number | null; state: CellState }[],
) {
  const operation: PutValues = {
    kind: 'put-values',
    indicator: { name: 'Probe', characteristic: null, type: null },
    indicatorId: 'probe',
    level: 'quartier',
    unitName: 'Quartiere',
    access: { ownerId: 'o', permissions: [], isPublic: false },
    newLink: false,
    dates: [DAY],
    rows: rows.map(({ before, after, state }, index) => ({
      key: areaKey(String(index).padStart(3, '0')),
      values: [after],
      before: [before],
      states: [state],
    })),
    inputs: [],
  };
  return previewSeries(operation, undefined);
}

const number = fc.option(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }), {
  nil: null,
});
const anyRow = fc.record({
  before: fc.oneof(number, fc.constant('absent' as const)),
  after: number,
  state: fc.constantFrom(...STATES),
});

describe('cells of a preview', () => {
  it('are counted once each, and change exactly where something else stands there afterwards', () => {
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const series = upload(rows);
        const cells = series.cells(DAY);
        const moves = movesOf(cells);

        expect(Object.values(series.counts).reduce((sum, n) => sum + n, 0)).toBe(rows.length);
        for (const { kind, before, after, change } of cells) {
          if (kind === 'same') expect(before).toBe(after);
          if (kind === 'new' || kind === 'changed') expect(after).not.toBeNull();
          if (change !== null) expect(change).toBe((after ?? 0) - (before ?? 0));
        }
        expect(moves.added).toBe(series.counts.new);
        expect(moves.changed).toBe(series.counts.changed);
        expect(moves.far).toBeLessThanOrEqual(moves.changed);
      }),
    );
  });

  it('are sorted by the size of their change, with those that have none at the end', () => {
    const cells = upload([
      { before: 1, after: 2, state: 'ok' },
      { before: null, after: 5, state: 'ok' },
      { before: 9, after: 2, state: 'ok' },
    ]).cells(DAY);
    const keys = (down: boolean) =>
      sortedCells(cells, { by: 'aenderung', down, name: (key) => key }).map(({ key }) => key);

    expect(keys(true)).toEqual(['002', '000', '001']);
    expect(keys(false)).toEqual(['000', '002', '001']);
  });

  it('move far where they change by more than a tenth, and from zero always', () => {
    const moves = movesOf(
      upload([
        { before: 100, after: 110, state: 'ok' },
        { before: 100, after: 111, state: 'ok' },
        { before: 0, after: 1, state: 'ok' },
        { before: 5, after: null, state: 'suppressed' },
      ]).cells(DAY),
    );

    expect(moves).toEqual({ areas: 4, far: 2, added: 0, lost: 1, changed: 3 });
  });
});

describe('sums of a preview', () => {
  const numbersOf = (...values: (number | null)[]) =>
    upload(values.map((value) => ({ before: value, after: value, state: 'ok' as const })));

  it('are those of decimals, and say how many areas have a value', () => {
    const { before } = totalsOf(numbersOf(Math.fround(0.1), Math.fround(0.2), null), DAY, []);

    expect(before).toMatchObject({ sum: 0.3, values: 2, areas: 3 });
    expect(totalsOf(numbersOf(null), DAY, []).after).toBeUndefined();
  });

  it('stand beside those of the same indicator on the other levels', () => {
    const quarters = numbersOf(1, 2, 3);
    const towns = { ...numbersOf(6), unitName: 'Gemeinden' };
    const foreign = { ...numbersOf(99), indicatorId: 'anderer' };

    expect(totalsOf(quarters, DAY, [quarters, towns, foreign]).others).toMatchObject([
      { unitName: 'Gemeinden', after: { sum: 6 } },
    ]);
  });
});

describe('values over time', () => {
  const series = upload([
    { before: 1, after: 2, state: 'ok' },
    { before: 3, after: 3, state: 'ok' },
  ]);

  it('hold the Stichtage that stay as they are, as they were released', () => {
    const { dates, areas, whole } = timelineOf(series, {
      circle: 'public',
      indicator: 'probe',
      level: 'quartier' as never,
      dates: [referenceDate('2023-12-31'), DAY],
      areas: [areaKey('000'), areaKey('001')],
      rows: [
        [0.5, 2],
        [null, 3],
      ],
    });

    expect(dates).toEqual(['2023-12-31', '2024-12-31']);
    expect(whole).toBe(true);
    expect(areas.get(areaKey('000'))).toEqual([
      { date: '2023-12-31', before: 0.5, after: 0.5, changed: false },
      { date: '2024-12-31', before: 1, after: 2, changed: true },
    ]);
    expect(areas.get(areaKey('001'))?.map(({ after }) => after)).toEqual([null, 3]);
  });

  it('are those of the plan alone where the release is not known any more', () => {
    expect(timelineOf(series, undefined)).toMatchObject({ dates: [DAY], whole: false });
  });
});
