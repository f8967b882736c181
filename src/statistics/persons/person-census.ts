/** Keeps the books over the lines of a register: nobody may be lost and nobody counted twice unnoticed. */
import { finding, type Finding } from '../../core/finding.ts';
import type { AreaSlots, Placement } from './area-slots.ts';
import { RESIDUAL_CAUSES, type ResidualCause } from './assignment.ts';
import type { PersonRow } from './person-row.ts';
import type { PersonQuality } from './quality.ts';
import { RepeatCounter } from './repeat-counter.ts';

const IMPLAUSIBLE_AGE = 110;
/** Registers have a few double main dwellings; from this share on, and so many, lines were delivered twice. */
const DELIVERED_TWICE = { share: 0.01, persons: 10 };

/** Each line of the file is told to exactly one of the first three. */
export interface PersonCensus {
  readonly reject: (line: number) => void;
  readonly secondary: (line: number) => void;
  readonly inhabitant: (person: PersonRow, placement: Placement) => void;
  /** A main dwelling as it is read, before it is placed. */
  readonly met: (person: PersonRow) => void;
  readonly quality: () => PersonQuality;
  /** Is the tally of the population by slot what the census counted? */
  readonly agrees: (tallied: (slot: number) => number) => boolean;
  /** First and last line. */
  readonly rows: () => readonly [number, number];
}

export function personCensus({ areas, gemeindeOf, gemeinden }: AreaSlots): PersonCensus {
  const bySlot = areas.map(() => 0);
  const residuals = new Map([...gemeinden].map((gemeinde) => [gemeinde, zeros(RESIDUAL_CAUSES)]));
  const readByGemeinde = new Map([...gemeinden].map((gemeinde) => [gemeinde, 0]));
  const methods: Record<string, number> = {};
  const marks: Record<string, number> = {};
  const pseudonyms = new RepeatCounter();
  const residents = new RepeatCounter();
  const lines = { read: 0, rejected: 0, secondary: 0, inhabitants: 0 };
  const notes = { inInstitutions: 0, assumedBirths: 0, implausibleAges: 0 };
  let [first, last] = [0, 0];

  return {
    reject(line) {
      meet(line);
      lines.rejected += 1;
    },
    secondary(line) {
      meet(line);
      lines.secondary += 1;
    },
    inhabitant(person, { slot, assignment }) {
      meet(person.line);
      lines.inhabitants += 1;
      bySlot[slot]! += 1;
      if ('residual' in assignment) residuals.get(gemeindeOf[slot]!)![assignment.residual] += 1;
      else if (assignment.how !== undefined) methods[assignment.how] = (methods[assignment.how] ?? 0) + 1;
      for (const mark of assignment.marks ?? []) marks[mark] = (marks[mark] ?? 0) + 1;
      pseudonyms.add(person.pseudonym);
      residents.add(`${person.address.gemeinde} ${person.pseudonym}`);
      if (person.inInstitution) notes.inInstitutions += 1;
      if (person.birth && person.birth.assumed !== 'nothing') notes.assumedBirths += 1;
      if (person.age >= IMPLAUSIBLE_AGE) notes.implausibleAges += 1;
    },
    met({ address: { gemeinde } }) {
      readByGemeinde.set(gemeinde, readByGemeinde.get(gemeinde)! + 1);
    },
    quality,
    agrees: (tallied) => bySlot.every((count, slot) => count === tallied(slot)),
    rows: () => [first, last],
  };

  function meet(line: number): void {
    if (lines.read === 0) first = line;
    last = line;
    lines.read += 1;
  }

  function quality(): PersonQuality {
    const unitSlots = areas.flatMap(({ role }, slot) => (role === 'value' ? [slot] : []));
    const inUnits = unitSlots.reduce((sum, slot) => sum + bySlot[slot]!, 0);
    return {
      ...lines,
      ...notes,
      inUnits,
      inResidual: lines.inhabitants - inUnits,
      readByGemeinde,
      furtherMainDwellings: pseudonyms.repeats(),
      deliveredTwice: residents.repeats(),
      assignment: {
        gemeinden: [...gemeinden].map((gemeinde) => {
          const own = unitSlots.filter((slot) => gemeindeOf[slot] === gemeinde);
          const assigned = own.reduce((sum, slot) => sum + bySlot[slot]!, 0);
          const residual = residuals.get(gemeinde)!;
          const rest = Object.values(residual).reduce((sum, count) => sum + count, 0);
          return { gemeinde, read: assigned + rest, assigned, residual };
        }),
        methods,
        marks,
        units: new Map(unitSlots.map((slot) => [areas[slot]!.area, bySlot[slot]!])),
      },
    };
  }
}

/** What is worth knowing of a register as a whole. */
export function censusFindings(quality: PersonQuality, file: string): Finding[] {
  const place = { file, row: 0 };
  const counted = [
    ['persons.further-main-dwellings', quality.furtherMainDwellings],
    ['persons.age-implausible', quality.implausibleAges],
    ['persons.birth-assumed', quality.assumedBirths],
  ] as const;
  return [
    ...(quality.inhabitants === 0 ? [finding('persons.nobody-counted', place)] : []),
    ...(isDeliveredTwice(quality) ? [finding('persons.lines-twice', place, twiceFacts(quality))] : []),
    ...counted.flatMap(([code, count]) =>
      count === 0 ? [] : [finding(code, place, { found: count.toLocaleString('de-DE') })],
    ),
  ];
}

function isDeliveredTwice({ deliveredTwice, inhabitants }: PersonQuality): boolean {
  return deliveredTwice >= DELIVERED_TWICE.persons && deliveredTwice > DELIVERED_TWICE.share * inhabitants;
}

function twiceFacts({ deliveredTwice, inhabitants }: PersonQuality) {
  const [found, expected] = [deliveredTwice, inhabitants].map((count) => count.toLocaleString('de-DE'));
  return { found: found!, expected: expected! };
}

function zeros(causes: readonly ResidualCause[]): Record<ResidualCause, number> {
  return Object.fromEntries(causes.map((cause) => [cause, 0])) as Record<ResidualCause, number>;
}
