import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { levelId } from '../../core/area.ts';
import type { StoredCell } from '../../core/dataset.ts';
import type { Finding } from '../../core/finding.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { RawRow, Table } from '../../core/table.ts';
import { AGE_GROUPS } from '../../demo/demo-codes.ts';
import { generateCounty } from '../../demo/generate-county.ts';
import { groundTruth } from '../../demo/ground-truth.ts';
import { registerLines } from '../../demo/register-lines.ts';
import { editionOn } from '../../demo/territory.ts';
import { aggregatePersons, type PersonAggregate, type PersonRules } from './aggregate.ts';
import type { Assign } from './assignment.ts';
import { ageDimension, nationalityDimension, sexDimension, singleYears } from './dimensions.ts';
import type { PersonAddress } from './person-row.ts';

const DATES = [referenceDate('2022-12-31'), referenceDate('2023-12-31')];
const county = generateCounty({
  population: 9000,
  quartiere: 20,
  sozialraeume: 6,
  gemeinden: 4,
  dates: DATES,
});
const truth = groundTruth(county);
const AGES = ageDimension(
  AGE_GROUPS.map(({ word, from, to }) => ({ code: word, from, to: to > 120 ? null : to })),
);

/** As the counted people of the demo: by what is true of the person, whom the pseudonym names. */
const trueSex = new Map(
  county.people.map(({ sex }, id) => [
    createHash('sha256').update(`${county.options.seed}/${id}`).digest('hex').slice(0, 16),
    sex,
  ]),
);

describe.each(DATES)('the register of the demo county on %s', (date) => {
  const { quartiere, quartierOf } = editionOn(county.territory, date);
  const { gemeinden, sozialraeume } = county.territory;
  const units = new Map(
    quartiere.map(({ key, parent }) => [key, gemeinden[sozialraeume[parent]!.parent]!.key]),
  );
  let findings: Finding[];
  let groups: PersonAggregate;
  let years: PersonAggregate;
  let figures: Map<string, number>;

  async function aggregate(dimensions: PersonRules['dimensions']): Promise<PersonAggregate> {
    const rules: PersonRules = {
      date,
      level: levelId('demo-quartier'),
      gemeindeLevel: levelId('demo-gemeinde'),
      units,
      assign: assignOf((hex) => quartiere[quartierOf[hex]!]!.key),
      dimensions,
      measures: { personen: 'population' },
    };
    return (await aggregatePersons(await registerTable(date), rules, (found) => findings.push(found)))!;
  }

  beforeAll(async () => {
    findings = [];
    const sex = sexDimension(({ pseudonym }) => trueSex.get(pseudonym)!);
    groups = await aggregate([AGES, sex, nationalityDimension()]);
    years = await aggregate([ageDimension(singleYears())]);
    figures = new Map([...groups.cells()].map((stored) => [nameOf(stored), stored.cell.value!]));
  });

  it('gives the truth in every cell of every quarter', () => {
    const places = quartiere.map(({ key }) => ({ level: 'demo-quartier', area: key }) as const);

    expect(cellsThatDiffer(places, (question) => truth.value(question)!)).toEqual([]);
  });

  it('gives the truth in every cell of what belongs to no quarter', () => {
    const places = gemeinden.map(({ key }) => ({ level: 'demo-gemeinde', area: key }) as const);

    expect(cellsThatDiffer(places, (question) => truth.residual(question))).toEqual([]);
  });

  it('gives the truth in every single year of age', () => {
    const wrong: string[] = [];
    const counted = new Map(
      [...years.cells()].map(({ area, breakdown, cell }) => [`${area} ${breakdown['alter']}`, cell.value]),
    );
    for (const { key } of quartiere)
      for (const { code, from, to } of singleYears()) {
        const place = { level: 'demo-quartier', area: key, date } as const;
        const expected = truth.count(place, ({ age }) => age >= from && age <= (to ?? 150))!;
        if ((counted.get(`${key} ${code}`) ?? 0) !== expected) wrong.push(`${key} ${code}`);
      }

    expect(wrong).toEqual([]);
  });

  it('accounts for every line, with no finding', () => {
    const { quality } = groups;

    expect(findings).toEqual([]);
    expect(quality.read).toBe(quality.inhabitants + quality.secondary);
    expect(quality.secondary).toBeGreaterThan(0);
    expect(quality.inhabitants).toBe(quality.inUnits + quality.inResidual);
    const { gemeinden } = quality.assignment;
    expect(gemeinden.map((one) => [one.gemeinde, one.read])).toEqual([...quality.readByGemeinde]);
    expect(gemeinden.reduce((sum, { residual }) => sum + residual.protected, 0)).toBeGreaterThan(0);
    expect(quality.inUnits / quality.inhabitants).toBeGreaterThan(0.95);
  });

  function cellsThatDiffer(
    places: readonly { readonly level: 'demo-quartier' | 'demo-gemeinde'; readonly area: string }[],
    trueValue: (question: Parameters<typeof truth.value>[0]) => number,
  ): string[] {
    const seen = new Set<string>();
    const wrong = places.flatMap((place) =>
      AGES.codes.flatMap((alter) =>
        ['m', 'w'].flatMap((geschlecht) =>
          ['deutsch', 'nichtdeutsch'].flatMap((staat) => {
            const name = `${place.level} ${place.area} ${alter} ${geschlecht} ${staat}`;
            seen.add(name);
            const breakdown = { alter, geschlecht, staat };
            const expected = trueValue({ ...place, date, measure: 'personen', breakdown });
            const found = figures.get(name) ?? 0;
            return found === expected ? [] : [`${name}: ${found} instead of ${expected}`];
          }),
        ),
      ),
    );
    const unasked = [...figures.keys()].filter(
      (name) => name.startsWith(places[0]!.level) && !seen.has(name),
    );
    return [...wrong, ...unasked];
  }
});

function nameOf({ level, area, breakdown }: StoredCell): string {
  return `${level} ${area} ${breakdown['alter']} ${breakdown['geschlecht']} ${breakdown['staat']}`;
}

async function registerTable(date: string): Promise<Table> {
  const snapshot = county.snapshots.find((candidate) => candidate.date === date)!;
  const lines: string[][] = [];
  for (const line of registerLines(county, snapshot)) lines.push(line.split(';'));
  const [header = [], ...body] = lines;
  const rows: RawRow[] = body.map((cells, index) => ({ row: index + 2, cells }));
  return {
    file: 'einwohner.csv',
    titles: [],
    columns: header.map((label, index) => ({ position: index + 1, path: [label] })),
    rows: (async function* () {
      for (let from = 0; from < rows.length; from += 500) yield rows.slice(from, from + 500);
    })(),
    notes: [],
  };
}

/** The demo's own addresses, found by key, or by name with its known dirt. */
function assignOf(unitOf: (hex: number) => string): Assign {
  const known = new Map<string, string>();
  for (const { street, number, suffix, hex } of county.network.addresses) {
    const { gemeinde, key, name } = county.network.streets[street]!;
    const ags = county.territory.gemeinden[gemeinde]!.key;
    for (const word of [key, plain(name)]) known.set(`${ags} ${word} ${number}${suffix}`, unitOf(hex));
  }
  return ({ gemeinde, streetKey, streetName, number, suffix }: PersonAddress) => {
    if (number === '') return { residual: 'unknown_number' };
    const house = `${Number(number)}${suffix.toLowerCase()}`;
    const unit = known.get(`${gemeinde} ${streetKey || plain(streetName)} ${house}`);
    return unit === undefined ? { residual: 'unknown_street' } : { unit };
  };
}

function plain(name: string): string {
  const letters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => letters[letter]!)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
