import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findDrift, type Drift } from '../../src/engine/drift.ts';
import { rollbackRun } from '../../src/engine/resume-run.ts';
import { driftGauge } from '../../src/observe/drift-gauge.ts';
import type { SimulatorState } from '../../src/simulator/state.ts';
import { judgeEach } from './judge-each.ts';
import { Lane } from './lane.ts';
import { lastRun, sync, withEngine } from './small-run.ts';

let lane: Lane;
beforeAll(async () => {
  lane = await Lane.open();
  await sync(lane);
  await lane.keepPlanned();
}, 60_000);
const judge = judgeEach(() => lane);
afterAll(() => lane.close());

interface Looked extends Drift {
  readonly told: readonly unknown[];
  readonly metric: readonly unknown[];
}

function look(indicator?: string): Promise<Looked> {
  return withEngine(lane, async (ports) => {
    const told: unknown[] = [];
    const gauge = driftGauge();
    const drift = await findDrift(indicator, {
      ...ports,
      log(event, facts) {
        if (event.startsWith('Drift:')) told.push([event, facts]);
        gauge.hear(event, facts);
      },
    });
    return { ...drift, told, metric: await gauge.reader() };
  });
}

/** What a person does by hand in KomMonitor. */
function change(edit: (state: SimulatorState) => void): void {
  const state = lane.simulator.state();
  edit(state);
  lane.simulator.restore(state);
}

/** A new history begins with it. */
async function writeCell(key: string, value: number | null): Promise<void> {
  change((state) => {
    const indicator = state.indicators.find(({ name }) => name === 'Kleine Bevölkerung');
    const unit = state.units.find(({ name }) => name === 'Kleine Quartiere');
    const table = indicator?.links.find(({ unitId }) => unitId === unit?.id)?.values;
    const column = table?.dates.findIndex((date) => date === '2022-12-31') ?? -1;
    const row = table?.rows.find(({ id }) => id === key);
    if (!row || column < 0) throw new Error('there is no such cell');
    row.values[column] = value;
  });
  await lane.record();
}

describe('P22 changes by hand in KomMonitor are found by the drift check', () => {
  it('finds none after a publication, and says so', async () => {
    const first = await look();
    await sync(lane);
    const second = await look();

    expect(first.compared).toBeGreaterThan(0);
    expect(second.compared).toBeGreaterThan(first.compared);
    expect([first.cells, second.cells]).toEqual([[], []]);
    expect(second.told).toEqual([['Drift:None', { job: 'klein', count: 0 }]]);
    expect(second.metric).toEqual([{ name: 'kmsync_drift_cells', labels: { job: 'klein' }, value: 0 }]);
  });

  it('tells a changed and an emptied cell with both values, and log and metrics the count alone', async () => {
    const before = lane.content();
    await writeCell('B1', 4711);
    await writeCell('B2', null);
    const changed = lane.content();

    const { cells, told, metric } = await look();

    expect(cells.map(({ area, date, value, found }) => [area, date, typeof value, found])).toEqual([
      ['B1', '2022-12-31', 'number', 4711],
      ['B2', '2022-12-31', 'number', null],
    ]);
    expect(told).toEqual([['Drift:Found', { job: 'klein', count: 2 }]]);
    expect(metric).toEqual([{ name: 'kmsync_drift_cells', labels: { job: 'klein' }, value: 2 }]);
    expect(changed).not.toEqual(before);
    expect(lane.content()).toEqual(changed);
    expect(await lane.writes()).toEqual([]);
  });

  it('looks at one indicator where one is named, by its id or its name', async () => {
    await writeCell('B1', 4711);

    expect((await look('klein-bev')).cells).toHaveLength(1);
    expect((await look('Kleine Bevölkerung')).cells).toHaveLength(1);
    const other = await look('klein-frauen');
    expect(other.compared).toBeGreaterThan(0);
    expect(other.cells).toEqual([]);
    expect((await look('gibt-es-nicht')).compared).toBe(0);
  });

  it('finds an indicator that was deleted', async () => {
    change((state) => {
      state.indicators = state.indicators.filter(({ name }) => name !== 'Kleiner Frauenanteil');
    });
    await lane.record();

    const { cells } = await look();

    expect(cells.length).toBeGreaterThan(0);
    expect(new Set(cells.map(({ found }) => found))).toEqual(new Set(['absent']));
  });

  it('expects what stood there before where the last run was taken back', async () => {
    await sync(lane);
    const { id } = await lastRun(lane);
    await withEngine(lane, (ports) => rollbackRun({ run: id, geometry: 'restore', mode: 'apply' }, ports));

    expect((await look()).cells).toEqual([]);
  });

  it('leaves out what an open run has half changed', async () => {
    judge({ left: ['publishing'] });
    await sync(lane);
    await writeCell('B1', 4711);
    await withEngine(lane, async ({ ledger }) => {
      const { id } = (await ledger.runs())[0] ?? { id: '' };
      const { planHash } = (await ledger.run(id)) ?? {};
      const open = await ledger.startRun({ job: 'klein', kind: 'sync' });
      await ledger.updateRun(open.id, { state: 'publishing', planHash: planHash ?? '' });
    });

    const { cells, underWay } = await look();

    expect(cells).toEqual([]);
    expect(underWay).toBeGreaterThan(0);
  });

  it('is printed by the command, with exit 0', async () => {
    const output = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    expect(await lane.run('drift')).toBe(0);
    expect(await lane.run('drift', 'klein-bev', '--json')).toBe(0);
    const [text, json] = output.mock.calls.map(([chunk]) => String(chunk));
    output.mockRestore();
    expect(text).toContain('KomMonitor zeigt, was veröffentlicht wurde');
    expect(JSON.parse(json ?? '')).toMatchObject({ cells: [], underWay: 0 });
  });
});
