import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/finding.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { bindFields } from './bind-fields.ts';
import { fieldFaults } from './field-faults.ts';
import { PERSON_FIELDS, REQUIRED_PERSON_FIELDS, type PersonField } from './fields.ts';
import type { PersonAddress, PersonRow } from './person-row.ts';
import { personReader, type ReadingRules } from './read-person.ts';

type Line = Partial<Record<PersonField, string>>;

const LINE: Line = {
  STICHTAG: '20241231',
  AGS: '05998001',
  PSEUDO: '0123456789abcdef',
  GEBDAT: '19800615',
  GESCHL: 'w',
  FAMST: 'VH',
  STAAT1: '000',
  STAAT2: '',
  WOHNST: 'E',
  STRSCHL: '00007',
  STRNAME: 'Am Wehr',
  HNR: '0012',
  HNRZUS: 'a',
  EINZUG: '20010000',
  ZUZUG: '01.02.1999',
  HERKUNFT: '05158008',
  REL: 'vd',
  GEBSTAAT: '163',
  OPTION: '1',
  SPERRE: '',
  HH_ID: '0000000017',
  HH_TYP: '03',
  HH_GR: '04',
};

const RULES: ReadingRules = {
  date: referenceDate('2024-12-31'),
  gemeinden: new Set(['05998001', '05998002']),
};

function readLine(
  change: Line,
  { without = [], ...rules }: Partial<ReadingRules> & { without?: readonly PersonField[] } = {},
): { person: PersonRow | undefined; findings: Finding[]; fields: (string | undefined)[] } {
  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const line = Object.entries({ ...LINE, ...change }).filter(([field]) => !without.includes(field as never));
  const columns = line.map(([field], index) => ({ position: index + 1, path: [field] }));
  const plan = { known: PERSON_FIELDS, required: REQUIRED_PERSON_FIELDS };
  const at = bindFields({ file: 'einwohner.csv', columns }, plan, report);
  const read = at && personReader(at, { ...RULES, ...rules }, fieldFaults('einwohner.csv', report));
  const person = read?.({ row: 17, cells: line.map(([, value]) => value) });
  return { person, findings, fields: findings.map(({ place }) => place.column) };
}

