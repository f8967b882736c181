/** The built process that reads deliveries: the same tables and layers as here, and a service that does not feel it. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { connectorSources } from '../../src/app/connector-sources.ts';
import { packageRoot } from '../../src/app.ts';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { lookInto } from '../../src/engine/look/look-into.ts';
import { rawSource } from '../../src/engine/look/raw-layout.ts';
import { openReaders } from '../../src/engine/reading/readers.ts';
import { intakeRun } from '../../src/engine/intake-run.ts';
import { startWorker, workerEntry } from '../../src/engine/threads.ts';
import { localBell } from '../../src/queue/bell.ts';
import { queueWorker } from '../../src/queue/worker.ts';
import { landed } from '../connectors/land.ts';
import { readLayout } from '../connectors/read-layout.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { largeWorkbook } from '../support/large-workbook.ts';
import { longestTurn } from '../support/longest-turn.ts';
import { openSmallApp } from '../support/small-app.ts';
import { smallDelivery, SMALL_JOB } from '../support/small-site.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { workerFixture } from '../support/worker-entry.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ROOT = packageRoot();
const disk = tempFolder();
const HERE = connectorSources();
const ENTRY = workerEntry(ROOT, 'src/app/reader.worker');
const APART = connectorSources(
  openReaders({
    limits: { memoryMb: 1536, milliseconds: 300_000 },
    start: () => startWorker({ entry: ENTRY, memoryMb: 1536 }),
  }),
);
beforeAll(requireBuilt);

function layoutOf(connector: string, form: string, place: 'here' | 'apart') {
  const layout = (place === 'here' ? HERE : APART).get(connector)?.layouts?.[form];
  if (!layout) throw new RangeError(`${connector} has no layout ${form}`);
  return layout;
}

const QUARTERS = 'geodata/__fixtures__/quartiere.geojson';
const PROFILE = {
  sheets: ['Soziales', 'Infrastruktur', 'Gesundheit'],
  titleRows: 1,
  headerRows: 2,
  key: 'Quartier',
  name: 'Name',
  lastRow: '^Kreis Musterland$',
};

describe('the built process that reads deliveries', () => {
  it.each([
    [
      'duva',
      'delimited',
      'duva/__fixtures__/einwohner-2024.csv',
      { encoding: 'windows-1252', delimiter: ';' },
      [],
    ],
    ['duva', 'delimited', QUARTERS, { delimiter: ';' }, []],
    ['residents', 'delimited', 'residents/__fixtures__/quartiere-2024.csv', {}, []],
    ['workbook', 'sheets', 'workbook/__fixtures__/Quartiersprofil_2024.xlsx', PROFILE, []],
    ['workbook', 'sheets', QUARTERS, PROFILE, []],
    ['geodata', 'geojson', QUARTERS, {}, []],
    ['geodata', 'geojson', 'geodata/__fixtures__/gebref.txt', {}, []],
    ['geodata', 'gml', 'geodata/__fixtures__/quartiere.gml', {}, []],
    ['geodata', 'gml-points', 'geodata/__fixtures__/adressen.gml', {}, []],
    ['geodata', 'geopackage', 'geodata/__fixtures__/raumeinheiten.gpkg', { layer: 'quartiere' }, []],
    ['geodata', 'dbf', 'geodata/__fixtures__/strassen.dbf', {}, []],
    [
      'geodata',
      'shapefile',
      'geodata/__fixtures__/Bezirke.SHP',
      {},
      ['bezirke.DBF', 'Bezirke.prj', 'Bezirke.shx', 'Bezirke.cpg'],
    ],
  ] as const)('reads by %s %s what is read here: %s', async (connector, form, file, options, companions) => {
    const here = layoutOf(connector, form, 'here');
    const delivery = await landed(path.join(ROOT, 'connectors', file), companions);
    const declared: unknown = here.options.parse(options);

    const read = await readLayout(here, delivery, declared);

    expect(read.tables.length + read.findings.length + (read.layer ? 1 : 0)).toBeGreaterThan(0);
    expect(await readLayout(layoutOf(connector, form, 'apart'), delivery, declared)).toEqual(read);
  });

  it('P17 leaves the event loop free for 200 ms turns while a large sheet is read', async () => {
    const { path: file } = disk.write('gross.xlsx', largeWorkbook(20_000, 10));
    const delivery = await landed(file);
    const declared = { sheets: ['Tabelle1'], titleRows: 0, headerRows: 1, key: 'S1', lastRow: '^Summe$' };
    const read = (place: 'here' | 'apart') => {
      const layout = layoutOf('workbook', 'sheets', place);
      return longestTurn(() => readLayout(layout, delivery, layout.options.parse(declared)));
    };

    const apart = await read('apart');
    const here = await read('here');

    expect(apart.answer.tables[0]?.rows).toHaveLength(20_001);
    expect(here.milliseconds).toBeGreaterThan(200);
    expect(apart.milliseconds).toBeLessThan(200);
    expect(apart.answer).toEqual(here.answer);
  });
});

describe('a file that is opened again for looking', () => {
  it('is read by the built process as it is read here', async () => {
    const lines = Array.from({ length: 9_000 }, (_, index) => `${index + 2};Straße ${index};${index},5`);
    const file = path.join(disk.path, 'nachsehen.csv');
    const text = ['QUARTIER;NAME;WERT', ...lines].join('\r\n');
    writeFileSync(file, Buffer.from(text, 'latin1'));
    const question = {
      file: 'n.csv',
      path: file,
      bytes: text.length,
      sha256: '',
      options: {},
      near: [{ row: 7_000 }],
    };
    const here = rawSource(HERE);
    const apart = openReaders({
      limits: { memoryMb: 1536, milliseconds: 300_000 },
      start: () => startWorker({ entry: ENTRY, memoryMb: 1536 }),
    })(here);
    const { signal } = new AbortController();

    const looked = await lookInto(apart, signal)(question);

    expect(looked).toEqual(await lookInto(here, signal)(question));
    expect(looked[0]?.rows.get(7_000)).toEqual(['7000', 'Straße 6998', '6998,5']);
    expect(looked[0]?.rows.size).toBe(65);
  });
});

/** Reads as the built process does, but is brought down by one file and held up for six seconds by another. */
const TROUBLED = `
  import { CONNECTORS } from '${ROOT}/dist/connectors/generated.js';
  import { readingDesk } from '${ROOT}/dist/src/engine/reading/desk.js';
  const desk = readingDesk(new Map(CONNECTORS.map((one) => [one.id, one])));
  process.on('disconnect', () => process.exit());
  process.on('message', async (question) => {
    const file = question.delivery?.file ?? '';
    if (file.includes('gift')) process.kill(process.pid, 'SIGSEGV');
    if (file.includes('langsam')) for (const end = Date.now() + 6000; Date.now() < end;);
    process.send(await desk.answer(question));
  });`;

