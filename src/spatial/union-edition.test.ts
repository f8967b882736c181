import { describe, expect, it } from 'vitest';
import { areaKey, type EditionArea, type Ring } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { sameGeometry } from '../core/same-geometry.ts';
import { toAreaGeometry } from './polygons.ts';
import { unionEdition } from './union-edition.ts';

function box(x: number, y: number, width: number): Ring {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + 0.1],
    [x, y + 0.1],
    [x, y],
  ];
}
function area(key: string, parent: string | null, ring: Ring): EditionArea {
  return {
    key: areaKey(key),
    name: key,
    parent: parent === null ? null : areaKey(parent),
    geometry: toAreaGeometry([[ring]]),
  };
}
const LOWER = {
  validFrom: referenceDate('2020-01-01'),
  areas: [
    area('11', 'B', box(6, 51, 0.1)),
    area('12', 'B', box(6.1, 51, 0.1)),
    area('21', 'A', box(7, 51, 0.1)),
  ],
};

describe('unionEdition', () => {
  it('makes one area per parent key, valid from the same day', async () => {
    const names = new Map([
      [areaKey('A'), 'Nord'],
      [areaKey('B'), 'Süd'],
    ]);

    const { edition, findings } = await unionEdition({
      lower: LOWER,
      names,
      parent: { fixed: areaKey('000') },
      file: 'a.shp',
    });

    expect(findings).toEqual([]);
    expect(edition.validFrom).toBe('2020-01-01');
    expect(edition.areas.map(({ key, name, parent }) => [key, name, parent])).toEqual([
      ['A', 'Nord', '000'],
      ['B', 'Süd', '000'],
    ]);
    const south = edition.areas[1]?.geometry ?? toAreaGeometry([]);
    expect(sameGeometry(south, toAreaGeometry([[box(6, 51, 0.2)]]))).toBe(true);
  });

  it('reports areas without a parent and groups without a name', async () => {
    const lower = { ...LOWER, areas: [...LOWER.areas, area('31', null, box(8, 51, 0.1))] };

    const { edition, findings } = await unionEdition({
      lower,
      names: new Map([[areaKey('A'), '<Nord>']]),
      parent: null,
      file: 'a.shp',
    });

    expect(edition.areas).toHaveLength(2);
    expect(findings.map((f) => `${f.code} ${f.found}`)).toEqual([
      'spatial.parent-missing 31',
      'spatial.name-refused A',
      'spatial.name-missing B',
    ]);
  });
});
