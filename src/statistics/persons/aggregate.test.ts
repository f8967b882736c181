import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../tests/support/memory-table.ts';
import { levelId } from '../../core/area.ts';
import { findingText, type Finding } from '../../core/finding.ts';
import { breakdownKey } from '../../core/observation.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { aggregatePersons, type PersonRules } from './aggregate.ts';
import type { Assignment } from './assignment.ts';
import { ageDimension, ageLimitDimension, nationalityDimension, sexDimension } from './dimensions.ts';
import type { PersonQuality } from './quality.ts';

const HEADER = ['STICHTAG', 'AGS', 'PSEUDO', 'GEBDAT', 'GESCHL', 'STAAT1', 'STAAT2', 'WOHNST'];
const ADDRESS = ['STRSCHL', 'STRNAME', 'HNR', 'EINZUG', 'SPERRE'];

interface Line {
  ags?: string;
  pseudonym?: string;
  birth?: string;
  sex?: string;
  state?: string;
  dwelling?: string;
  street?: string;
  number?: string;
  movedIn?: string;
  blocked?: string;
}

let next = 0;
function lineOf(line: Line): string[] {
  const { ags = '05998001', birth = '19800615', sex = 'w', state = '000', dwelling = 'E' } = line;
  const pseudonym = line.pseudonym ?? (next += 1).toString(16).padStart(16, '0');
  const { street = '00001', number = '1', movedIn = '', blocked = '' } = line;
  return ['20241231', ags, pseudonym, birth, sex, state, '', dwelling, street, '', number, movedIn, blocked];
}

/** Street 1 is unit A, 2 is B, 3 is C in the other municipality, 8 is a unit that does not exist. */
const UNITS: Readonly<Record<string, string>> = { '00001': 'A', '00002': 'B', '00003': 'C', '00008': 'Z' };

const RULES: PersonRules = {
  date: referenceDate('2024-12-31'),
  level: levelId('quartier'),
  gemeindeLevel: levelId('gemeinde'),
  units: new Map([
    ['A', '05998001'],
    ['B', '05998001'],
    ['C', '05998002'],
  ]),
  assign: ({ streetKey, number }): Assignment => {
    if (streetKey === '') return { residual: 'no_address' };
    if (number === '') return { residual: 'unknown_number' };
    const unit = UNITS[streetKey];
    return unit === undefined ? { residual: 'unknown_street' } : { unit, how: 'exact' };
  },
  dimensions: [
    ageDimension([
      { code: '0-17', from: 0, to: 17 },
      { code: '18-x', from: 18, to: null },
    ]),
    nationalityDimension(),
  ],
  measures: { personen: 'population' },
};

async function aggregate(lines: readonly Line[], change: Partial<PersonRules> = {}) {
  const findings: Finding[] = [];
  const table = memoryTable({
    file: 'einwohner.csv',
    header: [...HEADER, ...ADDRESS],
    rows: lines.map(lineOf),
    batch: 3,
  });
  const result = await aggregatePersons(table, { ...RULES, ...change }, (found) => findings.push(found));
  const cells = [...(result?.cells() ?? [])];
  const figures = cells.map(
    ({ role, level, area, measure, breakdown, cell }) =>
      `${role} ${level} ${area} ${measure} ${breakdownKey(breakdown)} ${cell.value}`,
  );
  return { quality: result!.quality, cells, figures, findings, codes: findings.map(({ code }) => code) };
}

function causesOf({ assignment }: PersonQuality): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { residual } of assignment.gemeinden)
    for (const [cause, count] of Object.entries(residual)) sums[cause] = (sums[cause] ?? 0) + count;
  return someOf(sums);
}

