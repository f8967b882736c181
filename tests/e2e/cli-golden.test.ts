/** What a clerk reads, kept as whole texts under tests/golden: bad deliveries, and a good one with its explanation. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { benefitsWorkbook, populationCsv, writeTrialSite, type TrialSite } from '../support/trial-site.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const FILE = 'einwohner_2023.csv';

let simulator: Simulator;
let site: TrialSite;
beforeAll(async () => {
  requireBuilt();
  simulator = await startSimulator({ seed: defaultSeed() });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  site = await writeTrialSite(simulator);
});
afterEach(() => site.remove());

function golden(name: string): string {
  return fileURLToPath(new URL(`../golden/${name}.txt`, import.meta.url));
}

/** Without what differs from one machine, run and day to the next. */
function lasting(text: string): string {
  return text
    .replaceAll(/\(\d+(?:,\d+)? s\)/g, '(… s)')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:…')
    .replaceAll(/\b20\d\d-(\d{4})\b/g, 'JJJJ-$1')
    .replaceAll(/\b[0-9a-f]{8}\b/g, '………')
    .replaceAll(/\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d ME(?:S)?Z/g, 'TT.MM.JJJJ, hh:mm:ss');
}

const BAD: readonly [string, (site: TrialSite) => void | Promise<void>][] = [
  [
    'schluessel-und-zeichen',
    ({ rewrite }) =>
      rewrite(FILE, (text) =>
        text
          .replaceAll('017;Nörd', '917;Nörd')
          .replace(/(005;[^;]*;31\.12\.2023;w;)\d+/, '$1k.A.')
          .replace(/(006;[^;]*;31\.12\.2023;w;)\d+/, '$11.456'),
      ),
  ],
  ['geschrumpfte-datei', ({ rewrite }) => rewrite(FILE, () => populationCsv(2023, ['001', '002', '003']))],
  [
    'datei-vom-vorjahr',
    ({ rewrite }) => rewrite(FILE, () => populationCsv(2022).replaceAll('31.12.2022', '31.12.2023')),
  ],
  ['umbenannte-spalte', ({ rewrite }) => rewrite(FILE, (text) => text.replace('PERSONEN', 'ANZAHL'))],
  [
    'ausgeblendetes-blatt',
    async ({ deliver }) =>
      deliver(
        'hilfe_2023.xlsx',
        await benefitsWorkbook(2023, (workbook) => {
          workbook.addWorksheet('Nebenrechnung', { state: 'hidden' }).addRow(['Rest', 1]);
        }),
      ),
  ],
  ['arbeitsmappe-als-csv', ({ deliver, delivery }) => deliver(FILE, delivery('hilfe_2023.xlsx'))],
];

describe('the text of a stopped run', () => {
  it.for(BAD)('%s', async ([name, arrange]) => {
    await arrange(site);

    const { code, stdout } = await kmsync(['sync', 'versuch', '--quiet'], site.folder);

    expect(code).toBe(3);
    expect(stdout).toContain('In KomMonitor wurde nichts geändert.');
    await expect(lasting(stdout)).toMatchFileSnapshot(golden(name));
  });
});

describe('the text of a good run', () => {
  it('from check to explanation', async () => {
    const texts: string[] = [];
    for (const args of [
      ['check', 'versuch'],
      ['sync', 'versuch'],
      ['sync', 'versuch'],
      ['explain', 'versuch-hilfe', '05999', '2023-12-31'],
    ]) {
      const { code, stdout } = await kmsync([...args, '--quiet'], site.folder);
      expect(code).toBe(0);
      texts.push(`$ kmsync ${args.join(' ')}\n${lasting(stdout)}`);
    }

    await expect(texts.join('\n')).toMatchFileSnapshot(golden('guter-lauf'));
  });
});
