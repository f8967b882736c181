/**
 * What else is true of an inhabitant: work, benefits, care, school. Follows from the person and the place alone,
 * by fixed shares, so that no stream of chance moves. Counts nothing.
 */
import { isPastAgeLimit } from './age-limit.ts';
import { noise } from './random.ts';

export interface Situation {
  readonly id: number;
  /** JJJJMMTT. */
  readonly birth: number;
  readonly age: number;
  /** Reference date as JJJJMMTT. */
  readonly day: number;
  readonly benefit: 'elb' | 'nef' | null;
  /** Lives in a Bedarfsgemeinschaft. */
  readonly withBenefit: boolean;
  readonly inHome: boolean;
  /** Hexagon of the address. */
  readonly hex: number;
}

export interface PersonAttributes extends Pick<Situation, 'age' | 'benefit'> {
  readonly employed: boolean;
  /** Rechtskreis. */
  readonly unemployed: 'sgb2' | 'sgb3' | null;
  /** Received SGB II in at least 21 of 24 months. */
  readonly longTerm: boolean;
  /** Grundsicherung: in old age, or with full reduction in earning capacity. */
  readonly basicSecurity: 'alter' | 'erwerb' | null;
  readonly careAid: boolean;
  readonly educationPackage: boolean;
  readonly dayCare: boolean;
  readonly car: boolean;
  /** School entry examination of the year. */
  readonly examined: boolean;
  readonly languageDeficit: boolean;
  readonly overweight: boolean;
}

const DAY_CARE = [0.06, 0.45, 0.66] as const;
const PLACE = 50;

export function attributesOf(seed: number, who: Situation): PersonAttributes {
  const { id, birth, age, day, benefit, withBenefit, inHome } = who;
  const draw = (subject: number) => noise(seed, id, subject);
  // Places differ by a factor of four.
  const burden = 0.4 + 1.2 * noise(seed, who.hex, PLACE);
  const ofWorkingAge = age >= 15 && age < 65;
  const employed = ofWorkingAge && benefit === null && draw(31) < 0.68 - 0.07 * burden;
  const examined = age === 5 && draw(39) < 0.96;
  return {
    age,
    benefit,
    employed,
    unemployed: unemployed(),
    longTerm: benefit === 'elb' && draw(33) < 0.6,
    basicSecurity: basicSecurity(),
    careAid: age >= 65 && draw(35) < (inHome ? 0.35 : 0.012 * burden),
    educationPackage: age >= 6 && age < 18 && draw(36) < (withBenefit ? 0.75 : 0.05 * burden),
    dayCare: age < 3 && draw(37) < DAY_CARE[age]!,
    car: age >= 18 && !inHome && draw(38) < 0.68,
    examined,
    languageDeficit: examined && draw(40) < 0.22 * burden,
    overweight: examined && draw(41) < 0.1 * burden,
  };

  function unemployed(): 'sgb2' | 'sgb3' | null {
    if (benefit === 'elb') return draw(32) < 0.4 ? 'sgb2' : null;
    return ofWorkingAge && !employed && draw(32) < 0.05 ? 'sgb3' : null;
  }

  function basicSecurity(): 'alter' | 'erwerb' | null {
    if (isPastAgeLimit(birth, day)) return draw(34) < 0.035 * burden ? 'alter' : null;
    return age >= 18 && benefit === null && draw(34) < 0.012 * burden ? 'erwerb' : null;
  }
}

/** Housing benefit: of private households that receive no SGB II. */
export function hasHousingBenefit(seed: number, household: number): boolean {
  return noise(seed, household, 42) < 0.045;
}
