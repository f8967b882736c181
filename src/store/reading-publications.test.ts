import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { areaKey, levelId } from '../core/area.ts';
import type { CellState } from '../core/cell.ts';
import { referenceDate } from '../core/reference-date.ts';

const AT = '2026-02-03T13:00:00.000Z';
const TARGET = 'http://127.0.0.1/management';

onEachLedger('looking at what was published', (open) => {
  let temporary: TemporaryLedger;
  beforeEach(async () => {
    temporary = await open(AT);
  });
  afterEach(() => temporary.remove());

  async function published(target = TARGET): Promise<string> {
    const { ledger } = temporary;
    const brought = { by: 'local:anna', remark: 'Berichtigt.' };
    const { id } = await ledger.startRun({ job: 'a', kind: 'sync', brought });
    const fact = (area: string, value: number | null, state: CellState) => ({
      run: id,
      target,
      indicator: 'ew',
      level: levelId('quartier'),
      area: areaKey(area),
      date: referenceDate('2025-12-31'),
      value,
      state,
      inputs: [],
    });
    await ledger.putFacts([fact('01', 7, 'ok'), fact('02', null, 'suppressed'), fact('03', null, 'missing')]);
    await ledger.putSnapshot(id, '{}');
    await ledger.updateRun(id, { state: 'published', finished: true });
    return id;
  }

  it('counts publications, and gives those that ended since in their order', async () => {
    const { ledger } = temporary;
    expect(await ledger.publicationCount()).toEqual({ count: 0, last: null });
    const first = await published();
    await temporary.setClock('2026-02-04T13:00:00.000Z');
    const second = await published();
    await ledger.updateRun((await ledger.startRun({ job: 'a', kind: 'sync' })).id, {
      state: 'rejected',
      finished: true,
    });

    expect(await ledger.publicationCount()).toEqual({ count: 2, last: '2026-02-04T13:00:00.000Z' });
    expect((await ledger.publications('')).map(({ run }) => run)).toEqual([first, second]);
    expect(await ledger.publications('2026-02-04T13:00:00.000Z')).toMatchObject([
      { run: second, job: 'a', kind: 'sync', state: 'published', rollsBack: null },
    ]);
  });

  it('tells value, hidden and empty apart, without the values, and one KomMonitor from another', async () => {
    const { ledger } = temporary;
    const run = await published();
    const other = await published('http://127.0.0.1/other');

    const cells = await ledger.publishedCells([run, other], TARGET);

    expect(cells.map((cell) => cell.run)).toEqual([run, run, run]);
    expect(cells.map(({ area, state }) => `${area} ${state}`).sort()).toEqual([
      '01 value',
      '02 hidden',
      '03 empty',
    ]);
    expect(Object.keys(cells[0] ?? {}).sort()).toEqual([
      'area',
      'date',
      'indicator',
      'level',
      'run',
      'state',
    ]);
  });

  it('knows who had a part in a publication, and whether the state before it is kept', async () => {
    const { ledger } = temporary;
    const run = await published();

    expect(await ledger.publicationNotes([run])).toEqual([
      {
        run,
        begunBy: 'local:anna',
        remark: 'Berichtigt.',
        submittedBy: null,
        decidedBy: null,
        snapshotAt: AT,
      },
    ]);
    expect(await ledger.publicationNotes([])).toEqual([]);
  });

  it('gives the writes of a run part by part, the failed ones alone where asked', async () => {
    const { ledger } = temporary;
    const { id } = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.openOperations(id, 3);
    const lease = await ledger.takeLease('target:a', id, 60);
    await ledger.intend(id, 2, lease);
    await ledger.fail(id, 2, 'target.refused');

    const part = await ledger.writePart(id, false, { offset: 1, limit: 1 });
    expect(part).toMatchObject({ total: 3, lines: [{ seq: 2, state: 'failed', attempts: 1 }] });
    expect(await ledger.writePart(id, true, { offset: 0, limit: 9 })).toMatchObject({
      total: 1,
      lines: [{ seq: 2, reason: 'target.refused' }],
    });
    expect(await ledger.attempts(id)).toBeUndefined();
    expect(await ledger.keptThings(id)).toEqual({ snapshotAt: null, planAt: null, versionAt: null });
  });
});
