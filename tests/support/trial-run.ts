/** Runs the trial site's job on bad input and looks at everything that must have stayed untouched. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeText, type Finding } from '../../src/core/finding.ts';
import { checkRun, syncRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { requestsSeen } from './simulator-reader.ts';
import { writeTrialSite, type TrialSite } from './trial-site.ts';

export interface BadCase {
  readonly name: string;
  readonly arrange: (site: TrialSite) => void | Promise<void>;
  /** All findings that stop the run, in order. */
  readonly findings: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  readonly code: string;
  /** As people read it: `einwohner_2023.csv, Zeile 7, Spalte PERSONEN`. */
  readonly place: string;
  readonly found?: string;
  readonly expected?: string;
}

/** Each case is checked and synchronised on a fresh site with a KomMonitor that must not hear of it. */
export function describeBadInput(title: string, cases: readonly BadCase[]): void {
  describe(title, () => {
    let simulator: Simulator;
    beforeAll(async () => {
      simulator = await startSimulator({ seed: defaultSeed() });
    });
    afterAll(() => simulator.close());

    it.for(cases.map((bad) => [bad.name, bad] as const))(
      'stops at %s and writes nothing',
      async ([, { arrange, findings }]) => {
        const site = await writeTrialSite(simulator);
        await arrange(site);
        const app = await site.open();
        try {
          const checked = await checkRun({ job: 'versuch' }, app.ports);
          const synced = await syncRun({ job: 'versuch' }, app.ports);

          for (const { result, findings: all } of [checked, synced]) {
            expect(all.filter(stops).map(shown)).toEqual(findings);
            expect(result).toMatchObject({ state: 'check_failed', writes: 0, plan: { operations: 0 } });
            for (const finding of all.filter(stops)) expectUsefulHint(finding);
            expect(await app.ledger.findings(result.run)).toEqual(all);
          }
          expect(await requestsSeen(simulator)).toEqual([]);
          for (const dataset of ['versuch-einwohner', 'versuch-hilfe'])
            expect(await app.ledger.newestDatasets(dataset)).toEqual([]);
          expect(filesIn(site, 'state/sealed')).toEqual([]);
          expect(filesIn(site, 'state/landing')).toEqual([]);
        } finally {
          await app.close();
          site.remove();
        }
      },
    );
  });
}

export function stops({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'block';
}

export function shown({ code, place, found, expected }: Finding): ExpectedFinding {
  return {
    code,
    place: placeText(place),
    ...(found ? { found } : {}),
    ...(expected ? { expected } : {}),
  };
}

/** German, in the polite form, with nothing left to be filled in. */
export function expectUsefulHint({ hint }: Finding): void {
  expect(hint).toMatch(/\bSie\b/);
  expect(hint).toMatch(/\.$/);
  expect(hint).not.toMatch(/[{}]|undefined/);
}

function filesIn(site: TrialSite, folder: string): string[] {
  const full = path.join(site.folder, folder);
  return existsSync(full) ? readdirSync(full, { recursive: true }).map(String) : [];
}