describe('P17 a service whose deliveries are poisoned', () => {
  async function service(): Promise<{ ports: EnginePorts; deliver: (name: string, text: string) => void }> {
    const { app, folder } = await openSmallApp();
    const { entry } = workerFixture(disk.path, TROUBLED);
    const limits = { memoryMb: 1000, milliseconds: 60_000 };
    const troubled = openReaders({ limits, start: () => startWorker({ entry, memoryMb: 1000 }) });
    return {
      ports: { ...app.ports, sources: connectorSources(troubled) },
      deliver: (name, text) => {
        rmSync(path.join(folder, 'deliveries/personen_2022-12-31.csv'), { force: true });
        writeFileSync(path.join(folder, 'deliveries', name), text);
      },
    };
  }

  it('refuses the delivery and takes the next one in', async () => {
    const { ports, deliver } = await service();
    const good = await intakeRun({ job: SMALL_JOB }, ports);
    deliver('personen_gift.csv', smallDelivery());

    const bad = await intakeRun({ job: SMALL_JOB }, ports);
    rmSync(path.join(ports.folders.deliveries, 'personen_gift.csv'));
    deliver('personen_2022.csv', smallDelivery());
    const next = await intakeRun({ job: SMALL_JOB }, ports);

    expect([good, bad, next].map(({ result }) => result.state)).toEqual([
      'taken_in',
      'check_failed',
      'taken_in',
    ]);
    expect(bad.findings.filter(({ severity }) => severity === 'block')).toMatchObject([
      { code: 'format.reading-crashed', place: { file: 'personen_gift.csv' } },
    ]);
  });

  it('keeps its claim of 2 s on a run whose file takes 6 s to read', async () => {
    const { ports, deliver } = await service();
    deliver('personen_langsam.csv', smallDelivery());
    const events = {
      begun: () => undefined,
      ended: () => undefined,
      parked: () => undefined,
      failed: (_job: string, error: unknown) => {
        throw error;
      },
    };
    const taken: unknown[] = [];
    const options = { ports, bell: localBell(), claimSeconds: 2, concurrency: 1 };
    const other = queueWorker({ ...options, events: { ...events, begun: (one) => void taken.push(one) } });
    const run = await ports.ledger.enqueueNew({ job: SMALL_JOB, kind: 'intake' });

    const over = new AbortController();
    const started = performance.now();
    const work = queueWorker({ ...options, events })
      .look('intake')
      .finally(() => over.abort());
    await vi.waitFor(async () => expect(await ports.ledger.openQueued()).toEqual([]), 10_000);
    while (!over.signal.aborted) {
      await other.look('intake');
      await delay(100);
    }
    await work;

    expect(performance.now() - started).toBeGreaterThan(6_000);
    expect(taken).toEqual([]);
    expect((await ports.ledger.run(run.id))?.state).toBe('taken_in');
  });
});
