/** Official address points, each with the area it lies in, found by street and house number. */
import type { AreaKey } from '../../core/area.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk, type FindingDesk } from '../../mapping/finding-desk.ts';
import type { AddressPoint } from './address-point.ts';
import type { Coverage } from './coverage.ts';
import { isProblem, parseHouseNumber } from './house-number.ts';
import { orderOf } from './house-number-order.ts';
import type { Mark } from './match-result.ts';
import { normaliseStreetName } from './street-name.ts';

/** Where an address lies. `unit: null`: outside all areas and too far from them. */
export interface Spot {
  readonly unit: AreaKey | null;
  readonly marks: readonly Mark[];
  /** Metres, EPSG:25832. */
  readonly east: number;
  readonly north: number;
}

export interface SoughtStreet {
  readonly gemeinde: string;
  readonly key: string;
  readonly normalised: string;
}

/** The houses of one street of the address file: order of the house number to its spot. */
export type SpotStreet = ReadonlyMap<number, Spot>;

export interface CoordinateIndex {
  readonly gemeinden: ReadonlySet<string>;
  /** By key where the names do not contradict each other, else by a name that is unique in the Gemeinde. */
  readonly street: (sought: SoughtStreet) => SpotStreet | undefined;
  /** Every house that stands in one place. */
  readonly spots: () => Iterable<Spot>;
}

interface Entry {
  readonly normalised: string;
  readonly houses: Map<number, Spot>;
  /** Houses that stand in the file twice, in two areas. */
  readonly doubtful: Set<number>;
}

/** Every point is located once, here. `file`: for the findings `assignment.address-twice` and `-numberless`. */
export async function indexCoordinates(
  points: AsyncIterable<AddressPoint> | Iterable<AddressPoint>,
  coverage: Coverage,
  { file, report }: { readonly file: string; readonly report: Report },
): Promise<CoordinateIndex> {
  const desk = findingDesk(file, report);
  const byKey = new Map<string, Entry>();
  const byName = new Map<string, Set<Entry>>();
  const gemeinden = new Set<string>();
  for await (const point of points) {
    const { gemeinde } = point;
    const parsed = parseHouseNumber(point.hnr, point.adz);
    if (isProblem(parsed)) {
      desk.tally('assignment.address-numberless', { file, row: point.row }, parsed.problem);
      continue;
    }
    gemeinden.add(gemeinde);
    const normalised = normaliseStreetName(point.streetName);
    const key = hasKey(point.streetKey) ? `${gemeinde} ${point.streetKey}` : `${gemeinde} =${normalised}`;
    const entry = byKey.get(key) ?? { normalised, houses: new Map(), doubtful: new Set() };
    byKey.set(key, entry);
    if (normalised !== '') addTo(byName, `${gemeinde} ${normalised}`, entry);
    addHouse(entry, orderOf(parsed), { point, spot: spotOf(point, coverage), desk, file });
  }
  desk.close();
  return {
    gemeinden,
    street: streetFinder(byKey, byName),
    *spots() {
      for (const { houses } of byKey.values()) yield* houses.values();
    },
  };
}

function streetFinder(
  byKey: ReadonlyMap<string, Entry>,
  byName: ReadonlyMap<string, ReadonlySet<Entry>>,
): CoordinateIndex['street'] {
  return ({ gemeinde, key, normalised }) => {
    const keyed = key === '' ? undefined : byKey.get(`${gemeinde} ${key}`);
    // The town's key and the key of the land survey need not be the same list.
    if (keyed && (normalised === '' || keyed.normalised === '' || keyed.normalised === normalised))
      return keyed.houses;
    const named = byName.get(`${gemeinde} ${normalised}`);
    const [only] = named ?? [];
    return named?.size === 1 ? only?.houses : undefined;
  };
}

function hasKey(key: string): boolean {
  return !/^0*$/.test(key);
}

function addTo(byName: Map<string, Set<Entry>>, name: string, entry: Entry): void {
  const found = byName.get(name);
  if (found) found.add(entry);
  else byName.set(name, new Set([entry]));
}

function spotOf({ east, north, gemeinde, quality }: AddressPoint, coverage: Coverage): Spot {
  const located = coverage.locate(east, north, gemeinde);
  const marks: Mark[] = [];
  if (located?.nearEdge) marks.push('near-edge');
  if (located?.how === 'nearest') marks.push('nearest-unit');
  if (quality === 'C') marks.push('quality-c');
  return { unit: located?.unit ?? null, marks, east, north };
}

function addHouse(
  { houses, doubtful }: Entry,
  order: number,
  { point, spot, desk, file }: { point: AddressPoint; spot: Spot; desk: FindingDesk; file: string },
): void {
  const known = houses.get(order);
  if (known && known.unit !== spot.unit) {
    doubtful.add(order);
    houses.delete(order);
    const expected = [known.unit, spot.unit].map((unit) => unit ?? '–').join(', ');
    desk.report('assignment.address-twice', { file, row: point.row }, { expected });
  } else if (!doubtful.has(order)) houses.set(order, spot);
}
