/**
 * The census of 2022 in two forms: rents in a grid of 100 metres, and dwellings by the county's own quarters.
 * Neither holds anything about persons.
 */
import { censusCellOf, censusDwellings, CENSUS_DAY, toldCell, type CensusCell } from './census.ts';
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { noise } from './random.ts';
import { COUNTY_NAME, editionOn } from './territory.ts';

const GRID_HEADER =
  'GITTER_ID_100m;x_mp_100m;y_mp_100m;durchschnMieteQM;AnzahlWohnungen;werterlaeuternde_Zeichen';
/** Below this number the mean is put in brackets. */
const SURE = 5;
const DASH = '–';

/** `Zensus2022_Nettokaltmiete_100m-Gitter.csv`: UTF-8, a cell of few dwellings is left out or has dashes. */
export function rentGridFile({ options: { seed }, network }: County): Buffer {
  const cells = new Map<string, { cell: CensusCell; rents: number[] }>();
  network.addresses.forEach((address, index) => {
    const rented = censusDwellings(seed, index, address).filter(({ use }) => use === 'rented');
    if (rented.length === 0) return;
    const cell = censusCellOf(address.point);
    const id = `CRS3035RES100mN${cell.north}E${cell.east}`;
    const entry = cells.get(id) ?? { cell, rents: [] };
    entry.rents.push(...rented.map(({ rent }) => rent));
    cells.set(id, entry);
  });
  const lines = [...cells]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, { cell, rents }]) => {
      const place = [id, cell.east + 50, cell.north + 50];
      const told = toldCell(seed, cell, rents);
      if (told)
        return [[...place, decimal(told.rent, 2), told.dwellings, told.dwellings < SURE ? 'KLAMMERN' : '']];
      return noise(seed, cell.east, cell.north, 97) < 0.5 ? [] : [[...place, DASH, DASH, '']];
    });
  return encodeText([GRID_HEADER, ...lines.map((line) => line.join(';')), ''].join('\n'), 'utf-8');
}

/** Fewer dwellings are not reliable enough to be shown. */
const RELIABLE = 12;

/** `zensus-quartiere.csv`: special evaluation for the quarters of the day; `-` nil, `/` not reliable. */
export function censusQuartersFile({ options: { seed }, network, territory }: County): Buffer {
  const { quartiere, quartierOf } = editionOn(territory, CENSUS_DAY);
  const sums = quartiere.map(() => [0, 0, 0, 0, 0]);
  network.addresses.forEach((address, index) => {
    const line = sums[quartierOf[address.hex]!]!;
    for (const { use, area } of censusDwellings(seed, index, address)) {
      line[0]! += 1;
      line[use === 'vacant' ? 1 : 2]! += 1;
      if (use === 'owner') line[3]! += 1;
      line[4]! += area;
    }
  });
  const title = `Zensus 2022: Wohnungen in Wohngebäuden nach Quartieren, ${COUNTY_NAME}, 15.05.2022`;
  const lines = quartiere.map(({ key }, index) => {
    const [area, ...counts] = sums[index]!.toReversed();
    return [key, ...counts.toReversed().map(shown), area === 0 ? '-' : decimal(area!, 1)].join(';');
  });
  const header = 'QUARTIER;WOHNUNGEN;LEERSTAND;BEWOHNT;EIGENTUEMER;WOHNFLAECHE';
  return encodeText([title, header, ...lines, ''].join('\r\n'), 'windows-1252');
}

function shown(count: number): string {
  if (count === 0) return '-';
  return count < RELIABLE ? '/' : String(count);
}

/** A whole number of hundredths or tenths with a decimal comma. */
function decimal(parts: number, digits: number): string {
  return (parts / 10 ** digits).toFixed(digits).replace('.', ',');
}
