import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { AGE_LIMIT } from './benefits.ts';
import { generateCounty, type County } from './generate-county.ts';
import { ageOn, compactDate, DEFECT_NAMES } from './people.ts';
import { REGISTER_FIELDS, registerLines } from './register-lines.ts';
import { DWELLING_STATES, type Snapshot } from './snapshot.ts';
import { forEachInhabitant, residualRow } from './tally.ts';

const county = generateCounty();
const rowsOf = (snapshot: Snapshot) => [...snapshot.persons.id.keys()];

describe('the people of the demo county', () => {
  it('are about sixty thousand on each of six reference dates', () => {
    for (const snapshot of county.snapshots) {
      let inhabitants = 0;
      forEachInhabitant(snapshot, () => (inhabitants += 1));

      expect(inhabitants).toBeGreaterThan(59_900);
      expect(inhabitants).toBeLessThan(61_500);
    }
    expect(county.snapshots.map(({ date }) => date.slice(0, 4))).toEqual([
      '2019',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
    ]);
  });

  it('occur once on a date, with the age that follows from their birthday', () => {
    for (const snapshot of county.snapshots) {
      const { id, age } = snapshot.persons;

      expect(new Set(id).size).toBe(id.length);
      const wrong = rowsOf(snapshot).filter(
        (row) => ageOn(county.people[id[row]!]!.birth, compactDate(snapshot.date)) !== age[row],
      );
      expect(wrong).toEqual([]);
    }
  });

  it('never come back once they are gone, and newborns appear at age 0', () => {
    const present = county.snapshots.map(({ persons }) => new Set(persons.id));
    const gone = new Set<number>();

    for (let i = 1; i < present.length; i += 1) {
      for (const id of present[i - 1]!) if (!present[i]!.has(id)) gone.add(id);
      expect([...present[i]!].filter((id) => gone.has(id))).toEqual([]);
      const { id, age } = county.snapshots[i]!.persons;
      const born = rowsOf(county.snapshots[i]!).filter((row) => age[row] === 0);
      expect(born.length).toBeGreaterThan(200);
      expect(born.filter((row) => present[i - 1]!.has(id[row]!))).toEqual([]);
    }
    expect(gone.size).toBeGreaterThan(5000);
  });

  it('stay mostly where they are: more than four in five are there a year later at the same address', () => {
    const addressOf = ({ persons, households }: Snapshot) =>
      new Map(Array.from(persons.id, (id, row) => [id, households.address[persons.household[row]!]!]));
    const [first, second] = county.snapshots.slice(0, 2).map(addressOf);

    const same = [...first!].filter(([id, address]) => second!.get(id) === address).length;

    expect(same / first!.size).toBeGreaterThan(0.8);
    expect(same / first!.size).toBeLessThan(0.97);
  });

  it('have half a percent of addresses that are entered badly, in all four ways', () => {
    for (const { persons, households } of county.snapshots) {
      const defects = Array.from(persons.household, (home) => DEFECT_NAMES[households.defect[home]!]!).filter(
        Boolean,
      );

      expect(defects.length / persons.id.length).toBeGreaterThan(0.003);
      expect(defects.length / persons.id.length).toBeLessThan(0.008);
      expect(new Set(defects).size).toBe(4);
    }
  });

  it('are not assigned to a quarter where their address is protected', () => {
    for (const { households } of county.snapshots) {
      const blocked = [...households.blocked.keys()].filter((home) => households.blocked[home] === 1);

      expect(blocked.length).toBeGreaterThan(5);
      expect(blocked.every((home) => households.quartier[home] === -1)).toBe(true);
    }
  });

  it('include care homes with many people of 80 years and more', () => {
    const { persons, households } = county.snapshots.at(-1)!;
    const byHome = new Map<number, number>();
    for (const row of persons.id.keys()) {
      const home = persons.household[row]!;
      if (households.type[home] === 0 && persons.age[row]! >= 80)
        byHome.set(home, (byHome.get(home) ?? 0) + 1);
    }

    expect([...byHome.values()].filter((count) => count >= 25).length).toBeGreaterThanOrEqual(5);
  });

  it('receive SGB II only below the age limit, as ELB from 15 years and as NEF before', () => {
    for (const { persons } of county.snapshots) {
      for (const [row, kind] of persons.benefit.entries()) {
        if (kind === 1) expect(persons.age[row]! >= 15 && persons.age[row]! < AGE_LIMIT).toBe(true);
        if (kind === 2) expect(persons.age[row]!).toBeLessThan(15);
      }
    }
  });

  it('leave at least a hundred cells of the SGB II table below three', () => {
    const cells = county.snapshots.flatMap((snapshot) =>
      tallyBenefits(county, snapshot)
        .slice(0, -1)
        .flatMap(({ elb, nef, bg }) => [elb + nef, elb, nef, bg]),
    );

    expect(cells.filter((count) => count > 0 && count < 3).length).toBeGreaterThanOrEqual(100);
    expect(cells.filter((count) => count === 0).length).toBeGreaterThan(0);
  });

  it('make a small county with other dates just as well', () => {
    const small = generateCounty({
      seed: 5,
      quartiere: 16,
      sozialraeume: 5,
      gemeinden: 3,
      population: 2000,
      dates: [referenceDate('2023-06-30'), referenceDate('2024-06-30')],
    });

    expect(small.territory.editions[1].quartiere).toHaveLength(16);
    expect(small.snapshots).toHaveLength(2);
  });

  it('refuse options that make no county', () => {
    expect(() => generateCounty({ quartiere: 3 })).toThrow(RangeError);
    expect(() => generateCounty({ gemeinden: 30 })).toThrow(RangeError);
    expect(() => generateCounty({ population: 100 })).toThrow(RangeError);
    expect(() => generateCounty({ dates: [] })).toThrow(RangeError);
  });
});

describe('the register of the demo county', () => {
  it('has one line for each dwelling, as many fields as its header, and main dwellings once per person', () => {
    const snapshot = county.snapshots.at(-1)!;
    const [header, ...lines] = [...registerLines(county, snapshot)];
    const fields = lines.map((line) => line.split(';'));
    const status = REGISTER_FIELDS.indexOf('WOHNST');
    const main = fields
      .filter((line) => line[status] !== 'N')
      .map((line) => line[REGISTER_FIELDS.indexOf('PSEUDO')]);

    expect(header).toBe(REGISTER_FIELDS.join(';'));
    expect(fields.every((line) => line.length === REGISTER_FIELDS.length)).toBe(true);
    expect(new Set(main).size).toBe(main.length);
    expect(lines.length).toBeGreaterThan(snapshot.persons.id.length);
    expect(snapshot.persons.dwelling.includes(DWELLING_STATES.indexOf('N'))).toBe(true);
  });
});

/** SGB II by quarter. */
function tallyBenefits(county: County, snapshot: Snapshot) {
  const rows = residualRow(county, snapshot) + 1;
  const tally = Array.from({ length: rows }, () => ({ elb: 0, nef: 0, bg: 0 }));
  forEachInhabitant(snapshot, (row, quartier) => {
    const kind = snapshot.persons.benefit[row]!;
    const cell = tally[quartier < 0 ? rows - 1 : quartier]!;
    if (kind === 1) cell.elb += 1;
    if (kind === 2) cell.nef += 1;
  });
  snapshot.households.benefit.forEach((benefit, index) => {
    const quartier = snapshot.households.quartier[index]!;
    if (benefit === 1) tally[quartier < 0 ? rows - 1 : quartier]!.bg += 1;
  });
  return tally;
}
