/** Simulated recipients by quarter, age and sex, with the hierarchies of a county: the tables of the suppression benchmarks. */
import type { Problem } from '../src/disclosure/problem.ts';
import { hierarchy, hierarchyTable, poisson, seeded } from '../tests/support/hierarchy-table.ts';

const QUARTERS = hierarchy('q', [64, 20, 10, 1]);
const AGES = hierarchy('a', [12, 4, 1]);
const SEXES = hierarchy('s', [2, 1]);
/** Everybody of a county; nobody knows a count to be smaller. */
const RESIDENTS = 100_000;

export interface RecipientsTable {
  readonly seed: number;
  readonly cases: number;
  readonly threshold: number;
  readonly bySex: boolean;
}

export function recipients({ seed, cases, threshold, bySex }: RecipientsTable): Problem {
  const random = seeded(seed);
  const shares = (count: number, spread: number) => {
    const drawn = Array.from({ length: count }, () =>
      Math.exp(spread * (random() + random() + random() - 1.5)),
    );
    const sum = drawn.reduce((total, share) => total + share, 0);
    return drawn.map((share) => share / sum);
  };
  const quarters = shares(64, 1.3);
  const ages = shares(12, 1.3);
  const numberOf = (name = '') => Number(name.slice(name.indexOf('.') + 1));
  return hierarchyTable(
    bySex ? [QUARTERS, AGES, SEXES] : [QUARTERS, AGES],
    ([quarter, age]) =>
      poisson((cases * quarters[numberOf(quarter)]! * ages[numberOf(age)]!) / (bySex ? 2 : 1), random),
    { threshold, upper: RESIDENTS },
  );
}
