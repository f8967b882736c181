/**
 * `gebref.txt`: all addresses with coordinates in the form of the Gebäudereferenzen NRW: UTF-8, no header,
 * 21 fields, decimal point.
 */
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { COUNTY_NAME } from './territory.ts';

const LAND = ['05', 'Nordrhein-Westfalen'];
const BEZIRK = ['9', 'Musterbezirk'];
const EDITION_DAY = '2025-01-01';

export function addressFile(county: County): Buffer {
  const { streets, addresses } = county.network;
  const lines = addresses.map((address, index) => {
    const street = streets[address.street]!;
    const gemeinde = county.territory.gemeinden[street.gemeinde]!;
    const [east, north] = address.point.map((value) => value.toFixed(3));
    return [
      'N',
      `DENWDEMO${String(index).padStart(8, '0')}`,
      index % 40 === 0 ? 'B' : 'A',
      ...LAND,
      ...BEZIRK,
      gemeinde.key.slice(3, 5),
      COUNTY_NAME,
      gemeinde.key.slice(5),
      gemeinde.name.replace(', Stadt', ''),
      '0000',
      '',
      street.key,
      street.name,
      address.number,
      address.suffix,
      '32',
      east,
      north,
      EDITION_DAY,
    ].join(';');
  });
  return encodeText(`${lines.join('\n')}\n`, 'utf-8');
}
