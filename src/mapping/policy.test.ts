import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../core/hash.ts';
import { SyncError } from '../errors.ts';
import { loadCatalogue } from './catalogue.ts';
import { loadYaml } from './load.ts';
import { policyFile } from './policy.ts';

const ROOT = join(import.meta.dirname, '../..');
const PATH = 'config/policies/kreis-default.yaml';
const SHIPPED = await readFile(join(ROOT, PATH), 'utf8');

let folder: string | undefined;
afterEach(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  folder = undefined;
});

/** A site with one policy of its own beside the program. */
async function siteWith(name: string, text: string): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
  const place = join(folder, name.includes('/') ? '.' : 'config/policies');
  await mkdir(join(place, name, '..'), { recursive: true });
  await writeFile(join(place, name), text);
  return folder;
}

function changed(from: string, to: string): string {
  expect(SHIPPED).toContain(from);
  return SHIPPED.replace(from, to);
}

function problems(text: string): string[] {
  const loaded = loadYaml(text, PATH, policyFile);
  return loaded.ok ? [] : loaded.problems.map((one) => `${one.line}:${one.column} ${one.message}`);
}

function lineOf(text: string, needle: string): number {
  return text.slice(0, text.indexOf(needle)).split('\n').length;
}

async function complaint(site: string): Promise<string> {
  const error = await loadCatalogue([ROOT, site]).catch((thrown: unknown) => thrown);
  if (!(error instanceof SyncError)) throw new Error('expected a SyncError');
  return error.message;
}

describe('the shipped policy', () => {
  it('loads with everything resolved for both circles', async () => {
    const policy = (await loadCatalogue([ROOT])).policies.get('kreis-default');

    expect(policy?.classes[1]).toMatchObject({
      n: { intern: 3, public: 3 },
      crossed: { intern: 3, public: 5 },
      dmin: { intern: 30, public: 30 },
      k: null,
    });
    expect(policy?.classes[3].units).toEqual({
      bedarfsgemeinschaft: { intern: 3, public: 3 },
      haushalt: { intern: 3, public: 3 },
    });
    expect(policy?.classes[0]).toMatchObject({
      n: { intern: 0, public: 0 },
      holders: { p: 10, minHolders: 3 },
    });
    expect(policy).toMatchObject({ from: null, signedOff: { on: '2026-11-27' }, sha256: sha256(SHIPPED) });
    expect(policy?.identities[0]).toMatchObject({ total: 'leistungsberechtigte', rest: false });
  });

  it('is what a job is protected by that names none', async () => {
    const { jobs } = await loadCatalogue([ROOT]);

    expect([...jobs.values()].map(({ policy }) => policy)).toEqual([...jobs].map(() => 'kreis-default'));
  });

  it('is replaced by a file of the site with the same id', async () => {
    const site = await siteWith('eigene.yaml', changed('version: 1', 'version: 7'));

    const { policies } = await loadCatalogue([ROOT, site]);

    expect([...policies.values()].map(({ id, version }) => [id, version])).toEqual([['kreis-default', 7]]);
  });
});

