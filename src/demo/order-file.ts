/**
 * `sgb2_<jahr>.csv`: a small-area order file as the statistics service of the employment agency delivers it for
 * the town's own division, with sums and a row for what it could not assign; figures below ten are `*`.
 * `sgb2_<jahr>_fehlerprotokoll.txt` says why so many recipients could not be assigned.
 */
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import { DEFECT_NAMES } from './people.ts';
import {
  slotAreas,
  slotCounts,
  sumOf,
  type CountName,
  type SlotArea,
  type SlotCounts,
} from './slot-tally.ts';
import type { Snapshot } from './snapshot.ts';
import { forEachInhabitant } from './tally.ts';

const HEADER = 'BERICHTSMONAT;GEMEINDE;GEBIET;NAME;BG;LB;ELB;NEF;NEF_U15;ELB_LZB;ALO;ALO_SGB2;ALO_U25;SVB';
/** What each column from BG on is the sum of. */
const COLUMNS: readonly (readonly CountName[])[] = [
  ['needyHouseholds'],
  ['elb', 'nef'],
  ['elb'],
  ['nef'],
  ['nefUnder15'],
  ['longTerm'],
  ['unemployed'],
  ['unemployedSgb2'],
  ['unemployedUnder25'],
  ['employed'],
];
const SMALLEST_SHOWN = 10;
const UNKNOWN = 'keine Angabe';

export function orderFile(county: County, snapshot: Snapshot): Buffer {
  const month = snapshot.date.slice(0, 7).replace('-', '');
  const counts = slotCounts(county, snapshot);
  const rows: string[] = [HEADER];
  const add = (names: readonly string[], of: readonly SlotCounts[]) =>
    rows.push([month, ...names, ...figures(of).map(shown)].join(';'));

  const areas = slotAreas(county, snapshot).map((area, slot) => ({ ...area, counts: counts[slot]! }));
  for (const [gemeinde, own] of groupBy(areas, (area) => area.gemeinde)) {
    const { key } = county.territory.gemeinden[gemeinde]!;
    const number = String(gemeinde + 1).padStart(3, '0');
    for (const area of own) add([key, ...namesOf(area, number)], [area.counts]);
    add(
      [key, `${number}SUMSUM`, 'Summe'],
      own.map((area) => area.counts),
    );
  }
  add(['', 'SUMSUMSUM', 'Summe'], counts);
  return encodeText([...rows, ''].join('\r\n'), 'windows-1252');
}

function figures(of: readonly SlotCounts[]): number[] {
  return COLUMNS.map((names) => names.reduce((sum, name) => sum + sumOf(of, name), 0));
}

function namesOf({ key, name, isResidual }: SlotArea, number: string): [string, string] {
  return isResidual ? [UNKNOWN, UNKNOWN] : [`${number}${key.padStart(6, '0')}`, name];
}

function shown(count: number): string {
  if (count === 0) return '-';
  return count < SMALLEST_SHOWN ? '*' : String(count);
}

/** Lines `count;reason`; the counts are those of the recipients (LB) in the rows without an area. */
export function orderProtocol(county: County, snapshot: Snapshot): Buffer {
  const { persons, households } = snapshot;
  const reasons = new Map<string, number>();
  forEachInhabitant(snapshot, (row, quartier) => {
    if (quartier >= 0 || persons.benefit[row] === 0) return;
    const home = persons.household[row]!;
    const reason = reasonOf(households.blocked[home] === 1, households.defect[home]!);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  });
  const lines = [...reasons]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, count]) => `${count};${reason}`);
  const written = lines.length === 0 ? ['0;Keine Fehler'] : lines;
  return encodeText([...written, ''].join('\r\n'), 'windows-1252');
}

function reasonOf(blocked: boolean, defect: number): string {
  const name = DEFECT_NAMES[defect];
  if (!blocked && name === 'unknown-street') return 'Straße nicht im Raster';
  return !blocked && name === 'missing-number' ? 'Hausnummer fehlt' : 'Anschrift geschützt';
}
