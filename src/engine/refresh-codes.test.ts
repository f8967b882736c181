import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { itnrw } from '../../connectors/itnrw/index.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { SyncError } from '../errors.ts';
import { loadCatalogue } from '../mapping/catalogue.ts';
import type { EnginePorts } from './ports.ts';
import { checkRun, planRun, syncRun } from './sync-run.ts';

const FIXTURE = path.resolve(
  import.meta.dirname,
  '../../connectors/itnrw/__fixtures__/gemeindeverzeichnis.xlsx',
);
const JOB = `id: schluessel
title: Schlüssel auffrischen
refresh:
  codes: ags
  title: Gemeindeschlüssel
  connector: itnrw
  config: { files: '*.xlsx' }
  layout: { form: gemeindeverzeichnis, land: '05' }
  key: { column: Schlüssel, keep: '^05' }
  label: Name
  asOf: { from: title, match: 'Gebietsstand am (\\d\\d\\.\\d\\d\\.\\d{4})', format: DD.MM.YYYY }
  absent: end
  changedOn: 2025-01-01
  source: { name: Verzeichnis, licence: dl-de/by-2-0 }
`;

let folder: string;
let temporary: TemporaryLedger;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-refresh-'));
  for (const sub of ['jobs', 'deliveries']) mkdirSync(path.join(folder, sub));
  writeFileSync(path.join(folder, 'jobs/schluessel.yaml'), JOB);
  copyFileSync(FIXTURE, path.join(folder, 'deliveries/verzeichnis.xlsx'));
  temporary = await temporaryLedger();
});
afterEach(async () => {
  await temporary.remove();
  rmSync(folder, { recursive: true, force: true });
});

const LIST = 'mappings/codes/ags.yaml';
const listText = () => readFileSync(path.join(folder, LIST), 'utf8');

/** Reads the site anew, as every command does. Nobody may ask for KomMonitor. */
async function run(kind: typeof syncRun) {
  const ports = {
    catalogue: await loadCatalogue([folder]),
    ledger: temporary.ledger,
    sources: new Map([['itnrw', itnrw]]),
    session: () => Promise.reject(new RangeError('nothing goes to KomMonitor')),
    folders: {
      deliveries: path.join(folder, 'deliveries'),
      landing: path.join(folder, 'landing'),
      grids: '',
      site: folder,
    },
    signal: new AbortController().signal,
    secret: () => '',
    now: () => new Date('2025-04-15T10:00:00Z'),
    events: { stage: () => undefined, operation: () => undefined },
    log: () => undefined,
    program: '1.2.3',
  } as unknown as EnginePorts;
  const { result, findings } = await kind({ job: 'schluessel' }, ports);
  return { state: result.state, codes: findings.map(({ code }) => code.replace('mapping.codes-', '')) };
}

describe('a job that refreshes a code list', () => {
  it('writes the list of the site with source, licence and day, which then holds', async () => {
    const first = await run(syncRun);
    const list = (await loadCatalogue([folder])).codes.get('ags');

    expect(first).toEqual({ state: 'refreshed', codes: ['written'] });
    expect(list?.source).toEqual({ name: 'Verzeichnis', licence: 'dl-de/by-2-0', asOf: '2025-03-31' });
    expect([...(list?.editions[0]?.codes.keys() ?? [])].toSorted()).toEqual([
      '05',
      '051',
      '05111',
      '05111000',
      '05158',
      '05158004',
      '05158008',
    ]);
    expect(readdirSync(path.join(folder, 'mappings/codes'))).toEqual(['ags.yaml']);
    expect(existsSync(path.join(folder, 'landing')) && readdirSync(path.join(folder, 'landing'))).toEqual([]);
  });

  it('has nothing to do the second time', async () => {
    await run(syncRun);
    const before = listText();

    expect(await run(syncRun)).toEqual({ state: 'no_change', codes: ['current'] });
    expect(listText()).toBe(before);
  });

  it.each([
    ['check', checkRun],
    ['plan', planRun],
  ])('writes nothing when it is only asked: %s', async (_kind, kind) => {
    expect(await run(kind)).toEqual({ state: 'draft', codes: [] });
    expect(existsSync(path.join(folder, LIST))).toBe(false);
  });

  it('keeps the list where half of it has gone from the source', async () => {
    await run(syncRun);
    writeFileSync(
      path.join(folder, LIST),
      listText().replace("      '05': {", "      '05999': { label: 'Weg' }\n      '05': {"),
    );
    const before = listText();

    expect(await run(syncRun)).toEqual({ state: 'check_failed', codes: ['vanished'] });
    expect(listText()).toBe(before);
  });

  it('writes to the file that holds the list, whatever its name', async () => {
    mkdirSync(path.join(folder, 'mappings/codes'), { recursive: true });
    const old =
      "id: ags\ntitle: x\neditions:\n  - validFrom: 2000-01-01\n    codes: { '05': { label: Alt } }\n";
    writeFileSync(path.join(folder, 'mappings/codes/gemeinden.yaml'), old);

    expect((await run(syncRun)).state).toBe('refreshed');
    expect(readdirSync(path.join(folder, 'mappings/codes'))).toEqual(['gemeinden.yaml']);
  });

  it('says that the source is not there', async () => {
    rmSync(path.join(folder, 'deliveries/verzeichnis.xlsx'));

    await expect(run(syncRun)).rejects.toThrow(SyncError);
  });

  it('names a layout that the connector does not have at its place', async () => {
    writeFileSync(
      path.join(folder, 'jobs/schluessel.yaml'),
      JOB.replace('form: gemeindeverzeichnis', 'form: verzeichnis'),
    );

    await expect(run(checkRun)).rejects.toThrow(/jobs\/schluessel\.yaml:8:\d+ Die Form „verzeichnis“/);
  });
});
