/**
 * `wohnungen.csv`: open data in long form, several spatial levels and tables in one file, decimal points even
 * for counts. Holds nothing about persons.
 */
import { yearOf, type ReferenceDate } from '../core/reference-date.ts';
import { ROOM_CLASSES } from './demo-codes.ts';
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { COUNTY_KEY, COUNTY_NAME, editionOn, type DemoArea } from './territory.ts';

const HEADER = 'id,tab_id,tabelle,jahr,raum_id,raum,zei_id,zeile,zahl';
const TABLE = '300';
const TABLE_NAME = 'Wohnungen nach Zahl der Räume';

export function dwellingFile(county: County): Buffer {
  const lines = county.snapshots.flatMap(({ date }) => {
    const year = yearOf(date);
    const byHex = dwellingsByHex(county, year);
    return areasOn(county, date).flatMap((area) => {
      const classes = ROOM_CLASSES.map((_, i) => area.hexes.reduce((sum, hex) => sum + byHex[hex]![i]!, 0));
      const rows = [
        { code: '010', label: 'Wohnungen', count: classes.reduce((a, b) => a + b, 0) },
        ...ROOM_CLASSES.map(({ code, label }, i) => ({ code, label, count: classes[i]! })),
      ];
      return rows.flatMap(({ code, label, count }) => {
        if (count === 0) return [];
        const id = ['030', TABLE, year, area.key, code].join('.');
        return [
          [id, TABLE, TABLE_NAME, year, area.key, quoted(area.name), code, label, count.toFixed(1)].join(','),
        ];
      });
    });
  });
  return encodeText(`${[HEADER, ...lines].join('\n')}\n`, 'utf-8');
}

/** Dwellings by [hexagon][room class] that were ready in that year. */
export function dwellingsByHex(county: County, year: number): number[][] {
  const byHex = county.territory.grid.centres.map(() => [0, 0, 0]);
  for (const { hex, dwellings, since } of county.network.addresses)
    if (since <= year) dwellings.forEach((count, i) => (byHex[hex]![i]! += count));
  return byHex;
}

/** County, municipalities, social areas, quarters: told apart by the length of their keys. */
function areasOn(county: County, date: ReferenceDate): Pick<DemoArea, 'key' | 'name' | 'hexes'>[] {
  const { grid, gemeinden, sozialraeume } = county.territory;
  return [
    { key: COUNTY_KEY, name: COUNTY_NAME, hexes: [...grid.centres.keys()] },
    ...gemeinden,
    ...sozialraeume,
    ...editionOn(county.territory, date).quartiere,
  ];
}

function quoted(text: string): string {
  return text.includes(',') ? `"${text}"` : text;
}
