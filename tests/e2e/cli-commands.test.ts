/** Every command on one small site, as an operator uses them: exit codes, German text and exactly one JSON document. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { openTrial, type Trial } from '../support/open-trial.ts';
import { writesSeen } from '../support/simulator-reader.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let trial: Trial;
beforeAll(async () => {
  requireBuilt();
  trial = await openTrial();
});
afterAll(() => trial.close());

const run = (...args: string[]) => kmsync(args, trial.site.folder);

/** The one document on stdout; progress and nothing else on stderr. */
async function json(...args: string[]): Promise<{ code: number | null; document: Record<string, unknown> }> {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect(stderr).not.toMatch(/[{}]/);
  return { code, document: JSON.parse(stdout) as Record<string, unknown> };
}

describe.sequential('before anything is published', () => {
  it('doctor finds everything in order', async () => {
    const text = await run('doctor');
    const { code, document } = await json('doctor');

    expect([text.code, code]).toEqual([0, 0]);
    expect(text.stdout).toContain(
      'Das Ziel ist der Simulator; es entstehen keine echten Veröffentlichungen.',
    );
    expect(document['checks']).toContainEqual(expect.objectContaining({ id: 'api', state: 'ok' }));
  });

  it('check says that the deliveries are in order and that nothing was changed', async () => {
    const text = await run('check', 'versuch');
    const { code, document } = await json('check', 'versuch');

    expect([text.code, code]).toEqual([0, 0]);
    expect(text.stdout).toContain('Prüfung bestanden');
    expect(text.stdout).toContain(
      'In KomMonitor wurde nichts geändert. Veröffentlichen: kmsync sync versuch',
    );
    expect(text.stderr).toContain('Lieferung einwohner_2023.csv lesen und prüfen …');
    expect(document).toMatchObject({
      job: 'versuch',
      state: 'draft',
      writes: 0,
      findings: { block: 0, error: 0, warning: 0 },
    });
  });

  it('intake takes the deliveries in and changes nothing in KomMonitor', async () => {
    const text = await run('intake', 'versuch');
    const { code, document } = await json('intake', 'versuch');

    expect([text.code, code]).toEqual([0, 0]);
    expect(text.stdout).toContain('Übernommen');
    expect(text.stdout).toContain('In KomMonitor wurde nichts geändert.');
    expect(document).toMatchObject({ job: 'versuch', state: 'taken_in', writes: 0 });
    expect(await writesSeen(trial.simulator)).toEqual([]);
  });

  it('runs that do not exist are told as such', async () => {
    expect(await run('runs', '2026-9999')).toMatchObject({ code: 64, stdout: '' });
    expect(await run('resume', '2026-9999')).toMatchObject({ code: 64, stdout: '' });
    expect(await run('rollback', '2026-9999')).toMatchObject({ code: 64, stdout: '' });
    expect(await run('cancel', '2026-9999')).toMatchObject({ code: 64, stdout: '' });
    expect(await run('show', 'abcdef12')).toMatchObject({ code: 64, stdout: '' });
    expect(await run('apply', 'abcdef12')).toMatchObject({ code: 64, stdout: '' });
    expect(await run('explain', 'versuch-hilfe', '001', '2023-12-31')).toMatchObject({
      code: 64,
      stdout: '',
    });
    expect(await run('sync', 'gibt-es-nicht')).toMatchObject({ code: 64, stdout: '' });
  });

  it('plan shows what would be written, keeps it, and ends with 2 where that is asked for', async () => {
    const text = await run('plan', 'versuch', '--detailed-exitcode');
    const { code, document } = await json('plan', 'versuch', '--detailed-exitcode');
    const plan = document['plan'] as { hash: string; create: number };
    const plain = await run('plan', 'versuch', '--quiet');
    const shown = await run('show', plan.hash.slice(0, 8));
    const all = await json('show', plan.hash);

    expect([text.code, code, plain.code]).toEqual([2, 2, 0]);
    expect(text.stdout).toContain('Indikator „Einwohner im Versuch“ anlegen');
    expect(text.stdout).toMatch(/In KomMonitor wurde nichts geändert\. Ausführen: kmsync apply [0-9a-f]{8}/);
    expect(plain.stderr).toBe('');
    expect(plan.create).toBe(390);
    expect(shown.stdout).toContain('Zusammenfassung: 13 Schritte; Werte: 390 neu');
    expect(all.document['operations']).toHaveLength(13);
    expect(await writesSeen(trial.simulator)).toEqual([]);
  });
});