function someOf(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

describe('persons in units', () => {
  it('are counted by unit and breakdown, the rest by municipality', async () => {
    const { figures, cells, codes } = await aggregate([
      {},
      { state: '163' },
      { birth: '20100101' },
      { street: '00002' },
      { street: '00003', ags: '05998002' },
      { street: '00009' },
      { street: '', number: '' },
    ]);

    expect(figures).toEqual([
      'value quartier A personen alter=0-17|staat=deutsch 1',
      'value quartier A personen alter=18-x|staat=deutsch 1',
      'value quartier A personen alter=18-x|staat=nichtdeutsch 1',
      'value quartier B personen alter=18-x|staat=deutsch 1',
      'value quartier C personen alter=18-x|staat=deutsch 1',
      'residual gemeinde 05998001 personen alter=18-x|staat=deutsch 2',
    ]);
    expect(codes).toEqual([]);
    expect(cells.every(({ cell, date }) => cell.state === 'ok' && date === '2024-12-31')).toBe(true);
  });

  it('name the rows of the whole file as their source, never those of one person', async () => {
    const { cells } = await aggregate([{}, { street: '00002' }, { street: '00009' }]);

    expect(new Set(cells.map(({ source }) => JSON.stringify(source)))).toEqual(
      new Set(['{"file":0,"rows":[2,4]}']),
    );
  });

  it('count with their main or sole dwelling only', async () => {
    const { quality, figures } = await aggregate(
      [{ dwelling: 'E' }, { dwelling: 'H' }, { dwelling: 'N' }, { dwelling: '2' }],
      { dimensions: [], measures: { personen: 'population', wohnberechtigte: 'entitled' } },
    );

    expect(figures).toEqual(['value quartier A personen  2', 'value quartier A wohnberechtigte  4']);
    expect(quality).toMatchObject({ read: 4, inhabitants: 2, secondary: 2, inUnits: 2 });
  });

  it('add up ages and the time in the dwelling, of those for whom it is known', async () => {
    const measures = {
      alter: 'age-years',
      wohntage: 'residence-days',
      bekannt: 'residence-known',
    } as const;
    const { figures } = await aggregate(
      [
        { birth: '20141231', movedIn: '20241221' },
        { birth: '20040101', movedIn: '20231231' },
        { birth: '19840101' },
        { birth: '19840101', movedIn: '20250101' },
      ],
      { dimensions: [], measures },
    );

    expect(figures).toEqual([
      'value quartier A alter  110',
      `value quartier A wohntage  ${10 + 366}`,
      'value quartier A bekannt  2',
    ]);
  });

  it('are never assigned where they are protected, and the assignment is not even asked', async () => {
    const asked: string[] = [];
    const { quality } = await aggregate([{ blocked: '1', number: '77' }, {}], {
      assign: (address) => (asked.push(address.number), { unit: 'A' }),
    });

    expect(asked).toEqual(['1']);
    expect(causesOf(quality)).toEqual({ protected: 1 });
  });

  it('count twice with two main dwellings, which is reported without telling who it is', async () => {
    const twice = { pseudonym: 'cafecafecafecafe' };
    const { quality, findings } = await aggregate([
      twice,
      { ...twice, street: '00002' },
      { ...twice, dwelling: 'N' },
    ]);

    expect(quality).toMatchObject({ inhabitants: 2, furtherMainDwellings: 1 });
    expect(findings.map(({ code, found, severity }) => [code, found, severity])).toEqual([
      ['persons.further-main-dwellings', '1', 'warning'],
    ]);
    expect(JSON.stringify(findings)).not.toContain('cafe');
  });

  it('are reported where their age was assumed or cannot be', async () => {
    const { codes, quality } = await aggregate([{ birth: '19800000' }, { birth: '19000101' }, {}]);

    expect(codes).toEqual(['persons.age-implausible', 'persons.birth-assumed']);
    expect(quality).toMatchObject({ assumedBirths: 1, implausibleAges: 1 });
  });
});

describe('the books over a register', () => {
  it('keep every cause, every municipality and the method', async () => {
    const { quality } = await aggregate([
      {},
      {},
      { blocked: '1' },
      { street: '' },
      { street: '00009' },
      { number: '' },
      { street: '00009', ags: '05998002' },
    ]);

    expect(quality).toMatchObject({ read: 7, rejected: 0, inhabitants: 7, inUnits: 2, inResidual: 5 });
    expect([...quality.readByGemeinde]).toEqual([
      ['05998001', 6],
      ['05998002', 1],
    ]);
    const { gemeinden, methods, marks, units } = quality.assignment;
    expect(gemeinden.map(({ residual: _, ...rest }) => rest)).toEqual([
      { gemeinde: '05998001', read: 6, assigned: 2 },
      { gemeinde: '05998002', read: 1, assigned: 0 },
    ]);
    expect(gemeinden.map(({ residual }) => someOf(residual))).toEqual([
      { no_address: 1, protected: 1, unknown_street: 1, unknown_number: 1 },
      { unknown_street: 1 },
    ]);
    expect([methods, marks]).toEqual([{ exact: 2 }, {}]);
    expect([...units]).toEqual([
      ['A', 2],
      ['B', 0],
      ['C', 0],
    ]);
  });

  it('hold what the assignment says of its answers', async () => {
    const answers: Assignment[] = [
      { unit: 'A', how: 'interpolated', marks: ['near-edge', 'quality-c'] },
      { residual: 'ambiguous_range', marks: ['near-edge'] },
    ];
    const { quality } = await aggregate([{}, { dwelling: 'N' }, {}], { assign: () => answers.shift()! });

    expect(quality.assignment).toMatchObject({
      methods: { interpolated: 1 },
      marks: { 'near-edge': 2, 'quality-c': 1 },
    });
  });

  it('balance exactly, whatever the lines are', async () => {
    const line = fc.record({
      ags: fc.constantFrom('05998001', '05998002', '05998003'),
      street: fc.constantFrom('00001', '00002', '00003', '00008', '00009', ''),
      number: fc.constantFrom('1', ''),
      dwelling: fc.constantFrom('E', 'H', 'N', '?'),
      birth: fc.constantFrom('19800615', '20100000', 'x'),
      state: fc.constantFrom('000', '163'),
      blocked: fc.constantFrom('', '1'),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const { quality, cells, codes } = await aggregate(lines);

        const sum = (role: string) =>
          cells.filter((c) => c.role === role).reduce((total, c) => total + (c.cell.value ?? 0), 0);
        expect(quality.read).toBe(lines.length);
        expect(quality.inhabitants + quality.secondary + quality.rejected).toBe(lines.length);
        expect([sum('value'), sum('residual')]).toEqual([quality.inUnits, quality.inResidual]);
        expect(Object.values(causesOf(quality)).reduce((a, b) => a + b, 0)).toBe(quality.inResidual);
        expect(codes).not.toContain('persons.sum-differs');
        const read = quality.assignment.gemeinden.map((one) => [one.gemeinde, one.read]);
        if (!codes.includes('persons.unit-unknown') && !codes.includes('persons.unit-elsewhere'))
          expect(read).toEqual([...quality.readByGemeinde]);
      }),
    );
  });

  it('reject lines that the assignment brings to a unit that cannot be theirs, each unit reported once', async () => {
    const { quality, findings } = await aggregate([
      { street: '00008' },
      { street: '00008' },
      { street: '00003' },
      {},
    ]);

    expect(findings.map(({ code, found, severity }) => [code, found, severity])).toEqual([
      ['persons.unit-unknown', 'Z', 'error'],
      ['persons.unit-elsewhere', 'C', 'error'],
    ]);
    expect(quality).toMatchObject({ read: 4, rejected: 3, inhabitants: 1 });
  });

  it('have nobody in an extract of second dwellings', async () => {
    const { codes, quality } = await aggregate([{ dwelling: 'N' }]);

    expect(codes).toEqual(['persons.nobody-counted']);
    expect(quality.secondary).toBe(1);
  });
});

