import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { isCentreOf, parseGridCell } from '../spatial/assign/grid-cell.ts';
import { gridProjection } from '../spatial/assign/grid-projection.ts';
import { CENSUS_DAY } from './census.ts';
import { censusQuartersFile, rentGridFile } from './census-files.ts';
import { generateCounty } from './generate-county.ts';
import { groundTruth } from './ground-truth.ts';
import { COUNTY_KEY, editionOn } from './territory.ts';

const county = generateCounty();
const truth = groundTruth(county);
const { quartiere, quartierOf } = editionOn(county.territory, CENSUS_DAY);
const [head, ...cells] = rentGridFile(county)
  .toString('utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(';'));

describe('the grid of rents', () => {
  it('has cells whose id and centre agree, each once, and dashes and brackets where it is unsure', () => {
    expect(head?.join(';')).toBe(
      'GITTER_ID_100m;x_mp_100m;y_mp_100m;durchschnMieteQM;AnzahlWohnungen;werterlaeuternde_Zeichen',
    );
    for (const [id, x, y] of cells)
      expect(isCentreOf(parseGridCell(id!)!, { east: Number(x), north: Number(y) })).toBe(true);
    expect(new Set(cells.map(([id]) => id)).size).toBe(cells.length);
    expect(cells.filter(([, , , rent]) => rent === '–').length).toBeGreaterThan(100);
    expect(cells.filter(([, , , , , sign]) => sign === 'KLAMMERN').length).toBeGreaterThan(100);
    expect(cells.every(([, , , , count]) => count === '–' || Number(count) >= 3)).toBe(true);
  });

  it('adds up in each quarter to the truth, by the addresses of the cells', () => {
    const project = gridProjection();
    const quarterOfCell = new Map<string, Set<number>>();
    for (const { point, hex } of county.network.addresses) {
      const [east, north] = project([...point]).map((value) => Math.floor(value / 100) * 100);
      const id = `CRS3035RES100mN${north}E${east}`;
      quarterOfCell.set(id, (quarterOfCell.get(id) ?? new Set()).add(quartierOf[hex]!));
    }
    const sums = quartiere.map(() => ({ rents: 0, dwellings: 0 }));
    for (const [id, , , rent, count] of cells) {
      const quarters = [...quarterOfCell.get(id!)!];
      expect(quarters).toHaveLength(1);
      if (count === '–') continue;
      sums[quarters[0]!]!.rents += Number(rent!.replace(',', '.')) * Number(count);
      sums[quarters[0]!]!.dwellings += Number(count);
    }

    quartiere.forEach(({ key }, index) => {
      const place = { level: 'demo-quartier', area: key, date: CENSUS_DAY, dataset: 'zensus-miete' } as const;
      expect(sums[index]!.rents).toBeCloseTo(truth.value({ ...place, measure: 'mietsumme' })!, 6);
      expect(sums[index]!.dwellings).toBe(truth.value({ ...place, measure: 'miete-wohnungen' }));
    });
  });
});

describe('the special table of the census', () => {
  const [title, columns, ...rows] = iconv
    .decode(censusQuartersFile(county), 'windows-1252')
    .split('\r\n')
    .slice(0, -1);

  it('has a title, a header, and the quarters of the day', () => {
    expect(title).toMatch(/15\.05\.2022$/);
    expect(columns).toBe('QUARTIER;WOHNUNGEN;LEERSTAND;BEWOHNT;EIGENTUEMER;WOHNFLAECHE');
    expect(rows.map((row) => row.slice(0, 6))).toEqual(quartiere.map(({ key }) => key));
  });

  it('tells what is true, with a stroke for fewer than twelve', () => {
    for (const row of rows) {
      const [area, ...figures] = row.split(';');
      const place = {
        level: 'demo-quartier',
        area: area!,
        date: CENSUS_DAY,
        dataset: 'zensus-wohnen',
      } as const;
      const counts = (['wohnungen', 'leerstand', 'bewohnt', 'eigentuemer'] as const).map((measure) =>
        truth.value({ ...place, measure })!,
      );
      const surface = truth.value({ ...place, measure: 'wohnflaeche' })!;
      const shown = counts.map((count) => (count === 0 ? '-' : count < 12 ? '/' : String(count)));
      expect(figures).toEqual([...shown, surface.toFixed(1).replace('.', ',')]);
      expect(counts[0]).toBe(counts[1]! + counts[2]!);
    }
    expect(rows.join(';')).toContain('/');
  });

  it('counts the houses that the statistics office had at the end of the year before', () => {
    const place = { level: 'demo-kreis', area: COUNTY_KEY, date: county.snapshots[2]!.date } as const;

    const office = truth.value({ ...place, measure: 'wohnungen' })!;
    const census = truth.value({ ...place, date: CENSUS_DAY, measure: 'wohnungen' })!;

    expect(census).toBe(office);
    expect(truth.value({ ...place, measure: 'wohnungen', dataset: 'zensus-wohnen' })).toBeUndefined();
    expect(truth.value({ ...place, measure: 'leerstand' })).toBeUndefined();
  });
});
