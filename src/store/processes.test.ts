/** The promises that only hold or break between processes: killed at any instant, and two at once. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RELEASE_TARGET, releaseContent } from '../../tests/support/release-samples.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const LEDGER = new URL('ledger.ts', import.meta.url).href;

onEachLedger('ledger between processes', (temporaryLedger) => {
  let temporary: TemporaryLedger;
  let count = 0;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  /** Starts a process with an open `ledger`; `say` writes a line to its standard output at once. */
  async function child(script: string): Promise<ChildProcessByStdio<null, Readable, null>> {
    const file = path.join(temporary.folder, `child-${(count += 1)}.mjs`);
    const settings = { ...temporary.place, sealedFolder: temporary.sealedFolder, programVersion: 'child' };
    await writeFile(
      file,
      `import { writeSync } from 'node:fs';
       import { openLedger } from ${JSON.stringify(LEDGER)};
       const say = (line) => writeSync(1, line + '\\n');
       const ledger = await openLedger({ ...${JSON.stringify(settings)}, now: () => new Date() });
       ${script}`,
    );
    return spawn(process.execPath, ['--import', LOADER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  }
  async function linesOf(process: ChildProcessByStdio<null, Readable, null>): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of createInterface({ input: process.stdout })) lines.push(line);
    return lines;
  }

  it('keeps every committed intent of a process that is killed while it writes', async () => {
    const { ledger } = temporary;
    const run = (await ledger.startRun({ job: 'a', kind: 'sync' })).id;
    await ledger.openOperations(run, 10_000);
    const writer = await child(`
      const lease = await ledger.takeLease('target', '${run}', 3600);
      for (let seq = 1; seq <= 10_000; seq += 1) {
        await ledger.intend('${run}', seq, lease);
        say('i ' + seq);
        await ledger.verify('${run}', seq, 'id-' + seq);
        say('v ' + seq);
      }`);

    const said: string[] = [];
    for await (const line of createInterface({ input: writer.stdout })) {
      said.push(line);
      if (said.length === 51) writer.kill('SIGKILL');
    }

    const reopened = await temporary.openAgain();
    const states = new Map((await reopened.operations(run)).map((op) => [`${op.seq}`, op]));
    for (const line of said) {
      const [step, seq] = line.split(' ');
      const operation = states.get(String(seq));
      if (step === 'v') expect(operation).toMatchObject({ state: 'verified', createdId: `id-${seq}` });
      else expect(['intended', 'verified']).toContain(operation?.state);
    }
    expect(said.length).toBeLessThan(20_000);
    expect(await reopened.verifyAudit()).toMatchObject({ brokenAt: null });
  });

  it('shows a version that was being stored at the kill either whole or not at all', async () => {
    const { ledger } = temporary;
    const run = (await ledger.startRun({ job: 'a', kind: 'sync' })).id;
    const writer = await child(`
      for (let n = 0; n < 10_000; n += 1) {
        const cells = Array.from({ length: 2_000 }, (_, i) => ({
          role: 'value', level: 'q', area: 'a' + i, date: '2024-12-31', measure: 'm', breakdown: {},
          cell: { value: n, state: 'ok' }, source: { file: 0, rows: [i, i] },
        }));
        await ledger.putDataset({ id: 'version-' + n, dataset: 'd' + n, cells, lineage: {} }, '${run}');
        say(String(n));
      }`);

    let last = -1;
    for await (const line of createInterface({ input: writer.stdout })) {
      last = Number(line);
      if (last === 5) writer.kill('SIGKILL');
    }

    const reopened = await temporary.openAgain();
    for (let n = 0; n <= last; n += 1)
      expect((await reopened.dataset(`version-${n}`))?.cells).toHaveLength(2_000);
    const next = await reopened.dataset(`version-${last + 1}`);
    expect(next === undefined || next.cells.length === 2_000).toBe(true);
    expect((await readdir(temporary.sealedFolder)).length).toBeGreaterThan(last);
  });

  it('gives a lease to one of several processes that ask at the same time', async () => {
    const asking = await Promise.all(
      ['2026-0001', '2026-0002', '2026-0003'].map((holder) =>
        child(`
          try { say('token ' + (await ledger.takeLease('target', '${holder}', 3600)).token); }
          catch (error) { say(error.code + ' ' + error.exitCode); }
          await ledger.close();`),
      ),
    );

    const answers = (await Promise.all(asking.map(linesOf))).flat().sort();

    expect(answers).toEqual(['lease.held 12', 'lease.held 12', 'token 1']);
  });

  it('gives every run its own number', async () => {
    const starting = await Promise.all(
      [1, 2, 3].map(() =>
        child(`
          for (let n = 0; n < 20; n += 1) say((await ledger.startRun({ job: 'a', kind: 'sync' })).id);
          await ledger.close();`),
      ),
    );

    const ids = (await Promise.all(starting.map(linesOf))).flat();

    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
    expect(await temporary.ledger.verifyAudit()).toMatchObject({ entries: 60, brokenAt: null });
  });

  it('adds every release once and in one chain where several processes grant at the same time', async () => {
    const { ledger } = temporary;
    const run = (await ledger.startRun({ job: 'a', kind: 'sync' })).id;
    const granting = await Promise.all(
      [1, 2].map(() =>
        child(`
          for (let n = 0; n < 10; n += 1) {
            const { id } = await ledger.putRelease({ ...${JSON.stringify(releaseContent(1))}, index: { n: String(n) } }, '${run}');
            await ledger.markReadable(id, '${run}');
            say(id);
          }
          await ledger.close();`),
      ),
    );

    const ids = (await Promise.all(granting.map(linesOf))).flat();

    const records = await ledger.releases(RELEASE_TARGET);
    expect(ids).toHaveLength(20);
    expect(new Set(records.map((record) => record.id))).toEqual(new Set(ids));
    expect(records).toHaveLength(10);
    expect(records.every((record) => record.readableSince !== null)).toBe(true);
    for (const { id } of records) expect(await ledger.releaseContent(id)).toMatchObject({ job: 'demo' });
    expect(await ledger.verifyAudit()).toMatchObject({ entries: 21, brokenAt: null });
  });

  it('is created once where several processes open it for the first time', async () => {
    const fresh = await temporary.newPlace();
    const opening = await Promise.all(
      [1, 2, 3].map(() =>
        child(`
          const settings = { sealedFolder: ${JSON.stringify(temporary.sealedFolder)}, programVersion: 'child' };
          const fresh = await openLedger({ ...settings, ...${JSON.stringify(fresh)}, now: () => new Date() });
          say((await fresh.startRun({ job: 'a', kind: 'sync' })).id.slice(5));
          await fresh.close();
          await ledger.close();`),
      ),
    );

    const ids = (await Promise.all(opening.map(linesOf))).flat().sort();

    expect(ids).toEqual(['0001', '0002', '0003']);
  });
});