describe('a policy', () => {
  it('is refused without a signature', () => {
    const unsigned = SHIPPED.replace(/^signedOff: .*\n/m, '');

    expect(problems(unsigned)).toEqual(['4:1 Es fehlt „signedOff“.']);
    expect(problems(SHIPPED.replace(/by: '[^']*'/, "by: ' '"))).toEqual([
      expect.stringMatching(/^9:14 signedOff.by: Dieser Text darf nicht leer sein\.$/),
    ]);
  });

  it.each([
    ['crossed: { intern: 3, public: 5 }', 'crossed: { intern: 5, public: 3 }', 'Öffentlich wäre hier mehr'],
    ['n: { intern: 3, public: 10 }', 'n: { intern: 11, public: 10 }', 'Öffentlich wäre hier mehr'],
    ['dmin: { intern: 30, public: 100 }', 'dmin: { intern: 130, public: 100 }', 'Öffentlich wäre hier mehr'],
    ['n: 3', 'n: 4', 'Gekreuzt darf die Mindestfallzahl nicht kleiner sein'],
    ['n: { intern: 5, public: 10 }', 'n: { intern: 5, public: 9 }', 'Klasse 3 darf in nichts milder sein'],
    ['areaFloor: 300', 'areaFloor: 400', 'Klasse 3 darf in nichts milder sein'],
    ['k: 2', 'k: null', 'Klasse 3 darf in nichts milder sein'],
    ['direction: both', 'direction: absence', 'Klasse 3 darf in nichts milder sein'],
    ['n: 3', 'n: 2', 'lässt einzelne Fälle erkennen'],
    ['[intern, public]', '[public, intern]', 'circles.0'],
    ['[open-zeros, published, population]', '[open-zeros]', 'gehören immer dazu'],
    [
      '- { from: 1000, decimals: 1 }',
      '- { from: 1000, decimals: 0 }\n    - { from: 50, decimals: 1 }',
      'kleinerer Nenner',
    ],
    ['- { from: 0, decimals: 0 }', '- { from: 10, decimals: 0 }', 'from: 0'],
    ['- { unit: haushalt, dataset', '- { unit: betrieb, dataset', 'nennt keine Klasse eine Mindestzahl'],
    ['{ indicators: {} }', '{ indicators: { bg: 7 } }', 'rounding.indicators.bg'],
  ])('is refused where %s becomes %s', (from, to, message) => {
    const text = changed(from, to);

    const found = problems(text);

    expect(found.join('\n')).toContain(message);
    expect(found[0]).toMatch(/^\d+:\d+ /);
  });

  it('is told the place of the member that shows the public too much', () => {
    const text = changed('n: { intern: 3, public: 10 }', 'n: { intern: 12, public: 10 }');

    expect(problems(text)[0]).toMatch(new RegExp(`^${lineOf(text, 'n: { intern: 12')}:5 classes.2.n: `));
  });

  it('is refused where a least number has no counter, because it would do nothing', () => {
    const text = changed('n: 3\n', 'n: 3\n    units: { betrieb: 3 }\n');

    expect(problems(text).join('\n')).toContain('hat unter „units“ keinen Zähler');
  });

  it.each([
    [
      'dataset: einwohner, measure: personen }\nunits',
      'dataset: leute, measure: personen }\nunits',
      'Den Datenbestand „leute“',
    ],
    ['counter: bedarfsgemeinschaften', 'counter: bgs', 'Die Messgröße „bgs“ gibt es in „sgb2“ nicht'],
    ['parts: [elb, nef]', 'parts: [elb, kinder]', 'Die Messgröße „kinder“'],
    ['flows: bewegungen', 'flows: wanderungen', 'Den Datenbestand „wanderungen“'],
    ['[zensus-wohnen, zensus-miete]', '[zensus-wohnen, zensus]', 'Den Datenbestand „zensus“'],
    ['{ indicators: {} }', '{ indicators: { bgs: 5 } }', 'Den Indikator „bgs“'],
  ])('may name only what exists: %s, not %s', async (from, to, message) => {
    const site = await siteWith('eigene.yaml', changed(from, to));

    expect(await complaint(site)).toMatch(new RegExp(`config/policies/eigene\\.yaml:\\d+:\\d+ ${message}`));
  });

  it('must exist where a job names it', async () => {
    const job = await readFile(join(ROOT, 'jobs/demo.yaml'), 'utf8');
    const site = await siteWith('jobs/demo.yaml', `${job}\npolicy: kreis-streng\n`);

    expect(await complaint(site)).toMatch(
      /jobs\/demo\.yaml:\d+:1 Die Geheimhaltungsregeln „kreis-streng“ gibt es nicht/,
    );
  });
});
