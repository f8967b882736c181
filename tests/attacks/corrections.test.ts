/** Random corrections over three releases: T16 and T18 at random. */
import { describe, expect, it } from 'vitest';
import { Attacker, sum } from '../support/attacker.ts';
import { nestedLevels, openWorld, quartersIn, type Shown } from '../support/attack-world.ts';
import { poisson, seeded } from '../support/hierarchy-table.ts';
import { storedCells } from '../support/small-county.ts';

const TREE = { S1: ['Q1', 'Q2', 'Q3'], S2: ['Q4', 'Q5', 'Q6'], S3: ['Q7', 'Q8', 'Q9'] };
const KEYS = quartersIn(TREE, 'K');
const [RELEASES, HISTORIES] = [3, 24];
const SMALLEST = 3;

type Counts = Readonly<Record<string, number>>;

interface Published {
  readonly counts: Counts;
  readonly shown: readonly Shown[];
}

/** One or two quarters, by a few persons or by many. */
function corrected(counts: Counts, random: () => number): Counts {
  const next = { ...counts };
  for (let left = 1 + Math.floor(random() * 2); left > 0; left -= 1) {
    const key = KEYS[Math.floor(random() * KEYS.length)] ?? '';
    const size = random() < 0.5 ? 1 + Math.floor(random() * 2) : 4 + Math.floor(random() * 8);
    next[key] = Math.max(0, (next[key] ?? 0) + (random() < 0.5 ? size : -size));
  }
  return next;
}

async function publishedBy(seed: number): Promise<Published[]> {
  const random = seeded(seed);
  const formula = { count: { dataset: 'kinder', measure: 'personen' } };
  const indicators = [{ id: 'kinder', disclosureClass: 1 as const, formula }];
  const world = await openWorld({ levels: nestedLevels(TREE), indicators });
  const history: Published[] = [];
  let counts: Counts = Object.fromEntries(KEYS.map((key) => [key, poisson(7, random)]));
  for (let release = 0; release < RELEASES; release += 1) {
    const { shown, release: granted } = await world.release({ kinder: storedCells(counts) });
    if (!granted) break;
    history.push({ counts, shown: shown('public') });
    counts = corrected(counts, random);
  }
  await world.close();
  return history;
}

/** He even knows which quarters were corrected, and takes what is held for what it is: the number of before. */
function given(history: readonly Published[]): string[] {
  const stateOf = (key: string, release: number) => {
    const changes = history
      .slice(1, release + 1)
      .filter(({ counts }, at) => counts[key] !== history[at]?.counts[key]);
    return `${key} in state ${changes.length}`;
  };
  const attacker = new Attacker();
  const small = new Set<string>();
  for (const [release, { counts, shown }] of history.entries()) {
    for (const key of KEYS) {
      const count = counts[key] ?? 0;
      if (count > 0 && count < SMALLEST) small.add(stateOf(key, release));
    }
    for (const { area, value } of shown) {
      const quarters = quartersIn(TREE, area);
      const actual = quarters.reduce((all, key) => all + (counts[key] ?? 0), 0);
      if (value === actual) attacker.know(sum(quarters.map((key) => stateOf(key, release))), value);
    }
  }
  return [...small].filter((state) => {
    const { lo, hi } = attacker.interval({ [state]: 1 });
    return lo === hi || hi < SMALLEST;
  });
}

describe('corrections over several releases', () => {
  it('tell the small where each release hides the small alone', () => {
    const first = { Q1: 9, Q2: 7, Q3: 2, Q4: 5, Q5: 6, Q6: 7, Q7: 8, Q8: 9, Q9: 10 };
    const shown = [...KEYS, ...Object.keys(TREE), 'K'].map((area) => {
      const value = quartersIn(TREE, area).reduce((all, key) => all + first[key as 'Q1'], 0);
      return { indicator: 'kinder', level: '', area, date: '', value: value < SMALLEST ? null : value };
    });

    expect(given([{ counts: first, shown }])).toEqual(['Q3 in state 0']);
  });

  it('tell nobody what is small, all releases taken together', async () => {
    let releases = 0;
    for (let history = 0; history < HISTORIES; history += 1) {
      const published = await publishedBy(1002 + history);
      releases += published.length;

      expect({ history, given: given(published) }).toEqual({ history, given: [] });
    }
    expect(releases).toBeGreaterThan(2.5 * HISTORIES);
  }, 60_000);
});
