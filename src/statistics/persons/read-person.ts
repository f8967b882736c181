/**
 * Cells of one register line to a PersonRow. Checks width and code of every delivered field; a line with a
 * faulty field is no person but a finding. Decides nothing about who is counted where.
 */
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { RawRow } from '../../core/table.ts';
import { ageOn } from './age.ts';
import { DWELLING_CODES, GERMAN, MARITAL_STATES, SEX_CODES } from './codes.ts';
import type { FieldFaults } from './field-faults.ts';
import { fieldText, isDigits } from './field-text.ts';
import type { PersonField } from './fields.ts';
import { compactDay, parsePartialDate, parseYear, type PartialDate } from './partial-date.ts';
import type { Household, PersonAddress, PersonRow } from './person-row.ts';

export interface ReadingRules {
  /** Every line is of this day. */
  readonly date: ReferenceDate;
  /** AGS of those that the register covers. */
  readonly gemeinden: ReadonlySet<string>;
  /** Keys of nationalities that exist on the day; left out: any three digits. */
  readonly nationalities?: ReadonlySet<string>;
  /** Addresses of homes, prisons, reception centres. */
  readonly isInstitution?: (address: PersonAddress) => boolean;
}

/** `day` (JJJJMMTT) is the one on which the age counts; left out: the reference date. */
export type ReadPerson = (row: RawRow, day?: number) => PersonRow | undefined;

const MARITAL: ReadonlySet<string> = new Set(MARITAL_STATES);
const PSEUDONYM = /^[\w+/=-]{16,64}$/;
const HOUSEHOLD_SIZE = /^\d{1,3}$/;
const AGE = /^\d{1,3}$/;
const OLDEST = 130;
const RELIGION = /^[a-zA-Z]{2,4}$/;
const OPTION = /^\w$/;
const DATE_FORM = 'Datum als JJJJMMTT oder TT.MM.JJJJ, Unbekanntes als 00';
const STATE_FORM = 'Staatsschlüssel mit 3 Ziffern, am Stichtag gültig';

