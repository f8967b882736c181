/**
 * Brings a person to the place where it is counted: the slot of a unit, or of its municipality with a cause.
 * Asks the assignment and checks its answer; invents none.
 */
import type { LevelId } from '../../core/area.ts';
import { finding, type Finding } from '../../core/finding.ts';
import { RESIDUAL_CAUSES, type Assign, type ResidualCause } from './assignment.ts';
import type { PersonAddress, PersonRow } from './person-row.ts';
import type { TallyArea } from './tally.ts';

export interface AreaRules {
  /** Spatial level of the units, and of the municipalities for what belongs to no unit. */
  readonly level: LevelId;
  readonly municipalityLevel: LevelId;
  /** Every unit that exists on the reference date, with the AGS of its municipality. */
  readonly units: ReadonlyMap<string, string>;
  readonly assign: Assign;
}

export interface Placement {
  /** Index into `areas`. */
  readonly slot: number;
  readonly cause: ResidualCause | null;
  /** How the unit was found, where the assignment says so. */
  readonly method: string | undefined;
}

export interface AreaSlots {
  readonly areas: readonly TallyArea[];
  /** AGS of each of the areas. */
  readonly municipalityOf: readonly string[];
  readonly municipalities: ReadonlySet<string>;
  /** Undefined where the assignment named a unit that cannot be right; then it has been reported. */
  readonly place: (person: Pick<PersonRow, 'isProtected'>, address: PersonAddress) => Placement | undefined;
}

export function areaSlots(
  rules: AreaRules,
  { file, report }: { readonly file: string; readonly report: (finding: Finding) => void },
): AreaSlots {
  const units = [...rules.units.keys()].sort();
  const names = [...new Set(rules.units.values())].sort();
  const unitSlots = new Map(
    units.map((unit, slot) => [unit, { slot, municipality: rules.units.get(unit)! }]),
  );
  const residual = new Map(names.map((name, index) => [name, residualPlacements(units.length + index)]));
  const reported = new Set<string>();

  return {
    areas: [
      ...units.map((area) => ({ role: 'value' as const, level: rules.level, area })),
      ...names.map((area) => ({ role: 'residual' as const, level: rules.municipalityLevel, area })),
    ],
    municipalityOf: [...units.map((unit) => rules.units.get(unit)!), ...names],
    municipalities: new Set(names),
    place(person, address) {
      const { municipality } = address;
      if (person.isProtected) return residualOf(municipality).protected;
      if (address.streetKey === '' && address.streetName === '') return residualOf(municipality).no_address;
      const answer = rules.assign(address);
      if ('residual' in answer) return residualOf(municipality)[answer.residual];
      const unit = unitSlots.get(answer.unit);
      if (!unit) return refuse('persons.unit-unknown', answer.unit);
      if (unit.municipality !== municipality) return refuse('persons.unit-elsewhere', answer.unit);
      return { slot: unit.slot, cause: null, method: answer.method };
    },
  };

  function residualOf(municipality: string): Readonly<Record<ResidualCause, Placement>> {
    const placements = residual.get(municipality);
    if (!placements) throw new RangeError('a person of an unknown municipality is no PersonRow');
    return placements;
  }

  /** Each unit once. */
  function refuse(code: 'persons.unit-unknown' | 'persons.unit-elsewhere', unit: string): undefined {
    if (!reported.has(`${code} ${unit}`)) report(finding(code, { file, row: 0 }, { found: unit }));
    reported.add(`${code} ${unit}`);
  }
}

function residualPlacements(slot: number): Readonly<Record<ResidualCause, Placement>> {
  const entries = RESIDUAL_CAUSES.map((cause) => [cause, { slot, cause, method: undefined }]);
  return Object.fromEntries(entries) as Record<ResidualCause, Placement>;
}
