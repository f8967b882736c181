/** An official address with its coordinate, as the readers of address files deliver it; and the checks they share. */
import type { FindingDesk } from '../../mapping/finding-desk.ts';
import { SYSTEMS } from '../crs-definitions.ts';

export interface AddressPoint {
  /** Line of the file. */
  readonly row: number;
  /** AGS, 8 digits. */
  readonly gemeinde: string;
  /** Five digits as text; zeros only where the Land keeps none. */
  readonly streetKey: string;
  readonly streetName: string;
  readonly hnr: string;
  readonly adz: string;
  /** Metres, EPSG:25832. */
  readonly east: number;
  readonly north: number;
  /** A inside the building, B inside the parcel, C other or provisional; a mark for the position, no more. */
  readonly quality: string;
}

/** EPSG:4647 writes the zone in front of the easting; taken off as text, so that no digit is lost. */
const ZONE_PREFIX = /^32(?=\d{6}(?:\D|$))/;
const METRES = /^-?\d{1,8}(?:[.,]\d+)?$/;

export interface WrittenPoint {
  readonly east: string;
  readonly north: string;
  /** UTM zone, where the file names it. */
  readonly zone: string;
}

/** Point or comma as the decimal sign, EPSG:25832 or 4647. Anything else is a finding and undefined. */
export function readPoint(
  written: WrittenPoint,
  place: { readonly file: string; readonly row: number },
  desk: Pick<FindingDesk, 'report'>,
): { readonly east: number; readonly north: number } | undefined {
  const found = `${written.east} / ${written.north}`;
  if (!METRES.test(written.east) || !METRES.test(written.north)) {
    desk.report('assignment.coordinate-unreadable', place, { found });
    return undefined;
  }
  const [east = 0, north = 0] = [written.east.replace(ZONE_PREFIX, ''), written.north].map((text) =>
    Number(text.replace(',', '.')),
  );
  const system = SYSTEMS[25832];
  const fits = isWithin(east, system.east) && isWithin(north, system.north);
  const isOtherZone = written.zone !== '' && written.zone !== '32';
  if (fits && !isOtherZone) return { east, north };
  const zone = isOtherZone ? `${found}, Zone ${written.zone}` : found;
  desk.report('assignment.coordinate-system', place, { found: zone, expected: 'EPSG:25832 oder 4647' });
  return undefined;
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}