/** A reader for the rows of one table; `at` is the place of each field in the cells. */
export function personReader(
  at: Readonly<Record<PersonField, number>>,
  rules: ReadingRules,
  faults: FieldFaults,
): ReadPerson {
  const referenceDay = compactDay(rules.date);
  let row: RawRow;
  let sound = true;
  let stichtag: string | undefined;

  return (next, day = referenceDay) => {
    row = next;
    sound = true;
    checkReferenceDate();
    const address = readAddress();
    const birth = readBirth();
    const age = birth ? ageOn(birth.day, day) : readAge();
    if (age < 0) fault(birthField(), 'kein Tag nach dem Stichtag oder Ereignis');
    const nationality = coded('STAAT1', isNationality, STATE_FORM);
    const secondNationality = optional('STAAT2', isNationality, `leer oder ${STATE_FORM}`);
    const person: PersonRow = {
      line: row.row,
      pseudonym: coded('PSEUDO', isPseudonym, 'Pseudonym mit 16 bis 64 Zeichen'),
      address,
      age,
      birth,
      sex: listed('GESCHL', SEX_CODES, 'm, w, d, x, 1, 2 oder leer') ?? 'x',
      marital: at.FAMST < 0 ? '' : coded('FAMST', isMarital, MARITAL_STATES.join(', ')),
      nationality,
      secondNationality,
      german: nationality === GERMAN || secondNationality === GERMAN,
      dwelling: listed('WOHNST', DWELLING_CODES, 'H, E, N oder 1, 0, 2') ?? 'secondary',
      movedIn: readDate('EINZUG'),
      movedToTown: readDate('ZUZUG'),
      origin: optional('HERKUNFT', isOrigin, 'AGS mit 8 oder Staat mit 3 Ziffern'),
      religion: optional('REL', isReligion, 'Schlüssel mit 2 bis 4 Buchstaben'),
      birthState: optional('GEBSTAAT', isState, 'Staatsschlüssel mit 3 Ziffern'),
      naturalised: optional('OPTION', isOption, 'ein Zeichen'),
      isProtected: isBlocked(),
      inInstitution: rules.isInstitution?.(address) ?? false,
      household: readHousehold(),
    };
    return sound ? person : undefined;
  };

  function text(field: PersonField): string {
    return fieldText(row.cells[at[field]]);
  }

  function fault(field: PersonField, expected: string): void {
    sound = false;
    faults.add(row.row, field, expected);
  }

  function coded(field: PersonField, isValid: (code: string) => boolean, expected: string): string {
    const code = text(field);
    if (!isValid(code)) fault(field, expected);
    return code;
  }

  /** Blank where there is nothing. */
  function optional(field: PersonField, isValid: (code: string) => boolean, expected: string): string {
    const code = text(field);
    if (code !== '' && !isValid(code)) fault(field, expected);
    return code;
  }

  function listed<Value>(
    field: PersonField,
    codes: ReadonlyMap<string, Value>,
    expected: string,
  ): Value | undefined {
    const value = codes.get(text(field));
    if (value === undefined) fault(field, expected);
    return value;
  }

  function checkReferenceDate(): void {
    const written = text('STICHTAG');
    if (written === stichtag) return;
    if (parsePartialDate(written)?.day === referenceDay) stichtag = written;
    else fault('STICHTAG', germanDate(rules.date));
  }

  function readAddress(): PersonAddress {
    return {
      gemeinde: coded(
        'AGS',
        isGemeinde,
        'AGS einer Gemeinde, die am Stichtag zum Kreis gehört, mit 8 Ziffern',
      ),
      streetKey: optional('STRSCHL', isStreetKey, '5 Ziffern oder leer'),
      streetName: text('STRNAME'),
      number: text('HNR'),
      suffix: text('HNRZUS'),
    };
  }

  function birthField(): PersonField {
    return at.GEBDAT >= 0 ? 'GEBDAT' : at.GEBJAHR >= 0 ? 'GEBJAHR' : 'ALTER';
  }

  function readBirth(): PartialDate | null {
    const field = birthField();
    if (field === 'ALTER') return null;
    const birth = field === 'GEBDAT' ? parsePartialDate(text(field)) : parseYear(text(field));
    if (!birth) fault(field, field === 'GEBDAT' ? DATE_FORM : 'Jahr mit 4 Ziffern');
    return birth ?? { day: referenceDay, assumed: 'month' };
  }

  function readAge(): number {
    return Number(
      coded('ALTER', (code) => AGE.test(code) && Number(code) <= OLDEST, `0 bis ${OLDEST} Jahre`),
    );
  }

  function readDate(field: 'EINZUG' | 'ZUZUG'): PartialDate | null {
    const written = text(field);
    if (written === '') return null;
    const date = parsePartialDate(written);
    if (!date) fault(field, DATE_FORM);
    return date ?? null;
  }

  /** Any sign but nothing and 0 is a note: in doubt the person is protected. */
  function isBlocked(): boolean {
    const note = text('SPERRE');
    return note !== '' && note !== '0';
  }

  function readHousehold(): Household | null {
    const size = text('HH_GR');
    if (size === '') return null;
    if (!HOUSEHOLD_SIZE.test(size)) fault('HH_GR', 'Zahl der Personen');
    return { id: text('HH_ID'), type: text('HH_TYP'), size: Number(size) };
  }

  function isNationality(code: string): boolean {
    return rules.nationalities?.has(code) ?? isState(code);
  }

  function isGemeinde(code: string): boolean {
    return rules.gemeinden.has(code);
  }
}

function isState(code: string): boolean {
  return isDigits(code, 3);
}

function isOrigin(code: string): boolean {
  return isDigits(code, 3) || isDigits(code, 8);
}

function isStreetKey(code: string): boolean {
  return isDigits(code, 5);
}

function isMarital(code: string): boolean {
  return MARITAL.has(code);
}

function isPseudonym(code: string): boolean {
  return PSEUDONYM.test(code);
}

function isReligion(code: string): boolean {
  return RELIGION.test(code);
}

function isOption(code: string): boolean {
  return OPTION.test(code);
}