describe('a line of the register', () => {
  it('becomes a person', () => {
    const { person, findings } = readLine({});

    expect(findings).toEqual([]);
    expect(person).toEqual({
      line: 17,
      pseudonym: '0123456789abcdef',
      address: {
        gemeinde: '05998001',
        streetKey: '00007',
        streetName: 'Am Wehr',
        number: '0012',
        suffix: 'a',
      },
      age: 44,
      birth: { day: 19_800_615, assumed: 'nothing' },
      sex: 'w',
      marital: 'VH',
      nationality: '000',
      secondNationality: '',
      german: true,
      dwelling: 'sole',
      movedIn: { day: 20_010_701, assumed: 'month' },
      movedToTown: { day: 19_990_201, assumed: 'nothing' },
      origin: '05158008',
      religion: 'vd',
      birthState: '163',
      naturalised: '1',
      isProtected: false,
      inInstitution: false,
      household: { id: '0000000017', type: '03', size: 4 },
    });
  });

  it.each([
    ['000', '', true],
    ['163', '000', true],
    ['000', '163', true],
    ['163', '', false],
    ['163', '475', false],
    ['998', '', false],
  ])('with nationalities %s and „%s“ is German: %s', (STAAT1, STAAT2, german) => {
    expect(readLine({ STAAT1, STAAT2 }).person?.german).toBe(german);
  });

  it.each([
    ['H', 'main'],
    ['E', 'sole'],
    ['N', 'secondary'],
    ['1', 'main'],
    ['0', 'sole'],
    ['2', 'secondary'],
  ])('with dwelling %s has a %s one', (WOHNST, dwelling) => {
    expect(readLine({ WOHNST }).person?.dwelling).toBe(dwelling);
  });

  it.each([
    ['m', 'm'],
    ['w', 'w'],
    ['d', 'd'],
    ['x', 'x'],
    ['1', 'm'],
    ['2', 'w'],
    ['', 'x'],
  ])('with sex „%s“ is %s', (GESCHL, sex) => {
    expect(readLine({ GESCHL }).person?.sex).toBe(sex);
  });

  it('may hold the year of birth or the age alone', () => {
    const year = readLine({ GEBJAHR: '1980' }, { without: ['GEBDAT'] }).person;
    const age = readLine({ ALTER: '044' }, { without: ['GEBDAT'] }).person;

    expect([year?.age, year?.birth?.assumed]).toEqual([44, 'month']);
    expect([age?.age, age?.birth]).toEqual([44, null]);
  });

  it('protects whom a note protects, and knows institutions', () => {
    const isTwelve = ({ number }: PersonAddress) => number === '0012';

    expect(readLine({ SPERRE: '1' }).person?.isProtected).toBe(true);
    expect(readLine({ SPERRE: 'S' }).person?.isProtected).toBe(true);
    expect(readLine({ SPERRE: '0' }).person?.isProtected).toBe(false);
    expect(readLine({}, { isInstitution: isTwelve }).person?.inInstitution).toBe(true);
    expect(readLine({ HNR: '0013' }, { isInstitution: isTwelve }).person?.inInstitution).toBe(false);
  });

  it.each<[PersonField, string]>([
    ['STICHTAG', '20231231'],
    ['STICHTAG', ''],
    ['STICHTAG', '20241200'],
    ['AGS', '05998099'],
    ['AGS', '5998001'],
    ['PSEUDO', '0123456789abcde'],
    ['PSEUDO', 'Quarz Mann, Xanthippa'],
    ['GEBDAT', '00000000'],
    ['GEBDAT', ''],
    ['GEBDAT', '20250101'],
    ['GESCHL', 'f'],
    ['FAMST', 'ledig'],
    ['FAMST', ''],
    ['STAAT1', ''],
    ['STAAT1', '0'],
    ['STAAT2', '16'],
    ['WOHNST', ''],
    ['STRSCHL', '7'],
    ['EINZUG', '31.02.2020'],
    ['HERKUNFT', 'Köln'],
    ['REL', 'r'],
    ['GEBSTAAT', 'DE'],
    ['OPTION', 'ja'],
    ['HH_GR', 'vier'],
  ])('with %s „%s“ is no person but a finding that names line and field', (field, value) => {
    const { person, findings } = readLine({ [field]: value });

    expect(person).toBeUndefined();
    expect(findings.map(({ code, place }) => [code, place])).toEqual([
      ['persons.field-invalid', { file: 'einwohner.csv', row: 17, column: field }],
    ]);
    expect(findings[0]?.found).toBeUndefined();
    expect(value.length > 4 && JSON.stringify(findings).includes(value)).toBe(false);
  });

  it('names every faulty field', () => {
    expect(readLine({ GESCHL: 'f', WOHNST: 'Z', STAAT1: 'D' }).fields).toEqual([
      'STAAT1',
      'GESCHL',
      'WOHNST',
    ]);
  });

  it('knows nationalities from a list where there is one', () => {
    const nationalities = new Set(['000', '163']);

    expect(readLine({ STAAT2: '163' }, { nationalities }).person).toBeDefined();
    expect(readLine({ STAAT2: '164' }, { nationalities }).fields).toEqual(['STAAT2']);
  });
});

describe('the columns of a register', () => {
  it('are named where they are missing', () => {
    const { person, findings } = readLine({}, { without: ['WOHNST', 'GEBDAT', 'STRSCHL', 'STRNAME'] });

    expect(person).toBeUndefined();
    expect(findings.map(({ code, expected }) => `${code} ${expected}`)).toEqual([
      'persons.column-missing GEBDAT / GEBJAHR / ALTER',
      'persons.column-missing WOHNST',
      'persons.column-missing STRSCHL / STRNAME',
    ]);
  });

  it('are not more than agreed, and their labels are not told', () => {
    const extra = { Quarzmann: 'x' } as Line;
    const { person, findings } = readLine(extra);

    expect(person).toBeUndefined();
    expect(findings.map(({ code, place }) => [code, place.column])).toEqual([
      ['persons.column-unknown', '24'],
    ]);
    expect(JSON.stringify(findings)).not.toContain('Quarzmann');
  });

  it.each(['NACHNAME', 'Vorname', 'TEILADR', 'OM', 'Geburtsname', 'E-Mail', 'STEUERID'])(
    'must not identify persons: %s',
    (label) => {
      const { person, findings } = readLine({ [label]: '' });

      expect(person).toBeUndefined();
      expect(findings.map(({ code }) => code)).toEqual(['persons.column-forbidden']);
    },
  );
});
