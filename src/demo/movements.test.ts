import { describe, expect, it } from 'vitest';
import { generateCounty } from './generate-county.ts';
import { movementLines, MOVEMENT_FIELDS } from './movement-lines.ts';
import { isAssigned } from './placement.ts';
import type { Snapshot } from './snapshot.ts';
import { forEachInhabitant } from './tally.ts';
import { editionOn } from './territory.ts';
import { eventsOf } from './truth-movements.ts';

const county = generateCounty();
const SIGNS: Readonly<Record<string, number>> = {
  geburten: 1,
  sterbefaelle: -1,
  zuzuege: 1,
  fortzuege: -1,
  'umzuege-hinein': 1,
  'umzuege-hinaus': -1,
  'umzuege-innerhalb': 0,
};

describe('the movements of the demo county', () => {
  it('carry every quarter and every rest from one stock to the next, also over the new division', () => {
    for (let index = 1; index < county.snapshots.length; index += 1) {
      const { date } = county.snapshots[index]!;
      const expected = stock(county.snapshots[index - 1]!, date);
      for (const { measure, gemeinde, quartier } of eventsOf(county, index))
        add(expected, slotName(quartier, gemeinde), SIGNS[measure]!);

      const found = stock(county.snapshots[index]!, date);

      const slots = new Set([...expected.keys(), ...found.keys()]);
      const wrong = [...slots].filter((slot) => (expected.get(slot) ?? 0) !== (found.get(slot) ?? 0));
      expect([date, wrong]).toEqual([date, []]);
    }
  });

  it('lie in their period, in order, and nobody dies or leaves before she was born', () => {
    for (const [index, list] of county.movements.entries()) {
      const year = county.snapshots[index]!.date.slice(0, 4);
      const days = list.map(({ day }) => day);

      expect(days.filter((day) => !String(day).startsWith(year))).toEqual([]);
      expect(days).toEqual(days.toSorted((a, b) => a - b));
      expect(list.filter(({ person, day }) => day < county.people[person]!.birth)).toEqual([]);
    }
    expect(county.movements[0]).toEqual([]);
  });

  it('are of all five kinds in every year, with some of second dwellings and some without a quarter', () => {
    for (const list of county.movements.slice(1)) {
      expect(new Set(list.map(({ kind }) => kind))).toEqual(new Set(['G', 'S', 'Z', 'F', 'U']));
      expect(list.some(({ dwelling }) => dwelling === 2)).toBe(true);
      expect(list.some(({ at }) => !isAssigned(at, county.institutions.shelter))).toBe(true);
    }
  });

  it('are written one to a line, with the address of before for moves within a municipality alone', () => {
    const [header, ...lines] = [...movementLines(county, 1)];
    const rows = lines.map((line) => line.split(';'));
    const at = (field: (typeof MOVEMENT_FIELDS)[number]) => MOVEMENT_FIELDS.indexOf(field);

    expect(header).toBe(MOVEMENT_FIELDS.join(';'));
    expect(rows).toHaveLength(county.movements[1]!.length);
    expect(rows.every((row) => row.length === MOVEMENT_FIELDS.length)).toBe(true);
    const withOld = rows.filter((row) => row[at('ALT_STRNAME')] !== '');
    expect(withOld.length).toBeGreaterThan(100);
    expect(withOld.map((row) => row[at('EREIGNIS')]).every((kind) => kind === 'U')).toBe(true);
    expect(rows.filter((row) => row[at('EREIGNIS')] === 'U')).toHaveLength(withOld.length);
  });
});

/** Inhabitants by quarter of the division of a later day, or by municipality where there is no quarter. */
function stock(snapshot: Snapshot, date: Snapshot['date']): Map<string, number> {
  const { quartierOf } = editionOn(county.territory, date);
  const { address, defect, blocked, gemeinde } = snapshot.households;
  const counts = new Map<string, number>();
  forEachInhabitant(snapshot, (row) => {
    const home = snapshot.persons.household[row]!;
    const entered = { address: address[home]!, defect: defect[home]!, blocked: blocked[home] === 1 };
    const { hex } = county.network.addresses[entered.address]!;
    const quartier = isAssigned(entered, county.institutions.shelter) ? quartierOf[hex]! : -1;
    add(counts, slotName(quartier, gemeinde[home]!), 1);
  });
  return counts;
}

function slotName(quartier: number, gemeinde: number): string {
  return quartier < 0 ? `Gemeinde ${gemeinde}` : `Quartier ${quartier}`;
}

function add(counts: Map<string, number>, slot: string, amount: number): void {
  counts.set(slot, (counts.get(slot) ?? 0) + amount);
}
