/**
 * Brings a person to the place where it is counted: the slot of a unit, or of its Gemeinde with a cause. Asks the
 * assignment and checks its answer; invents none.
 */
import type { LevelId } from '../../core/area.ts';
import { finding, type Finding } from '../../core/finding.ts';
import type { Assign, Assignment } from './assignment.ts';
import type { PersonAddress, PersonRow } from './person-row.ts';
import type { TallyArea } from './tally.ts';

export interface AreaRules {
  /** Spatial level of the units, and of the Gemeinden for what belongs to no unit. */
  readonly level: LevelId;
  readonly gemeindeLevel: LevelId;
  /** Every unit that exists on the reference date, with the AGS of its Gemeinde. */
  readonly units: ReadonlyMap<string, string>;
  readonly assign: Assign;
}

export interface Placement {
  /** Index into `areas`. */
  readonly slot: number;
  readonly assignment: Assignment;
}

export interface AreaSlots {
  /** Units in order of their keys, then Gemeinden in order of theirs. */
  readonly areas: readonly TallyArea[];
  /** AGS of each of the areas. */
  readonly gemeindeOf: readonly string[];
  readonly gemeinden: ReadonlySet<string>;
  /** Undefined where the assignment named a unit that cannot be right; then it has been reported. */
  readonly place: (person: Pick<PersonRow, 'isProtected'>, address: PersonAddress) => Placement | undefined;
}

const PROTECTED: Assignment = { residual: 'protected' };

export function areaSlots(
  rules: AreaRules,
  { file, report }: { readonly file: string; readonly report: (finding: Finding) => void },
): AreaSlots {
  const units = [...rules.units.keys()].sort();
  const gemeinden = [...new Set(rules.units.values())].sort();
  const unitSlots = new Map(units.map((unit, slot) => [unit, { slot, gemeinde: rules.units.get(unit)! }]));
  const residualSlots = new Map(gemeinden.map((gemeinde, index) => [gemeinde, units.length + index]));
  const reported = new Set<string>();

  return {
    areas: [
      ...units.map((area) => ({ role: 'value' as const, level: rules.level, area })),
      ...gemeinden.map((area) => ({ role: 'residual' as const, level: rules.gemeindeLevel, area })),
    ],
    gemeindeOf: [...units.map((unit) => rules.units.get(unit)!), ...gemeinden],
    gemeinden: new Set(gemeinden),
    place(person, address) {
      const assignment = person.isProtected ? PROTECTED : rules.assign(address);
      if ('residual' in assignment) return { slot: residualSlots.get(address.gemeinde)!, assignment };
      const unit = unitSlots.get(assignment.unit);
      if (!unit) return refuse('persons.unit-unknown', assignment.unit);
      if (unit.gemeinde !== address.gemeinde) return refuse('persons.unit-elsewhere', assignment.unit);
      return { slot: unit.slot, assignment };
    },
  };

  /** Each unit once. */
  function refuse(code: 'persons.unit-unknown' | 'persons.unit-elsewhere', unit: string): undefined {
    if (!reported.has(`${code} ${unit}`)) report(finding(code, { file, row: 0 }, { found: unit }));
    reported.add(`${code} ${unit}`);
  }
}
