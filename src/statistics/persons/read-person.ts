/**
 * Cells of one register line to a PersonRow. Checks width and code of every delivered field; a line with a
 * faulty field is no person but a finding. Decides nothing about who is counted where.
 */
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { RawRow } from '../../core/table.ts';
import { ageOn } from './age.ts';
import type { BoundField } from './bind-fields.ts';
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
const MARITAL_FORM = MARITAL_STATES.join(', ');
const STATE_FORM = 'Staatsschlüssel mit 3 Ziffern, am Stichtag gültig';
const SECOND_STATE_FORM = `leer oder ${STATE_FORM}`;

/** A reader for the rows of one table; `at` is the place of each field in the cells. */
export function personReader(
  at: Readonly<Record<PersonField, BoundField>>,
  rules: ReadingRules,
  faults: FieldFaults,
): ReadPerson {
  const referenceDay = compactDay(rules.date);
  let row: RawRow;
  let sound = true;
  let stichtag: string | undefined;
  const birthField = [at.GEBDAT, at.GEBJAHR].find(({ index }) => index >= 0) ?? at.ALTER;

  return (next, day = referenceDay) => {
    row = next;
    sound = true;
    checkReferenceDate();
    const address = readAddress();
    const birth = readBirth();
    const age = birth ? ageOn(birth.day, day) : readAge();
    if (age < 0) fault(birthField, 'kein Tag nach dem Stichtag oder Ereignis');
    const nationality = coded(at.STAAT1, isNationality, STATE_FORM);
    const secondNationality = optional(at.STAAT2, isNationality, SECOND_STATE_FORM);
    const person: PersonRow = {
      line: row.row,
      pseudonym: coded(at.PSEUDO, isPseudonym, 'Pseudonym mit 16 bis 64 Zeichen'),
      address,
      age,
      birth,
      sex: listed(at.GESCHL, SEX_CODES, 'm, w, d, x, 1, 2 oder leer') ?? 'x',
      marital: at.FAMST.index < 0 ? '' : coded(at.FAMST, isMarital, MARITAL_FORM),
      nationality,
      secondNationality,
      german: nationality === GERMAN || secondNationality === GERMAN,
      dwelling: listed(at.WOHNST, DWELLING_CODES, 'H, E, N oder 1, 0, 2') ?? 'secondary',
      movedIn: readDate(at.EINZUG),
      movedToTown: readDate(at.ZUZUG),
      origin: optional(at.HERKUNFT, isOrigin, 'AGS mit 8 oder Staat mit 3 Ziffern'),
      religion: optional(at.REL, isReligion, 'Schlüssel mit 2 bis 4 Buchstaben'),
      birthState: optional(at.GEBSTAAT, isState, 'Staatsschlüssel mit 3 Ziffern'),
      naturalised: optional(at.OPTION, isOption, 'ein Zeichen'),
      isProtected: isBlocked(),
      inInstitution: rules.isInstitution?.(address) ?? false,
      household: readHousehold(),
    };
    return sound ? person : undefined;
  };

  function text(field: BoundField): string {
    return field.index < 0 ? '' : fieldText(row.cells[field.index]);
  }

  function fault(field: BoundField, expected: string): void {
    sound = false;
    faults.add(row.row, field.name, expected);
  }

  function coded(field: BoundField, isValid: (code: string) => boolean, expected: string): string {
    const code = text(field);
    if (!isValid(code)) fault(field, expected);
    return code;
  }

  /** Blank where there is nothing. */
  function optional(field: BoundField, isValid: (code: string) => boolean, expected: string): string {
    const code = text(field);
    if (code !== '' && !isValid(code)) fault(field, expected);
    return code;
  }

  function listed<Value>(
    field: BoundField,
    codes: ReadonlyMap<string, Value>,
    expected: string,
  ): Value | undefined {
    const value = codes.get(text(field));
    if (value === undefined) fault(field, expected);
    return value;
  }

  function checkReferenceDate(): void {
    const written = text(at.STICHTAG);
    if (written === stichtag) return;
    const date = parsePartialDate(written);
    if (date?.day === referenceDay && date.assumed === 'nothing') stichtag = written;
    else fault(at.STICHTAG, germanDate(rules.date));
  }

  function readAddress(): PersonAddress {
    return {
      gemeinde: coded(
        at.AGS,
        isGemeinde,
        'AGS einer Gemeinde, die am Stichtag zum Kreis gehört, mit 8 Ziffern',
      ),
      streetKey: optional(at.STRSCHL, isStreetKey, '5 Ziffern oder leer'),
      streetName: text(at.STRNAME),
      number: text(at.HNR),
      suffix: text(at.HNRZUS),
    };
  }

  function readBirth(): PartialDate | null {
    if (birthField === at.ALTER) return null;
    const written = text(birthField);
    const isDay = birthField === at.GEBDAT;
    const birth = isDay ? parsePartialDate(written) : parseYear(written);
    if (!birth) fault(birthField, isDay ? DATE_FORM : 'Jahr mit 4 Ziffern');
    return birth ?? { day: referenceDay, assumed: 'month' };
  }

  function readAge(): number {
    return Number(
      coded(at.ALTER, (code) => AGE.test(code) && Number(code) <= OLDEST, `0 bis ${OLDEST} Jahre`),
    );
  }

  function readDate(field: BoundField): PartialDate | null {
    const written = text(field);
    if (written === '') return null;
    const date = parsePartialDate(written);
    if (!date) fault(field, DATE_FORM);
    return date ?? null;
  }

  /** Any sign but nothing and 0 is a note: in doubt the person is protected. */
  function isBlocked(): boolean {
    const note = text(at.SPERRE);
    return note !== '' && note !== '0';
  }

  function readHousehold(): Household | null {
    const size = text(at.HH_GR);
    if (size === '') return null;
    if (!HOUSEHOLD_SIZE.test(size)) fault(at.HH_GR, 'Zahl der Personen');
    return { id: text(at.HH_ID), type: text(at.HH_TYP), size: Number(size) };
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
