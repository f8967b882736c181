/**
 * One bad delivery beside sound ones: what is said of it, what stays where it is, and that the next run publishes
 * everything once the bad one has been corrected.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/engine/run-frame.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import {
  defaultSeed,
  startSimulator,
  type Simulator,
  type SimulatorState,
} from '../../src/simulator/server.ts';
import type { Inbox } from './inbox-site.ts';
import { clearRequests, readIndicators, requestsSeen, writesSeen } from './simulator-reader.ts';
import { expectUsefulHint, shown, stops, type ExpectedFinding } from './trial-run.ts';

export interface InboxSite extends Inbox {
  readonly job: string;
  /** What the published values of a corrected run are, by indicator: one of its values. */
  readonly expected: readonly ExpectedValue[];
  readonly remove: () => void;
}

export interface ExpectedValue {
  readonly indicator: string;
  readonly level: string;
  readonly area: string;
  readonly date: string;
  readonly value: number;
}

export interface BadDelivery<Site extends InboxSite> {
  readonly name: string;
  readonly arrange: (site: Site) => void | Promise<void>;
  readonly correct: (site: Site) => void | Promise<void>;
  /** All findings that stop the run, in order. */
  readonly findings: readonly ExpectedFinding[];
  /** Files of the inbox that are sent back; all others stay. */
  readonly refused: readonly string[];
}

export async function syncSite(site: InboxSite): Promise<RunReport> {
  const app = await site.open();
  try {
    return await syncRun({ job: site.job }, app.ports);
  } finally {
    await app.close();
  }
}

/** Read without the program. */
export async function expectPublished(
  simulator: Simulator,
  expected: readonly ExpectedValue[],
): Promise<void> {
  const indicators = await readIndicators(simulator);
  for (const { indicator, level, area, date, value } of expected) {
    const table = await indicators.find(({ name }) => name === indicator)?.values(level);
    expect([indicator, area, table?.get(area)?.get(date)]).toEqual([indicator, area, value]);
  }
}

/** A simulator for a file of tests and a fresh site for each of them, to be called inside `describe`. */
export function freshSites<Site extends InboxSite>(
  make: (simulator: Simulator) => Site | Promise<Site>,
): { readonly simulator: () => Simulator; readonly site: () => Site } {
  let simulator: Simulator;
  let empty: SimulatorState;
  let site: Site;
  beforeAll(async () => {
    simulator = await startSimulator({ seed: defaultSeed() });
    empty = simulator.state();
  });
  afterAll(() => simulator.close());
  beforeEach(async () => {
    simulator.restore(empty);
    await clearRequests(simulator);
    site = await make(simulator);
  });
  afterEach(() => site.remove());
  return { simulator: () => simulator, site: () => site };
}

export function describeBadDelivery<Site extends InboxSite>(
  title: string,
  make: (simulator: Simulator) => Site | Promise<Site>,
  cases: readonly BadDelivery<Site>[],
): void {
  describe(title, () => {
    const fresh = freshSites(make);

    it.for(cases.map((bad) => [bad.name, bad] as const))(
      'stops at %s, writes nothing, and loses nothing of the rest',
      async ([, { arrange, correct, findings, refused }]) => {
        const [site, simulator] = [fresh.site(), fresh.simulator()];
        await arrange(site);
        const all = site.waiting();

        const bad = await syncSite(site);
        const seen = await requestsSeen(simulator);
        const after = { waiting: site.waiting(), refused: site.refused(), taken: site.taken() };
        await correct(site);
        const corrected = await syncSite(site);

        expect(bad.findings.filter(stops).map(shown)).toEqual(findings);
        for (const finding of bad.findings.filter(stops)) expectUsefulHint(finding);
        expect(bad.result).toMatchObject({ state: 'check_failed', writes: 0, plan: { operations: 0 } });
        expect(seen).toEqual([]);
        const waiting = all.filter((file) => !refused.includes(file));
        expect(after).toEqual({ waiting, refused, taken: [] });
        expect(corrected.findings.filter(stops).map(shown)).toEqual([]);
        expect(corrected.result).toMatchObject({ verified: { mismatches: 0 } });
        expect(corrected.result.state).toMatch(/^published/);
        await expectPublished(simulator, site.expected);
        expect({ waiting: site.waiting(), taken: site.taken() }).toEqual({ waiting: [], taken: all });
        expect(await writesSeen(simulator)).toHaveLength(corrected.result.writes);
      },
    );
  });
}
