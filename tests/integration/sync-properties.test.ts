import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopsRun } from '../../src/core/finding.ts';
import { desiredOf, histories, type Model } from '../support/desired-states.ts';
import { SyncHarness, type Applied, type Surroundings } from '../support/sync-harness.ts';

const MINUTE = 60_000;
/** Shrinking over HTTP would outlast every patience; the seed leads back to the first counterexample. */
const FEW = { numRuns: 20, endOnFailure: true };

let harness: SyncHarness;
let surroundings: Surroundings;

/** Applies one state; a history that KomMonitor cannot take would make a property say nothing. */
async function apply(model: Model): Promise<Applied> {
  const applied = await harness.apply(desiredOf(model, surroundings));
  expect(applied.plan.findings.filter((found) => stopsRun([found]))).toEqual([]);
  return applied;
}

beforeAll(async () => {
  harness = await SyncHarness.open();
  surroundings = await harness.surroundings();
});
afterAll(() => harness.close());

describe('P1 the same state twice has no second effect', () => {
  it(
    'writes once: applied again, a state plans and writes nothing',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories({ min: 1, max: 3 }), async (history) => {
          harness.empty();
          for (const model of history) {
            await apply(model);
            const content = harness.content();

            const again = await apply(model);

            expect(again.plan.operations).toEqual([]);
            expect(again.writes).toBe(0);
            expect(harness.content()).toEqual(content);
          }
        }),
        FEW,
      );
    },
    10 * MINUTE,
  );
});

describe('publishing generated histories', () => {
  it(
    'stores every released cell as its float32, and null where nothing is released',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories({ min: 1, max: 3 }), async (history) => {
          harness.empty();
          for (const model of history) await apply(model);

          const { release } = desiredOf(history.at(-1) as Model, surroundings);
          for (const series of release.series)
            for (const { area, date, cell } of series.values) {
              const stored = storedCell(
                `Eigenschaft ${series.indicator}`,
                `Ebene ${series.level}`,
                area,
                date,
              );
              expect(stored).toBe(cell.value === null ? null : Math.fround(cell.value));
            }
        }),
        FEW,
      );
    },
    10 * MINUTE,
  );

  it(
    'takes one write for each thing that differs, and each succeeds at once',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories({ min: 2, max: 3 }), async (history) => {
          harness.empty();
          for (const model of history) {
            const { plan, writes } = await apply(model);

            expect(writes).toBe(plan.operations.length);
          }
        }),
        FEW,
      );
    },
    10 * MINUTE,
  );
});

describe('P23 going back restores the exact earlier state', () => {
  it(
    'restores the state before the last publication bit for bit',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories({ min: 2, max: 2 }), async ([first, second]) => {
          harness.empty();
          await apply(first as Model);
          const before = harness.content();
          const { snapshot } = await apply(second as Model);

          const { plan } = await harness.rollBack(snapshot);

          expect(plan.findings.filter((found) => stopsRun([found]))).toEqual([]);
          expect(harness.content()).toEqual(before);
        }),
        FEW,
      );
    },
    10 * MINUTE,
  );

  it(
    'reaches any earlier point, one publication after the other',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories({ min: 2, max: 4 }), fc.nat(), async (history, number) => {
          harness.empty();
          const contents = [harness.content()];
          const applied: Applied[] = [];
          for (const model of history) {
            applied.push(await apply(model));
            contents.push(harness.content());
          }
          const goal = number % contents.length;

          for (let at = applied.length - 1; at >= goal; at -= 1) {
            await harness.rollBack((applied[at] as Applied).snapshot);

            expect(harness.content()).toEqual(contents[at]);
          }
        }),
        FEW,
      );
    },
    10 * MINUTE,
  );

  it(
    'can itself be taken back, and then the publication stands again',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories({ min: 2, max: 2 }), async ([first, second]) => {
          harness.empty();
          await apply(first as Model);
          const { snapshot } = await apply(second as Model);
          const published = harness.content();
          const back = await harness.rollBack(snapshot);

          await harness.rollBack(back.snapshot);

          expect(harness.content()).toEqual(published);
        }),
        FEW,
      );
    },
    10 * MINUTE,
  );
});

function storedCell(indicator: string, unit: string, key: string, date: string): number | null | undefined {
  const found = harness.content().indicators.find(({ name }) => name === indicator);
  const link = found?.links.find(({ unitName }) => unitName === unit);
  return link?.rows.find((row) => row.key === key)?.values[date];
}