describe.sequential('publishing', () => {
  it('sync writes, reads back and says so', async () => {
    const { code, document } = await json('sync', 'versuch');

    expect(code).toBe(0);
    expect(document).toMatchObject({
      run: expect.stringMatching(/^\d{4}-\d{4}$/) as string,
      job: 'versuch',
      state: 'published',
      plan: { create: 390, update: 0, unchanged: 0, remove: 0, suppressed: 0 },
      writes: 13,
      verified: { cells: 390, mismatches: 0 },
      findings: { block: 0, error: 0, warning: 0, info: 0 },
    });
    expect(Object.keys(document)).toEqual(expect.arrayContaining(['durationMs', 'details']));
    expect(await writesSeen(trial.simulator)).toHaveLength(13);
  });

  it('a second sync has nothing to do, and so has plan --detailed-exitcode', async () => {
    const text = await run('sync', 'versuch');
    const { code, document } = await json('sync', 'versuch');
    const plan = await run('plan', 'versuch', '--detailed-exitcode');

    expect([text.code, code, plan.code]).toEqual([0, 0, 0]);
    expect(text.stdout).toContain('Keine Änderung. Der gewünschte Stand steht schon in KomMonitor.');
    expect(text.stdout).toContain('Geprüft: 390 Werte stimmen mit KomMonitor überein.');
    expect(document).toMatchObject({ state: 'no_change', writes: 0, verified: { cells: 390 } });
    expect(await writesSeen(trial.simulator)).toHaveLength(13);
  });

  it('runs lists them, newest first, and shows one', async () => {
    const text = await run('runs');
    const list = JSON.parse((await run('runs', '--json')).stdout) as { id: string; state: string }[];
    const published = list.find(({ state }) => state === 'published');
    const one = await json('runs', published?.id ?? '');

    expect(text.stdout).toContain('Veröffentlicht');
    expect(list.map(({ id }) => id)).toEqual(
      list
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    expect(one.document).toMatchObject({ run: { id: published?.id, state: 'published' }, findings: [] });
  });

  it('explain leads from a figure to its file, rows, profile and boundaries', async () => {
    const text = await run('explain', 'versuch-frauenanteil', '005', '2023-12-31');
    const sheet = await run('explain', 'versuch-hilfe', '05999', '2022-12-31');
    const { document } = await json('explain', 'versuch-frauenanteil', '005', '2023-12-31');

    expect(text.code).toBe(0);
    expect(text.stdout).toContain('Frauenanteil im Versuch, 005');
    expect(text.stdout).toContain('einwohner_2023.csv, Zeilen 10 bis 11');
    expect(text.stdout).toMatch(/Profil versuch-einwohner [0-9a-f]{8}, Grenzen [0-9a-f]{8}/);
    expect(sheet.stdout).toContain('hilfe_2022.xlsx, Blatt Tabelle1, Zeilen 6 bis 69');
    expect(document['sources']).toMatchObject([
      { file: 'einwohner_2023.csv', firstRow: 10, lastRow: 11, profile: 'versuch-einwohner' },
    ]);
  });

  it('rollback shows first, and takes everything back with --apply', async () => {
    const list = JSON.parse((await run('runs', '--json')).stdout) as { id: string; state: string }[];
    const id = list.find(({ state }) => state === 'published')?.id ?? '';
    const shown = await run('rollback', id);
    const done = await run('rollback', id, '--apply');

    expect([shown.code, done.code]).toEqual([0, 0]);
    expect(shown.stdout).toContain('In KomMonitor wurde nichts geändert.');
    expect(done.stdout).toContain('Früherer Stand wiederhergestellt');
    expect(trial.simulator.state().indicators).toEqual([]);
    expect(trial.simulator.state().units).toEqual([]);
  });
});
