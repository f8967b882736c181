import { describe, expect, it } from 'vitest';
import { areaKey } from '../core/area.ts';
import type { RawValue } from '../core/table.ts';
import type { GeoLayer, SourceGeometry } from '../formats/geo-layer.ts';
import { labelAreas, type AreaNaming } from './label-areas.ts';

const SHAPE: SourceGeometry = { type: 'Polygon', coordinates: [] };
const NAMING: AreaNaming = { key: { property: 'NR' }, names: { property: 'NAME' }, parent: null };

function layer(rows: Record<string, RawValue>[], geometry: SourceGeometry | null = SHAPE): GeoLayer {
  const features = rows.map((properties, i) => ({ row: i + 1, properties, geometry }));
  return { file: 'quartiere.shp', features, declaredCrs: null, droppedOrdinates: 0 };
}
function label(rows: Record<string, RawValue>[], naming: Partial<AreaNaming> = {}) {
  const { areas, findings } = labelAreas(layer(rows), { ...NAMING, ...naming });
  return {
    areas: areas.map(({ key, name, parent }) => [key, name, parent]),
    findings: findings.map((f) => `${f.severity} ${f.code} ${f.place.row} ${f.found ?? ''}`.trim()),
  };
}

describe('labelAreas', () => {
  it('keeps texts as they are, with their leading zeros, and trims names', () => {
    expect(label([{ NR: '007', NAME: ' Altstadt/Süd ' }])).toEqual({
      areas: [['007', 'Altstadt/Süd', null]],
      findings: [],
    });
  });

  it('writes numbers as text and fills up with zeros where the level says so, and tells it', () => {
    const rows = [
      { NR: 7, NAME: 'A' },
      { NR: '12', NAME: 'B' },
      { NR: '101', NAME: 'C' },
    ];

    expect(label(rows, { key: { property: 'NR', padTo: 3 } })).toEqual({
      areas: [
        ['007', 'A', null],
        ['012', 'B', null],
        ['101', 'C', null],
      ],
      findings: ['info spatial.keys-padded 0 2'],
    });
  });

  it('takes out what the level calls decoration', () => {
    const { areas } = label([{ NR: 'ST7', NAME: 'A' }], {
      key: { property: 'NR', strip: '^ST', padTo: 2 },
    });

    expect(areas).toEqual([['07', 'A', null]]);
  });

  it.each<[RawValue, string]>([
    ['O"7', 'quotes'],
    ["O'7", 'apostrophes'],
    ['<b>7', 'the sign <'],
    [' 7', 'a blank in front'],
    ['7 ', 'a blank behind'],
    ['7\u0000', 'control characters'],
    ['7\n', 'line ends'],
    [7.5, 'fractions'],
    [true, 'truth values'],
  ])('refuses the key %j (%s)', (NR) => {
    const { areas, findings } = label([{ NR, NAME: 'A' }]);

    expect(areas).toEqual([]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^block spatial.key-refused 1/);
    for (const sign of ['<', '\u0000', '\n']) expect(findings[0]).not.toContain(sign);
  });

  it('stops at missing and repeated keys', () => {
    const rows = [
      { NR: '1', NAME: 'A' },
      { NR: null, NAME: 'B' },
      { NR: '  ', NAME: 'C' },
      { NR: 1, NAME: 'D' },
    ];

    expect(label(rows)).toEqual({
      areas: [['1', 'A', null]],
      findings: [
        'block spatial.key-missing 2',
        'block spatial.key-missing 3',
        'block spatial.key-duplicate 4 1',
      ],
    });
  });

  it('stops where filling up makes two keys one', () => {
    const { findings } = label(
      [
        { NR: 7, NAME: 'A' },
        { NR: '07', NAME: 'B' },
      ],
      {
        key: { property: 'NR', padTo: 2 },
      },
    );

    expect(findings).toContain('block spatial.key-duplicate 2 07');
  });

  it('reports names that are missing, dangerous or not unique under one parent', () => {
    const rows = [
      { NR: '1', NAME: '' },
      { NR: '2', NAME: '<script>' },
      { NR: '3', NAME: 'Mitte' },
      { NR: '4', NAME: 'Mitte' },
    ];

    expect(label(rows).findings).toEqual([
      'error spatial.name-missing 1 1',
      'block spatial.name-refused 2 2',
      'warning spatial.name-duplicate 4 Mitte',
    ]);
  });

  it('allows the same name under different parents', () => {
    const rows = [
      { NR: '1', NAME: 'Mitte', OBER: 'A' },
      { NR: '2', NAME: 'Mitte', OBER: 'B' },
    ];

    expect(label(rows, { parent: { property: 'OBER' } }).findings).toEqual([]);
  });

  it('takes names from a table where the level has one', () => {
    const table = new Map([[areaKey('1'), 'Nord']]);

    expect(label([{ NR: '1' }, { NR: '2' }], { names: { table } })).toEqual({
      areas: [
        ['1', 'Nord', null],
        ['2', '', null],
      ],
      findings: ['error spatial.name-missing 2 2'],
    });
  });

  it.each([
    [{ property: 'OBER', padTo: 2 } as const, '03'],
    [{ fixed: areaKey('000') } as const, '000'],
    [{ prefix: 1, padTo: 3 } as const, '009'],
    [{ mapping: new Map([[areaKey('909'), areaKey('X')]]) } as const, 'X'],
  ])('finds the parent by %j', (parent, expected) => {
    const { areas, findings } = label([{ NR: '909', NAME: 'A', OBER: 3 }], { parent });

    expect(areas).toEqual([['909', 'A', expected]]);
    expect(findings).toEqual([]);
  });

  it.each([[{ property: 'OBER' } as const], [{ prefix: 3 } as const], [{ mapping: new Map() } as const]])(
    'reports a parent that %j does not give',
    (parent) => {
      const { areas, findings } = label([{ NR: '909', NAME: 'A', OBER: null }], { parent });

      expect(areas).toEqual([['909', 'A', null]]);
      expect(findings).toEqual(['error spatial.parent-missing 1 909']);
    },
  );

  it('stops at a column that is not there and lists those that are', () => {
    const { areas, findings } = labelAreas(layer([{ nr: '1', NAME: 'A' }]), NAMING);

    expect(areas).toEqual([]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: 'spatial.property-missing', expected: 'NR' });
    expect(findings[0]?.found).toContain('„nr“');
  });

  it('stops at features without a polygon', () => {
    const none = labelAreas(layer([{ NR: '1', NAME: 'A' }], null), NAMING);
    const line = labelAreas(
      {
        ...layer([]),
        features: [{ row: 1, properties: { NR: '1', NAME: 'A' }, geometry: null, otherType: 'LineString' }],
      },
      NAMING,
    );

    expect(none.findings.map((f) => f.code)).toEqual(['spatial.geometry-missing']);
    expect(line.findings).toMatchObject([{ code: 'spatial.geometry-not-polygon', found: 'LineString' }]);
  });

  it('stops at a layer without features', () => {
    expect(labelAreas(layer([]), NAMING).findings.map((f) => f.code)).toEqual(['spatial.layer-empty']);
  });
});
