import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  seriesOf,
  storedIndicator,
  storedLink,
  storedTable,
  wantedIndicator,
  type Short,
} from '../../tests/support/sync-samples.ts';
import { ACCESS, UNIT } from '../../tests/support/target-samples.ts';
import { areaKey } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { keepsPrecision, planValues, toFloat32 } from './plan-values.ts';
import type { Access, TargetIndicator, TargetValues } from './target.ts';

type Wishes = Record<string, Record<string, Short>>;

const Y22 = referenceDate('2022-12-31');
const Y23 = referenceDate('2023-12-31');
const Y24 = referenceDate('2024-12-31');

/** Against an indicator whose link holds `stored`; undefined: the indicator is not there at all. */
function plan(wishes: Wishes, stored?: TargetValues, more: Partial<TargetIndicator> = {}) {
  const existing = stored && storedIndicator({ dates: stored.dates, links: [storedLink()], ...more });
  const { operation, findings, counts } = planValues({
    indicator: wantedIndicator(),
    series: seriesOf(wishes),
    unitName: UNIT.name,
    existing,
    stored,
  });
  return { operation, counts, codes: findings.map(({ code }) => code) };
}

describe('what is uploaded', () => {
  it('is every area and date, ascending, with an explicit null, where nothing stands yet', () => {
    const { operation, counts } = plan({
      '2024-12-31': { '02': 'suppressed', '01': 5 },
      '2023-12-31': { '02': 7, '01': 'missing' },
    });

    expect(operation).toMatchObject({ newLink: true, dates: [Y23, Y24], access: ACCESS });
    expect(operation?.rows).toEqual([
      { key: '02', values: [7, null], before: ['absent', 'absent'], states: ['ok', 'suppressed'] },
      { key: '01', values: [null, 5], before: ['absent', 'absent'], states: ['missing', 'ok'] },
    ]);
    expect(counts).toEqual({ create: 4, update: 0, unchanged: 0, suppressed: 1 });
  });

  it('is nothing where everything agrees as float32', () => {
    const stored = storedTable({ '2024-12-31': { '01': Math.fround(0.1), '02': null } });

    const { operation, counts } = plan({ '2024-12-31': { '01': 0.1, '02': 'suppressed' } }, stored);

    expect(operation).toBeUndefined();
    expect(counts).toEqual({ create: 0, update: 0, unchanged: 2, suppressed: 1 });
  });

  it('is only the dates in which something differs, but all areas of them', () => {
    const stored = storedTable({
      '2023-12-31': { '01': 1, '02': 2 },
      '2024-12-31': { '01': 3, '02': 4 },
    });

    const { operation, counts } = plan(
      { '2023-12-31': { '01': 1, '02': 2 }, '2024-12-31': { '01': 3, '02': 5 } },
      stored,
    );

    expect(operation?.dates).toEqual([Y24]);
    expect(operation?.rows.map(({ key, values, before }) => [key, values, before])).toEqual([
      ['01', [3], [3]],
      ['02', [5], [4]],
    ]);
    expect(counts).toMatchObject({ create: 0, update: 1, unchanged: 3 });
  });

  it('tells a value from no value in both directions', () => {
    const stored = storedTable({ '2024-12-31': { '01': 0, '02': null } });

    const { operation, counts } = plan({ '2024-12-31': { '01': 'missing', '02': 0 } }, stored);

    expect(operation?.rows.map(({ values, before }) => [values, before])).toEqual([
      [[null], [0]],
      [[0], [null]],
    ]);
    expect(counts.update).toBe(2);
  });

  it('writes a date again that stands in the table but not in the indicator’s list of dates', () => {
    const stored = storedTable({ '2023-12-31': { '01': 1 }, '2024-12-31': { '01': 2 } });

    const { operation } = plan({ '2023-12-31': { '01': 1 }, '2024-12-31': { '01': 2 } }, stored, {
      dates: [Y23],
    });

    expect(operation?.dates).toEqual([Y24]);
    expect(operation?.rows[0]).toMatchObject({ values: [2], before: [2] });
  });

  it('writes a date that is listed through another unit but has no column here', () => {
    const stored = storedTable({ '2023-12-31': { '01': 1 } });

    const { operation } = plan({ '2023-12-31': { '01': 1 }, '2024-12-31': { '01': 'missing' } }, stored, {
      dates: [Y23, Y24],
    });

    expect(operation?.dates).toEqual([Y24]);
    expect(operation?.rows[0]?.before).toEqual(['absent']);
  });

  it('writes every date for an area that has no row yet, so that it shows as “no data”', () => {
    const stored = storedTable({ '2023-12-31': { '01': 1 }, '2024-12-31': { '01': 2 } });

    const { operation } = plan(
      {
        '2023-12-31': { '01': 1, '02': 'not_applicable' },
        '2024-12-31': { '01': 2, '02': 'not_applicable' },
      },
      stored,
    );

    expect(operation?.dates).toEqual([Y23, Y24]);
    expect(operation?.rows[1]).toMatchObject({
      key: '02',
      values: [null, null],
      before: ['absent', 'absent'],
    });
  });

  it('empties the value of an area that no longer exists on the day', () => {
    const stored = storedTable({ '2024-12-31': { '01': 1, '02': 9 } });

    const { operation } = plan({ '2024-12-31': { '01': 1, '02': 'not_applicable' } }, stored);

    expect(operation?.rows[1]).toMatchObject({ values: [null], before: [9], states: ['not_applicable'] });
  });

  it('is a rectangle of which KomMonitor then holds exactly what was wanted', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant('missing' as const));
    const table = fc.record({
      '2022-12-31': fc.record({ '01': value, '02': value }),
      '2023-12-31': fc.record({ '01': value, '02': value }),
      '2024-12-31': fc.record({ '01': value, '02': value }),
    });
    const standing = fc.subarray([Y22, Y23, Y24]);

    fc.assert(
      fc.property(table, table, standing, (wishes, there, dates) => {
        const number = (cell: Short) => (typeof cell === 'number' ? cell : null);
        const before = storedTable(
          Object.fromEntries(
            dates.map((date) => {
              const row = there[date as keyof typeof there];
              return [date, { '01': number(row['01']), '02': number(row['02']) }];
            }),
          ),
        );

        const { operation } = plan(wishes, before);

        const after = new Map([...before.rows].map(([key, row]) => [key, new Map(row)]));
        for (const row of operation?.rows ?? []) {
          expect(row.values).toHaveLength(operation?.dates.length ?? 0);
          const known = after.get(row.key) ?? new Map<typeof Y22, number | null>();
          operation?.dates.forEach((date, index) => known.set(date, row.values[index] ?? null));
          after.set(row.key, known);
        }
        expect(operation?.dates ?? []).toEqual([...(operation?.dates ?? [])].sort());
        for (const [date, row] of Object.entries(wishes))
          for (const [key, cell] of Object.entries(row))
            expect(after.get(areaKey(key))?.get(referenceDate(date))).toBe(number(cell));
      }),
    );
  });
});

