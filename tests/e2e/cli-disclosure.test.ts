/** `kmsync disclosure audit` and `explain` after a real release: what the registry tells, and why a value is hidden. */
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import type { RegistryAudit } from '../../src/engine/disclosure/audit-registry.ts';
import type { WhyAnswer } from '../../src/engine/disclosure/explain-value.ts';
import type { Fitness } from '../../src/engine/disclosure/judge-fitness.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { benefitsWorkbook, QUARTERS, writeTrialSite, type TrialSite } from '../support/trial-site.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let simulator: Simulator;
let site: TrialSite;
const run = (...args: string[]) => kmsync(args, site.folder);

beforeAll(async () => {
  requireBuilt();
  simulator = await startSimulator({ seed: defaultSeed() });
  site = await writeTrialSite(simulator);
  const shipped = readFileSync(
    path.join(import.meta.dirname, '../../config/policies/kreis-default.yaml'),
    'utf8',
  );
  mkdirSync(path.join(site.folder, 'config/policies'), { recursive: true });
  writeFileSync(
    path.join(site.folder, 'config/policies/kreis-default.yaml'),
    shipped.replace(
      'dataset: einwohner, measure: personen }\nunits',
      'dataset: versuch-einwohner, measure: personen }\nunits',
    ),
  );
  site.edit(
    'mappings/indicators/versuch.yaml',
    'name: Hilfebeziehende im Versuch',
    'name: Hilfebeziehende im Versuch\n    disclosureClass: 2',
  );
  // Quarter 003 has five persons on benefits: enough for the inner circle, too few for the public.
  for (const year of [2022, 2023]) site.deliver(`hilfe_${year}.xlsx`, await fewIn003(year));
});
afterAll(async () => {
  await simulator.close();
  site.remove();
});

function fewIn003(year: number): Promise<Buffer> {
  return benefitsWorkbook(year, (_workbook, sheet) => {
    const [row, last] = [sheet.getRow(8), sheet.getRow(70)];
    const cut = [2, 3, 4].map((column) => Number(row.getCell(column).value));
    for (const [at, value] of [5, 4, 1].entries()) {
      row.getCell(at + 2).value = value;
      last.getCell(at + 2).value = Number(last.getCell(at + 2).value) - (cut[at] ?? 0) + value;
    }
  });
}

/** What the documents of all three commands hold that is looked at here. */
type Document = Partial<Omit<RegistryAudit, 'state'>> &
  Partial<Omit<WhyAnswer, 'state'>> &
  Partial<Omit<Fitness, 'state'>> & { state?: string };

async function json(...args: string[]): Promise<{ code: number | null; document: Document }> {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect(stderr).not.toMatch(/[{}]/);
  return { code, document: JSON.parse(stdout) as Document };
}

describe.sequential('before anything is released', () => {
  it('audit says that there is nothing, and that the registry is sound', async () => {
    const { code, stdout } = await run('disclosure', 'audit');

    expect(code).toBe(0);
    expect(stdout).toContain('ist noch nichts freigegeben worden');
  });

  it('explain says so as well', async () => {
    const { code, stderr } = await run('disclosure', 'explain', 'versuch-hilfe', '003', '2023-12-31');

    expect(code).toBe(64);
    expect(stderr).toContain('Für dieses Ziel ist noch nichts lesbar geworden.');
  });
});

