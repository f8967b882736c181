import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { finding } from '../core/finding.ts';

const AT = '2026-02-03T13:00:00.000Z';
const PLACE = { file: 'a.csv', row: 1 };
const ERROR = finding('mapping.unknown-key', PLACE, { found: 'X', expected: 'Y' });
const INFO = finding('mapping.unknown-key', PLACE, { found: 'X', expected: 'Y', severity: 'info' });
const ALL = { offset: 0, limit: 100 };

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
