/** Keeps the books over the lines of a register: nobody may be lost and nobody counted twice unnoticed. */
import { finding, type Finding } from '../../core/finding.ts';
import type { AreaSlots, Placement } from './area-slots.ts';
import type { ResidualCause } from './assignment.ts';
import type { PersonRow } from './person-row.ts';
import { PseudonymSet } from './pseudonym-set.ts';
import { addCauses, matchRate, type MunicipalityQuality, type PersonQuality } from './quality.ts';

const IMPLAUSIBLE_AGE = 110;

export interface PersonCensus {
  /** Once for each line; without person or placement the line was rejected. */
  readonly add: (line: number, person: PersonRow | undefined, placement: Placement | undefined) => void;
  readonly quality: () => PersonQuality;
  /** Calls back where the tally of the population by slot is not what the census counted. */
  readonly compare: (counted: (slot: number) => number, differs: () => void) => void;
  /** First and last line. */
  readonly rows: () => readonly [number, number];
  readonly findings: (file: string) => Finding[];
}

interface Books {
  population: number;
  inUnits: number;
  readonly causes: Partial<Record<ResidualCause, number>>;
}

export function personCensus(slots: AreaSlots): PersonCensus {
  const books = new Map([...slots.municipalities].map((name): [string, Books] => [name, emptyBooks()]));
  const bookOf = slots.municipalityOf.map((name) => books.get(name)!);
  const methods: Record<string, number> = {};
  const seen = new PseudonymSet();
  const counts = {
    read: 0,
    rejected: 0,
    secondary: 0,
    inInstitutions: 0,
    furtherMainDwellings: 0,
    assumedBirths: 0,
    implausibleAges: 0,
  };
  let [first, last] = [0, 0];

  return {
    add(line, person, placement) {
      if (counts.read === 0) first = line;
      last = line;
      counts.read += 1;
      if (!person || !placement) counts.rejected += 1;
      else if (person.dwelling === 'secondary') counts.secondary += 1;
      else addInhabitant(person, placement);
    },
    quality,
    compare(counted, differs) {
      const rest = new Map([...books.values()].map((book) => [book, { ...book }]));
      for (const [slot, { role }] of slots.areas.entries()) {
        const book = rest.get(bookOf[slot]!)!;
        book.population -= counted(slot);
        if (role === 'value') book.inUnits -= counted(slot);
      }
      if ([...rest.values()].some(({ population, inUnits }) => population !== 0 || inUnits !== 0)) differs();
    },
    rows: () => [first, last],
    findings: (file) => censusFindings(quality(), file),
  };

  function addInhabitant(person: PersonRow, { slot, cause, method }: Placement): void {
    const book = bookOf[slot]!;
    book.population += 1;
    if (cause) book.causes[cause] = (book.causes[cause] ?? 0) + 1;
    else book.inUnits += 1;
    if (!cause && method !== undefined) methods[method] = (methods[method] ?? 0) + 1;
    if (person.inInstitution) counts.inInstitutions += 1;
    if (!seen.add(person.pseudonym)) counts.furtherMainDwellings += 1;
    if (person.birth && person.birth.assumed !== 'nothing') counts.assumedBirths += 1;
    if (person.age >= IMPLAUSIBLE_AGE) counts.implausibleAges += 1;
  }

  function quality(): PersonQuality {
    const municipalities = [...books].map(
      ([municipality, book]): MunicipalityQuality => ({ municipality, ...book }),
    );
    const sum = (part: (of: Books) => number) =>
      [...books.values()].reduce((total, book) => total + part(book), 0);
    const population = sum((book) => book.population);
    const inUnits = sum((book) => book.inUnits);
    const causes = addCauses(municipalities.map((municipality) => municipality.causes));
    return {
      ...counts,
      population,
      inUnits,
      inResidual: population - inUnits,
      causes,
      municipalities,
      matchRate: matchRate(population, inUnits, causes),
      methods,
    };
  }
}

function emptyBooks(): Books {
  return { population: 0, inUnits: 0, causes: {} };
}

function censusFindings(quality: PersonQuality, file: string): Finding[] {
  const place = { file, row: 0 };
  const found: Finding[] = [];
  const add = (
    code: 'persons.further-main-dwellings' | 'persons.age-implausible' | 'persons.birth-assumed',
    count: number,
  ) => {
    if (count > 0) found.push(finding(code, place, { found: count.toLocaleString('de-DE') }));
  };
  if (quality.population === 0) found.push(finding('persons.nobody-counted', place));
  add('persons.further-main-dwellings', quality.furtherMainDwellings);
  add('persons.age-implausible', quality.implausibleAges);
  add('persons.birth-assumed', quality.assumedBirths);
  return found;
}
