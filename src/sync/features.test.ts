import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { area, edition, feature, short } from '../../tests/support/sync-samples.ts';
import type { LevelEdition } from '../core/area.ts';
import { addDays, referenceDate, type ReferenceDate } from '../core/reference-date.ts';
import {
  afterFullUpdate,
  betweenFeatures,
  editionsOf,
  historyOf,
  sameContent,
  sameFeatures,
  uploadOf,
} from './features.ts';
import type { UnitFeature } from './target.ts';

function updated(before: readonly UnitFeature[], next: LevelEdition): string[] | undefined {
  const after = afterFullUpdate(before, uploadOf(next));
  return after && short(after);
}

/** The areas of one edition: key to place, another place being another shape. */
const AREAS = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 2 })), {
    selector: ([key]) => key,
    minLength: 1,
  })
  .map((list) => list.map(([key, at]) => area(key, { at })));
const HISTORIES = fc
  .array(AREAS, { minLength: 1, maxLength: 5 })
  .map((list) => list.map((areas, index) => edition(`20${10 + index}-01-01`, ...areas)));

/** Contract 2.7, phase A and B, word by word and for a full upload without an end. */
function asTheServerDoes(
  table: readonly UnitFeature[],
  { validFrom: start, areas }: LevelEdition,
): UnitFeature[] {
  const dayBefore = addDays(start, -1);
  const rows = table
    .filter((row) => areas.some(({ key }) => key === row.key) || row.validity.from < start)
    .map((row) => ({ ...row, validity: { ...row.validity } }));
  for (const row of rows) {
    const isIn = areas.some(({ key }) => key === row.key);
    if (!isIn && (row.validity.to === null || row.validity.to > start)) row.validity.to = dayBefore;
  }
  const queued: UnitFeature[] = [];
  const end = null as ReferenceDate | null;
  for (const { key, name, geometry } of areas) {
    const fresh = { key, name, geometry, validity: { from: start, to: end } };
    const own = rows
      .filter((row) => row.key === key)
      .sort((a, b) => (a.validity.from < b.validity.from ? -1 : 1));
    const last = own.at(-1);
    if (last && last.validity.from >= start) throw new Error('not a case this program uses');
    if (last && sameContent(last, fresh)) {
      last.validity.to = end;
      continue;
    }
    if (last) last.validity.to = dayBefore;
    queued.push(fresh);
  }
  return [...rows, ...queued];
}

describe('afterFullUpdate', () => {
  const BEFORE = [feature('01', '2020-01-01'), feature('02', '2020-01-01')];

  it('keeps the row of an area that has not changed', () => {
    expect(updated(BEFORE, edition('2022-01-01', area('01'), area('02')))).toEqual(short(BEFORE));
  });

  it('closes a changed area the day before and opens a new version', () => {
    expect(updated(BEFORE, edition('2024-03-01', area('01', { at: 1 }), area('02')))).toEqual([
      '01 Name 01 2020-01-01..2024-02-29',
      '01 Name 01 2024-03-01..',
      '02 Name 02 2020-01-01..',
    ]);
  });

  it('takes a new name alone for a change', () => {
    expect(updated(BEFORE, edition('2022-01-01', area('01', { name: 'Nord' }), area('02')))).toEqual([
      '01 Name 01 2020-01-01..2021-12-31',
      '01 Nord 2022-01-01..',
      '02 Name 02 2020-01-01..',
    ]);
  });

  it('closes an area that is gone and adds one that is new', () => {
    expect(updated(BEFORE, edition('2022-01-01', area('01'), area('03')))).toEqual([
      '01 Name 01 2020-01-01..',
      '02 Name 02 2020-01-01..2021-12-31',
      '03 Name 03 2022-01-01..',
    ]);
  });

  it('predicts nothing for an upload that begins on the first day of a version or before it', () => {
    const next = (day: string) => edition(day, area('01', { at: 1 }), area('02'));

    expect(updated(BEFORE, next('2020-01-01'))).toBeUndefined();
    expect(updated(BEFORE, next('2019-01-01'))).toBeUndefined();
  });

  it.each([
    ['as it was', 0],
    ['in another shape', 1],
  ])('predicts nothing where an area comes back %s, because two life spans would become one', (_how, at) => {
    const before = [feature('01', '2020-01-01'), feature('02', '2020-01-01..2021-12-31')];

    expect(updated(before, edition('2024-01-01', area('01'), area('02', { at })))).toBeUndefined();
  });

  it('says what the algorithm of the contract does, wherever it says anything', () => {
    let predicted = 0;

    fc.assert(
      fc.property(HISTORIES, (editions) => {
        let server: UnitFeature[] = [];
        for (const [index, next] of editions.entries()) {
          const before = historyOf(editions.slice(0, index));
          const after = before && afterFullUpdate(before, uploadOf(next));
          server = asTheServerDoes(server, next);
          if (!after) return;
          predicted += 1;
          expect(short(after)).toEqual(short(server));
          expect(sameFeatures(after, server)).toBe(true);
        }
      }),
    );

    expect(predicted).toBeGreaterThan(100);
  });
});