describe('an extract that cannot be counted', () => {
  it('lists faulty lines by line and field, and the many as one number', async () => {
    const lines = Array.from({ length: 60 }, () => ({ dwelling: 'Quarzmann', birth: '17.03.61' }));
    const { findings, quality } = await aggregate([...lines, {}]);

    const codes = findings.map(({ code }) => code);
    expect(codes.filter((code) => code === 'persons.field-invalid')).toHaveLength(100);
    expect(findings.slice(-2).map(({ place, found }) => [place.column, found])).toEqual([
      ['GEBDAT', '10'],
      ['WOHNST', '10'],
    ]);
    expect(quality).toMatchObject({ read: 61, rejected: 60, inhabitants: 1 });
    const told = JSON.stringify([findings, findings.map((found) => findingText(found, 'en'))]);
    expect(['Quarzmann', '17.03.61'].filter((word) => told.includes(word))).toEqual([]);
  });

  it('lacks a field that a dimension needs', async () => {
    const findings: Finding[] = [];
    const header = [...HEADER.filter((field) => field !== 'GEBDAT'), ...ADDRESS, 'ALTER'];
    const table = memoryTable({ header, rows: [] });
    const rules = { ...RULES, dimensions: [ageLimitDimension(RULES.date)] };

    const result = await aggregatePersons(table, rules, (found) => findings.push(found));

    expect(result).toBeUndefined();
    expect(findings.map(({ code, expected }) => `${code} ${expected}`)).toEqual([
      'persons.column-missing GEBDAT',
    ]);
  });

  it('asks for more cells than there can be', async () => {
    const groups = Array.from({ length: 131 }, (_, age) => ({
      code: `${age}`,
      from: age,
      to: age as number | null,
    }));
    groups[130]!.to = null;
    const ages = ['a', 'b', 'c', 'd'].map((id) => ageDimension(groups, id));

    const attempt = aggregate([{}], { dimensions: [...ages, sexDimension('kept')] });

    await expect(attempt).rejects.toMatchObject({ code: 'persons.too-many-cells', kind: 'configuration' });
  });
});
