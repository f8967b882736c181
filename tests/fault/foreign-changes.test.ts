import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyRun, planRun } from '../../src/engine/sync-run.ts';
import type { SimulatorState } from '../../src/simulator/state.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { targetContent } from '../support/target-content.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { EACH_WRITE, LAST_WRITE, outcome, sync, withEngine } from './small-run.ts';

let lane: Lane;
let before: Content;

beforeAll(async () => {
  lane = await Lane.open();
  before = lane.content();
  await sync(lane);
  await lane.keepPlanned();
}, 60_000);
const judge = judgeEach(() => lane);
afterAll(() => lane.close());

describe('P22 manual changes in KomMonitor are not overwritten unseen', () => {
  it.each<[string, (state: SimulatorState) => void]>([
    ['a value', (state) => writeCell(state, 'B1', '2022-12-31', 7)],
    [
      'a description',
      (state) => {
        for (const indicator of state.indicators) indicator.interpretation = 'geändert';
      },
    ],
    [
      'a border',
      (state) => {
        const row = state.units.find(({ name }) => name === 'Kleine Quartiere')?.features.rows[0];
        if (row) row.name = 'Anders';
      },
    ],
    [
      'who may see it',
      (state) => {
        for (const indicator of state.indicators) for (const link of indicator.links) link.isPublic = false;
      },
    ],
  ])('makes a plan stale by changing %s, and nothing is written', async (_what, edit) => {
    const hash = await withEngine(lane, async (ports) => {
      const planned = await planRun({ job: SMALL_JOB }, ports);
      return planned.result.plan.hash ?? '';
    });
    change(edit);
    const changed = lane.content();
    await lane.record();

    const applied = await withEngine(lane, (ports) => outcome(applyRun(hash, ports)));

    expect(applied).toBe('stale plan.stale');
    expect(await lane.writes()).toEqual([]);
    expect(lane.content()).toEqual(changed);
  });

  it.each(EACH_WRITE.slice(0, 5))(
    'are kept where somebody writes what is still to be written, after $title',
    async ({ nth }) => {
      judge({ others: { 'Kleiner Frauenanteil | Kleine Quartiere | A1 | 2022-12-31': 12.5 } });
      const row = (state: SimulatorState) =>
        linkOf(state, 'Kleiner Frauenanteil', 'Kleine Quartiere')?.values.rows.find(({ id }) => id === 'A1');
      let isWritten = false;
      const meddle = (done: number) => {
        if (done === nth && !isWritten)
          change((state) => {
            row(state)?.values.fill(12.5);
          });
        isWritten ||= done === nth;
      };

      expect(await sync(lane, { operation: meddle })).toBe('compensated run.compensated');

      expect(row(lane.simulator.state())?.values).toEqual([12.5]);
    },
  );

  it('are shown beside the planned value in the next plan', async () => {
    change((state) => writeCell(state, 'B1', '2022-12-31', 7));
    await lane.record();

    const { plan } = await withEngine(lane, (ports) => planRun({ job: SMALL_JOB }, ports));

    const cells = (plan?.operations ?? []).flatMap((operation) =>
      operation.kind === 'put-values' && operation.unitName === 'Kleine Quartiere'
        ? operation.rows
            .filter(({ key }) => key === 'B1')
            .map(({ before: old, values }) => `${operation.indicatorId} ${old[0]} -> ${values[0]}`)
        : [],
    );
    expect(cells).toContain('klein-bev 7 -> 446');
  });

  it.each(['2022-12-31', '2023-12-31'])('keeps the value of %s when the run is taken back', async (date) => {
    judge({ others: { [`Kleine Bevölkerung | Kleine Quartiere | B2 | ${date}`]: 4711 } });
    await lane.order({ ...LAST_WRITE, action: 'status', status: 400 });
    let meddled = false;
    const meddle = (done: number) => {
      if (done === 4 && !meddled) change((state) => writeCell(state, 'B2', date, 4711));
      meddled ||= done === 4;
    };

    const ended = await sync(lane, { operation: meddle });

    expect(ended).toBe('compensated run.compensated');
    expect(readCell('B2', date)).toBe(4711);
    expect(registeredDates('Kleine Bevölkerung')).toContain(date);
    const state = lane.simulator.state();
    forgetCell(state, date);
    expect(targetContent(state)).toEqual(before);
  });
});

function change(edit: (state: SimulatorState) => void): void {
  const state = lane.simulator.state();
  edit(state);
  lane.simulator.restore(state);
}

/** Somebody else writes one cell of „Kleine Bevölkerung“ on the quarters. */
function writeCell(state: SimulatorState, key: string, date: string, value: number): void {
  const link = linkOf(state, 'Kleine Bevölkerung', 'Kleine Quartiere');
  const row = link?.values.rows.find((candidate) => candidate.id === key);
  const column = link?.values.dates.findIndex((candidate) => candidate === date) ?? -1;
  if (!row || column < 0) throw new Error(`there is no cell ${key} ${date}`);
  row.values[column] = value;
}

function linkOf(state: SimulatorState, indicator: string, unit: string) {
  return state.indicators
    .find(({ name }) => name === indicator)
    ?.links.find(({ unitName }) => unitName === unit);
}

/** Takes away what somebody else wrote: the former value again, or no such date where there was none. */
function forgetCell(state: SimulatorState, date: string): void {
  if (date === '2022-12-31') return writeCell(state, 'B2', date, 342);
  const indicator = state.indicators.find(({ name }) => name === 'Kleine Bevölkerung');
  if (!indicator) throw new Error('there is no such indicator');
  for (const { values } of indicator.links) {
    const column = values.dates.findIndex((candidate) => candidate === date);
    values.dates.splice(column, 1);
    for (const row of values.rows) row.values.splice(column, 1);
  }
  indicator.dates = indicator.dates.filter((candidate) => candidate !== date);
}

function readCell(key: string, date: string): number | null | undefined {
  const table = linkOf(lane.simulator.state(), 'Kleine Bevölkerung', 'Kleine Quartiere')?.values;
  const column = table?.dates.findIndex((candidate) => candidate === date) ?? -1;
  return table?.rows.find(({ id }) => id === key)?.values[column];
}

function registeredDates(name: string): readonly string[] {
  return lane.simulator.state().indicators.find((indicator) => indicator.name === name)?.dates ?? [];
}