describe('historyOf', () => {
  it('shows on the first day of the newest edition exactly its areas', () => {
    fc.assert(
      fc.property(HISTORIES, (editions) => {
        const history = historyOf(editions);

        const open = history?.filter((row) => row.validity.to === null).map((row) => row.key);
        const newest = editions.at(-1)?.areas.map(({ key }) => key);
        if (open) expect(open.sort()).toEqual(newest?.sort());
      }),
    );
  });

  it('cannot be told where an area is away in one edition and back in a later one', () => {
    const editions = [
      edition('2020-01-01', area('01'), area('02')),
      edition('2021-01-01', area('01')),
      edition('2022-01-01', area('01'), area('02')),
    ];

    expect(historyOf(editions)).toBeUndefined();
  });
});

describe('sameContent', () => {
  it('overlooks what KomMonitor overlooks: everything beyond the sixth decimal', () => {
    const moved = feature('01', '2020-01-01', { at: 0.00001 });
    const further = feature('01', '2020-01-01', { at: 0.001 });

    expect(sameContent(feature('01', '2020-01-01'), moved)).toBe(true);
    expect(sameContent(feature('01', '2020-01-01'), further)).toBe(false);
  });
});

describe('sameFeatures', () => {
  const A = feature('01', '2020-01-01');
  const B = feature('02', '2020-01-01');

  it('does not depend on the order', () => {
    expect(sameFeatures([A, B], [B, A])).toBe(true);
  });

  it.each([
    ['a name', feature('02', '2020-01-01', { name: 'Süd' })],
    ['a shape', feature('02', '2020-01-01', { at: 1 })],
    ['a first day', feature('02', '2021-01-01')],
    ['a last day', feature('02', '2020-01-01..2021-12-31')],
    ['a key', feature('2', '2020-01-01')],
  ])('sees a difference in %s', (_what, other) => {
    expect(sameFeatures([A, B], [A, other])).toBe(false);
  });

  it('does not take a row that stands there twice for one that is missing', () => {
    expect(sameFeatures([A, A], [A, B])).toBe(false);
    expect(sameFeatures([A, B], [A, A])).toBe(false);
    expect(sameFeatures([A, A], [A, A])).toBe(false);
  });
});

describe('betweenFeatures', () => {
  const before = [feature('01', '2020-01-01'), feature('02', '2020-01-01')];
  const after = [feature('01', '2020-01-01..2021-12-31'), feature('03', '2022-01-01')];

  it('knows an update that stopped after the closing of areas', () => {
    const now = [feature('01', '2020-01-01..2021-12-31'), feature('02', '2020-01-01')];

    expect(betweenFeatures(now, before, after)).toBe(true);
  });

  it('does not take somebody else’s change for our own', () => {
    const now = [feature('01', '2020-01-01..2021-06-30'), feature('02', '2020-01-01')];

    expect(betweenFeatures(now, before, after)).toBe(false);
  });

  it('does not take one day of difference for our own closing, as a server in Berlin’s time zone writes it', () => {
    const open = [feature('01', '2020-01-01')];
    const closed = [feature('01', '2020-01-01..2024-03-31'), feature('01', '2024-04-01', { at: 1 })];
    const written = [feature('01', '2020-01-01..2024-03-30'), feature('01', '2024-04-01', { at: 1 })];

    expect(betweenFeatures(written, open, closed)).toBe(false);
  });
});

describe('editionsOf', () => {
  it('finds the editions from which the features arise', () => {
    fc.assert(
      fc.property(HISTORIES, (editions) => {
        const history = historyOf(editions);
        if (!history) return;

        const found = editionsOf(history);

        expect(found && short(historyOf(found) ?? [])).toEqual(short(history));
      }),
    );
  });

  it.each([
    ['a gap', [feature('01', '2020-01-01..2020-12-31'), feature('01', '2022-01-01', { at: 1 })]],
    ['an overlap', [feature('01', '2020-01-01..2022-01-01'), feature('01', '2022-01-01', { at: 1 })]],
    ['a row that stands there twice', [feature('01', '2020-01-01'), feature('01', '2020-01-01')]],
    ['an end after which nothing is left', [feature('01', '2020-01-01..2020-12-31')]],
  ])('answers nothing for features with %s', (_what, features) => {
    expect(editionsOf(features)).toBeUndefined();
  });

  it('answers the same first day for everything that began together', () => {
    const features = [feature('01', '2020-01-01'), feature('02', '2020-01-01')];

    expect(editionsOf(features)?.map(({ validFrom }) => validFrom)).toEqual([referenceDate('2020-01-01')]);
  });
});
