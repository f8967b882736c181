import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey, type AreaGeometry, type EditionArea, type LevelEdition } from './area.ts';
import { expectedVersions } from './expected-versions.ts';
import { referenceDate } from './reference-date.ts';

function square(size: number): AreaGeometry {
  const ring = [
    [6, 51],
    [6 + size, 51],
    [6 + size, 51 + size],
    [6, 51 + size],
    [6, 51],
  ];
  return { type: 'Polygon', coordinates: [ring] } as unknown as AreaGeometry;
}
function area(key: string, size = 0.1, name = `Name ${key}`): EditionArea {
  return { key: areaKey(key), name, parent: null, geometry: square(size) };
}
function edition(day: string, ...areas: EditionArea[]): LevelEdition {
  return { validFrom: referenceDate(day), areas };
}
function short(editions: LevelEdition[]): string[] {
  return expectedVersions(editions).map(
    (v) => `${v.key} ${v.name} ${v.validity.from}..${v.validity.to ?? ''}`,
  );
}

describe('expectedVersions', () => {
  it('opens one row for every area of the first edition', () => {
    expect(short([edition('2020-01-01', area('01'), area('02'))])).toEqual([
      '01 Name 01 2020-01-01..',
      '02 Name 02 2020-01-01..',
    ]);
  });

  it('keeps the row of an unchanged area', () => {
    expect(short([edition('2020-01-01', area('01')), edition('2022-01-01', area('01'))])).toEqual([
      '01 Name 01 2020-01-01..',
    ]);
  });

  it('closes the row of a changed shape the day before and opens another', () => {
    expect(short([edition('2020-01-01', area('01')), edition('2024-03-01', area('01', 0.2))])).toEqual([
      '01 Name 01 2020-01-01..2024-02-29',
      '01 Name 01 2024-03-01..',
    ]);
  });

  it('takes a new name for a change', () => {
    expect(
      short([edition('2020-01-01', area('01')), edition('2022-01-01', area('01', 0.1, 'Nord'))]),
    ).toEqual(['01 Name 01 2020-01-01..2021-12-31', '01 Nord 2022-01-01..']);
  });

  it('closes a vanished area the day before', () => {
    expect(short([edition('2020-01-01', area('01'), area('02')), edition('2022-01-01', area('01'))])).toEqual(
      ['01 Name 01 2020-01-01..', '02 Name 02 2020-01-01..2021-12-31'],
    );
  });

  it('reopens the old row of an area that comes back unchanged', () => {
    const editions = [
      edition('2020-01-01', area('01'), area('02')),
      edition('2022-01-01', area('01')),
      edition('2024-01-01', area('01'), area('02')),
    ];

    expect(short(editions)).toEqual(['01 Name 01 2020-01-01..', '02 Name 02 2020-01-01..']);
  });

  it('stretches the old row of an area that comes back changed, and opens another', () => {
    const editions = [
      edition('2020-01-01', area('01'), area('02')),
      edition('2022-01-01', area('01')),
      edition('2024-01-01', area('01'), area('02', 0.3)),
    ];

    expect(short(editions)).toEqual([
      '01 Name 01 2020-01-01..',
      '02 Name 02 2020-01-01..2023-12-31',
      '02 Name 02 2024-01-01..',
    ]);
  });

  it('shows on the first day of the newest edition exactly the areas of that edition', () => {
    const areas = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom(0.1, 0.2)), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(fc.array(areas, { minLength: 1, maxLength: 6 }), (list) => {
        const editions = list.map((content, i) =>
          edition(`20${10 + i}-01-01`, ...content.map(([key, size]) => area(key, size))),
        );

        const open = expectedVersions(editions).filter((row) => row.validity.to === null);

        const last = editions.at(-1)?.areas ?? [];
        expect(open.map((row) => row.key).sort()).toEqual(last.map((a) => a.key).sort());
        for (const row of open)
          expect(row.geometry).toEqual(last.find((candidate) => candidate.key === row.key)?.geometry);
      }),
    );
  });
});
