/** Hauskoordinaten of the AdV (HK-DE): the Länder order and spell the columns differently, so only the header counts. */
import type { RawRow, Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk, type FindingDesk } from '../../mapping/finding-desk.ts';
import { readPoint, type AddressPoint } from './address-point.ts';
import type { AddressFilter } from './read-building-references.ts';
import { bindNamedColumns, type FieldReader } from './table-columns.ts';

const COLUMNS = {
  land: ['landschl', 'lan'],
  bezirk: ['regbezschl', 'rbz'],
  // `kreissch`: spelt so by Hessen.
  kreis: ['kreisschl', 'kreissch', 'krs'],
  gemeinde: ['gmdschl', 'gmd_schl', 'gem'],
  streetKey: ['strschl', 'str_schl'],
  streetName: ['str', 'strname', 'strasse'],
  hnr: ['hnr', 'hausnr'],
  adz: ['adz', 'hnrzus', 'zusatz'],
  east: ['ostwert', 'ost', 'rechtswert'],
  north: ['nordwert', 'nord', 'hochwert'],
  quality: ['qua', 'qualitaet'],
} as const;
const ZONE = 'zone';

/** Missing keys are zeros and a missing house number is 0; both stay what they are and match nothing. */
export async function* readHouseCoordinates(
  table: Table,
  { agsStart }: AddressFilter,
  report: Report,
): AsyncGenerator<AddressPoint> {
  const hasZone = table.columns.some(({ path }) => path.at(-1)?.toLowerCase() === ZONE);
  const field = bindNamedColumns(table, { ...COLUMNS, zone: hasZone ? ZONE : undefined }, report);
  if (!field) return;
  const desk = findingDesk(table.file, report);
  for await (const batch of table.rows)
    for (const raw of batch) {
      const point = readHouse(raw, field, { file: table.file, agsStart, desk });
      if (point) yield point;
    }
  desk.close();
}

function readHouse(
  raw: RawRow,
  field: FieldReader<keyof typeof COLUMNS | 'zone'>,
  { file, agsStart, desk }: { file: string; agsStart: string; desk: FindingDesk },
): AddressPoint | undefined {
  const text = (name: keyof typeof COLUMNS | 'zone') => field(raw, name);
  const gemeinde =
    text('land').padStart(2, '0') +
    // Länder without Regierungsbezirke leave it empty.
    (text('bezirk') || '0') +
    text('kreis').padStart(2, '0') +
    text('gemeinde').padStart(3, '0');
  if (!gemeinde.startsWith(agsStart)) return undefined;
  const written = { east: text('east'), north: text('north'), zone: text('zone') };
  const point = readPoint(written, { file, row: raw.row }, desk);
  if (!point) return undefined;
  return {
    row: raw.row,
    gemeinde,
    streetKey: text('streetKey'),
    streetName: text('streetName'),
    hnr: text('hnr'),
    adz: text('adz'),
    ...point,
    quality: text('quality').toUpperCase(),
  };
}