describe('who may read', () => {
  const STORED = storedTable({ '2024-12-31': { '01': 1 } });
  const CHANGED = { '2024-12-31': { '01': 2 } };
  const PRIVATE: Access = { ownerId: 'o-9', permissions: ['p-7'], isPublic: false };

  it('stays as it stands on the link, because every upload replaces it', () => {
    const { operation } = plan(CHANGED, STORED, { links: [storedLink(UNIT.name, PRIVATE)] });

    expect(operation).toMatchObject({ access: PRIVATE, newLink: false });
  });

  it('follows the indicator for a new link, which somebody may have withdrawn from the public', () => {
    const { operation } = plan(CHANGED, STORED, { access: PRIVATE, links: [storedLink('Gemeinden')] });

    expect(operation).toMatchObject({ access: PRIVATE, newLink: true });
    expect(operation?.rows[0]?.before).toEqual(['absent']);
  });

  it('gets the owner that is wanted where none is stored', () => {
    const ownerless = { ...PRIVATE, ownerId: '' };

    const { operation } = plan(CHANGED, STORED, { links: [storedLink(UNIT.name, ownerless)] });

    expect(operation?.access).toEqual({ ...PRIVATE, ownerId: ACCESS.ownerId });
  });
});

describe('what is said about it', () => {
  it('names dates and keys that only KomMonitor has', () => {
    const stored = storedTable({ '2019-12-31': { '01': 1, '99': 4 }, '2024-12-31': { '01': 1, '99': 4 } });

    const { operation, codes } = plan({ '2024-12-31': { '01': 1 } }, stored);

    expect(operation).toBeUndefined();
    expect(codes).toEqual(['sync.date-kept', 'sync.area-kept']);
  });

  it('refuses rows of one key that contradict each other', () => {
    const stored = { ...storedTable({ '2024-12-31': { '01': 1 } }), contradictory: [areaKey('01')] };

    expect(plan({ '2024-12-31': { '01': 1 } }, stored).codes).toEqual(['sync.contradictory-rows']);
  });

  it('refuses a value that KomMonitor would store as another one', () => {
    expect(plan({ '2024-12-31': { '01': 16_777_217 } }).codes).toEqual(['sync.float32-loss']);
    expect(plan({ '2024-12-31': { '01': 16_777_216 } }).codes).toEqual([]);
  });
});

describe('keepsPrecision', () => {
  it.each([
    [null, 0, true],
    [0.1, 6, true],
    [16_777_217, 0, false],
    [123_456.78, 1, true],
    [1_234_567.89, 2, false],
    [1e39, 0, false],
  ])('%s with %s decimals: %s', (value, decimals, kept) => {
    expect(keepsPrecision(value, decimals)).toBe(kept);
  });
});

describe('toFloat32', () => {
  it('rounds as a four-byte float and lets no value be no value', () => {
    expect(toFloat32(0.1)).toBe(Math.fround(0.1));
    expect(toFloat32(123_456_789)).toBe(123_456_792);
    expect(toFloat32(null)).toBeNull();
  });
});
