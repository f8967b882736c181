import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { areaKey, levelId } from '../core/area.ts';
import { finding } from '../core/finding.ts';
import { referenceDate } from '../core/reference-date.ts';

const AT = '2026-02-03T13:00:00.000Z';
const PLACE = { file: 'a.csv', row: 1 };
const ERROR = finding('mapping.unknown-key', PLACE, { found: 'X', expected: 'Y' });
const INFO = finding('mapping.unknown-key', PLACE, { found: 'X', expected: 'Y', severity: 'info' });
const ALL = { offset: 0, limit: 100 };
const delivery = (sha256: string, file: string) => ({
  file,
  sha256,
  bytes: 1,
  profile: 'ew',
  profileSha256: 'p',
  dataset: 'ew',
  rows: 1,
  dates: [],
  refused: false,
});

onEachLedger('leafing through the ledger', (open) => {
  let temporary: TemporaryLedger;
  beforeEach(async () => {
    temporary = await open(AT);
  });
  afterEach(() => temporary.remove());

  const start = (job: string) => temporary.ledger.startRun({ job, kind: 'sync' });

  it('gives a page of runs, newest first, and the number of all', async () => {
    const { ledger } = temporary;
    const ids = [];
    for (let runs = 0; runs < 5; runs += 1) ids.unshift((await start('a')).id);

    const page = await ledger.runPage({}, { offset: 1, limit: 2 });

    expect(page.total).toBe(5);
    expect(page.rows.map(({ run }) => run.id)).toEqual(ids.slice(1, 3));
  });

  it('filters by job, state, time and findings', async () => {
    const { ledger } = temporary;
    const first = await start('a');
    await ledger.updateRun(first.id, { state: 'draft', finished: true });
    await temporary.setClock('2026-02-04T13:00:00.000Z');
    const second = await start('b');
    await ledger.putFindings(second.id, [ERROR, INFO]);
    const ids = async (filter: Parameters<typeof ledger.runPage>[0]) =>
      (await ledger.runPage(filter, ALL)).rows.map(({ run }) => run.id);

    expect(await ids({ job: 'a' })).toEqual([first.id]);
    expect(await ids({ state: 'draft' })).toEqual([first.id]);
    expect(await ids({ since: '2026-02-04T00:00:00.000Z' })).toEqual([second.id]);
    expect(await ids({ before: '2026-02-04T00:00:00.000Z' })).toEqual([first.id]);
    expect(await ids({ noted: true })).toEqual([second.id]);
    expect((await ledger.runPage({ job: 'b' }, ALL)).rows[0]?.notes).toBe(1);
  });

  it('filters by a person who had a part in it, and by an indicator whose values it wrote', async () => {
    const { ledger } = temporary;
    const brought = await ledger.startRun({
      job: 'a',
      kind: 'sync',
      brought: { by: 'local:anna', remark: '' },
    });
    const written = await start('a');
    const fact = { indicator: 'ew', level: levelId('quartier'), area: areaKey('01'), target: 't' };
    const date = referenceDate('2025-12-31');
    await ledger.putFacts([{ ...fact, run: written.id, date, value: 1, state: 'ok', inputs: [] }]);
    const ids = async (filter: Parameters<typeof ledger.runPage>[0]) =>
      (await ledger.runPage(filter, ALL)).rows.map(({ run }) => run.id);

    expect(await ledger.people(undefined)).toEqual(['local:anna']);
    expect(await ids({ person: 'local:anna' })).toEqual([brought.id]);
    expect(await ids({ person: 'local:bernd' })).toEqual([]);
    expect(await ids({ indicator: ['ew', 'Einwohner'] })).toEqual([written.id]);
    expect(await ids({ indicator: [''] })).toEqual([]);
  });

  it('tells what earlier runs of the same job have read, newest first', async () => {
    const { ledger } = temporary;
    const read = async (job: string, file: string, state: 'check_failed' | 'cancelled' = 'check_failed') => {
      const { id } = await start(job);
      const dates = [referenceDate('2025-12-31')];
      await ledger.putRunDeliveries(id, [{ ...delivery('a', file), profile: 'p', dates }]);
      await ledger.updateRun(id, { state, finished: true });
      return id;
    };
    const first = await read('a', 'eins.csv');
    const second = await read('a', 'zwei.csv');
    await read('b', 'anderswo.csv');
    await read('a', 'abgebrochen.csv', 'cancelled');
    const last = await read('a', 'drei.csv');

    const earlier = await ledger.earlierReadings(last, 10);

    expect(earlier.map(({ run }) => run)).toEqual([second, first]);
    expect(earlier[0]?.deliveries).toEqual([{ file: 'zwei.csv', profile: 'p', dates: ['2025-12-31'] }]);
    expect(await ledger.earlierReadings(last, 1)).toHaveLength(1);
  });

  it('tells what a job does now from how its last run ended', async () => {
    const { ledger } = temporary;
    const ended = await start('a');
    await ledger.updateRun(ended.id, { state: 'published', finished: true });
    const now = await start('a');

    expect(await ledger.newestRuns()).toMatchObject([
      { job: 'a', ended: { id: ended.id }, open: { id: now.id } },
    ]);
  });

  it('gives findings by weight, counts them all, and counts the writes', async () => {
    const { ledger } = temporary;
    const { id } = await start('a');
    await ledger.putFindings(id, [INFO, ERROR, INFO]);
    await ledger.openOperations(id, 3);

    expect((await ledger.findingPart(id, { offset: 0, limit: 2 })).map(({ severity }) => severity)).toEqual([
      ERROR.severity,
      'info',
    ]);
    expect(await ledger.findingCounts(id)).toEqual(
      expect.arrayContaining([
        { code: ERROR.code, severity: 'info', count: 2 },
        { code: ERROR.code, severity: ERROR.severity, count: 1 },
      ]),
    );
    expect(await ledger.writeCounts(id)).toEqual({ done: 0, total: 3 });
    expect(await ledger.writeCounts('1999-0001')).toEqual({ done: 0, total: 0 });
  });

  it('gives the audit trail by event and by run', async () => {
    const { ledger } = temporary;
    const { id } = await start('a');
    await start('b');

    const page = await ledger.auditPage({ event: 'Run:Start', run: id }, ALL);

    expect(page).toMatchObject({ total: 1, lines: [{ actor: id, facts: { job: 'a' } }] });
    expect(await ledger.auditEvents()).toEqual(['Run:Start']);
  });

  it('finds the publication that had the same bytes, and the newest delivery of each profile', async () => {
    const { ledger } = temporary;
    const read = async (job: string, state: 'published' | 'rejected', sha256: string, file: string) => {
      const { id } = await start(job);
      await ledger.putRunDeliveries(id, [delivery(sha256, file)]);
      await ledger.updateRun(id, { state, finished: true });
      return id;
    };
    await read('b', 'published', 'a', 'fremd.csv');
    const first = await read('a', 'published', 'a', 'eins.csv');
    await read('a', 'rejected', 'b', 'zwei.csv');
    const again = (await start('a')).id;
    await ledger.putRunDeliveries(again, [delivery('a', 'drei.csv'), delivery('b', 'vier.csv')]);

    expect(await ledger.publishedBefore(again)).toEqual({ run: first, at: AT });
    expect(await ledger.publishedBefore(first)).toBeUndefined();
    await ledger.updateRun(again, { state: 'rejected', finished: true });
    expect((await ledger.newestDeliveries()).filter(({ job }) => job === 'a')).toEqual([
      { job: 'a', profile: 'ew', file: 'eins.csv', run: first, at: AT },
    ]);
  });
});