describe.sequential('after a release', () => {
  beforeAll(async () => {
    const { code, stdout, stderr } = await run('sync', 'versuch');
    expect(`${code} ${stdout} ${stderr}`).toMatch(/^0 /);
  });

  it('audit verifies chain, seals and circles, and prints the protocol', async () => {
    const text = await run('disclosure', 'audit');
    const { code, document } = await json('disclosure', 'audit');
    const one = await run(
      'disclosure',
      'audit',
      '--release',
      document.releases?.[0]?.record.id.slice(0, 8) ?? '',
    );
    const none = await run('disclosure', 'audit', '--release', '000000');

    expect([text.code, code, one.code, none.code]).toEqual([0, 0, 0, 64]);
    expect(text.stdout).toContain('Kette und Siegel sind unversehrt.');
    expect(text.stdout).toContain('Regeln „kreis-default“, Fassung 1');
    expect(text.stdout).toContain('Die Prüfung ist bestanden.');
    expect(document).toMatchObject({ state: 'sound', findings: [] });
  });

  it('explain tells the rule of a hidden value, and not the value', async () => {
    const text = await run('disclosure', 'explain', 'versuch-hilfe', '003', '2023-12-31');
    const { code, document } = await json('disclosure', 'explain', 'versuch-hilfe', '003', '2023-12-31');

    expect([text.code, code]).toEqual([0, 0]);
    expect(text.stdout).toContain('Öffentlichkeit: gesperrt.');
    expect(text.stdout).toContain('Mindestfallzahl: Es sind zu wenige Fälle.');
    expect(text.stdout).toContain('Zu lesen war hier noch nie ein Wert.');
    expect(document).toMatchObject({ state: 'hidden', reasons: ['threshold'], readableSince: null });
    expect(JSON.stringify(document)).not.toContain('"value"');
  });

  it('explain tells that other values are hidden to protect it, and not which it is', async () => {
    const app = await site.open();
    const reasons = new Map<string, number>();
    for (const area of QUARTERS) {
      const question = { indicator: 'versuch-hilfe', area, date: referenceDate('2023-12-31') };
      const answer = await app.disclosure.explain({ ...question, circle: 'public' });
      const key = `${answer.state} ${answer.reasons.join()}`;
      reasons.set(key, (reasons.get(key) ?? 0) + 1);
    }
    await app.close();

    expect(Object.fromEntries(reasons)).toEqual({
      'hidden threshold': 1,
      'hidden secondary': 1,
      'shown ': 62,
    });
  });

  it('explain says what there is where an indicator, an area or a day is unknown', async () => {
    const indicator = await run('disclosure', 'explain', 'gibt-es-nicht', '003', '2023-12-31');
    const area = await run('disclosure', 'explain', 'versuch-hilfe', '999', '2023-12-31');
    const date = await run('disclosure', 'explain', 'versuch-hilfe', '003', '2019-12-31');

    expect([indicator.code, area.code, date.code]).toEqual([64, 64, 64]);
    expect(indicator.stderr).toContain(
      'Verzeichnet sind: versuch-einwohner, versuch-frauenanteil, versuch-hilfe.',
    );
    expect(area.stderr).toContain('Vorhanden sind: 001, 002');
    expect(date.stderr).toContain('Stichtage sind: 31.12.2022, 31.12.2023.');
  });
});

describe('fitness', () => {
  it('judges the areas of a level by the residents that are stored, and proposes merges of neighbours', async () => {
    const question = ['--level', 'versuch-quartier', '--prevalence', 'hilfe=0,1', '--tables', '2'];
    const text = await run('disclosure', 'fitness', ...question);
    const { code, document } = await json('disclosure', 'fitness', ...question);
    const coarse = await json('disclosure', 'fitness', ...question, '--groups', '1');

    expect([text.code, code, coarse.code]).toEqual([3, 3, 0]);
    expect(document).toMatchObject({ state: 'unfit', areas: 64, neighbours: 'geometry', n: 10, floor: 300 });
    expect(document.merges?.length).toBeGreaterThan(0);
    expect(document.isEnoughAfter).toBe(true);
    expect(document.indicators?.[0]?.hiddenAfter).toBeLessThan(0.3);
    expect(coarse.document).toMatchObject({ state: 'fit', merges: [] });
    expect(text.stdout).toContain('Die Gebiete sind zu klein');
  });

  it('reads residents and neighbours from a file, and says what is wrong with it', async () => {
    writeFileSync(
      path.join(site.folder, 'g.csv'),
      'area;residents;neighbours\nA;200;B\nB;900;A C\nC;5000;B\n',
    );
    writeFileSync(path.join(site.folder, 'f.csv'), 'area;residents\nA;viele\n');
    const question = ['--prevalence', '0.5', '--groups', '1', '--tables', '2'];
    const { code, document } = await json('disclosure', 'fitness', '--residents', 'g.csv', ...question);
    const wrong = await run('disclosure', 'fitness', '--residents', 'f.csv', ...question);
    const nothing = await run('disclosure', 'fitness', '--level', 'versuch-quartier');
    const share = await run('disclosure', 'fitness', '--prevalence', '3');

    expect([code, wrong.code, nothing.code, share.code]).toEqual([3, 5, 64, 64]);
    expect(document).toMatchObject({ belowFloor: ['A'], merges: [{ members: ['A', 'B'], residents: 1100 }] });
    expect(wrong.stderr).toContain('f.csv, Zeile 2: Es fehlt der Schlüssel oder die Zahl der Einwohner.');
  });
});

describe('help', () => {
  it.each([['audit'], ['explain'], ['fitness']])('of %s is German', async (name) => {
    const { code, stdout } = await run('disclosure', name, '--help');

    expect(code).toBe(0);
    expect(stdout).toContain('Aufruf: kmsync disclosure');
    expect(stdout).not.toMatch(/Usage|Options:|display help|default:|choices:/);
  });
});
