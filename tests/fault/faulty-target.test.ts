import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyRun, planRun, syncRun } from '../../src/engine/sync-run.ts';
import { resumeRun } from '../../src/engine/resume-run.ts';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { SyncError } from '../../src/errors.ts';
import type { SimulatorState } from '../../src/simulator/state.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { Lane, type Content, type EngineWishes } from './lane.ts';

/** Writes of the run under test, in order; a fault finds one by `match` and `after`. */
const WRITES = [
  { title: 'PUT spatial-units/Kleine Quartiere', after: 0 },
  { title: 'PATCH spatial-units/Kleine Quartiere', after: 0 },
  { title: 'PATCH indicators/Kleine Bevölkerung', after: 0 },
  { title: 'PUT indicators/Kleine Bevölkerung', after: 0 },
  { title: 'PUT indicators/Kleine Bevölkerung', after: 1 },
  { title: 'PUT indicators/Kleiner Frauenanteil', after: 2 },
  { title: 'PUT indicators/Kleiner Frauenanteil', after: 3 },
];
const TITLES = WRITES.map(({ title }) => title);
const EACH_WRITE = WRITES.map(({ title, after }, index) => {
  const [method = '', path = ''] = title.split(/[ /]/);
  return { title, nth: index + 1, which: { match: { method, path: `/${path}/` }, after } };
});
const LAST_WRITE = { match: { method: 'PUT', path: '/indicators/' }, after: 3 };

/** What came of it: the state of the run, or kind and code of the error. */
async function outcome(work: Promise<{ result: { state: string } }>): Promise<string> {
  try {
    return (await work).result.state;
  } catch (error) {
    if (error instanceof SyncError) return `${error.kind} ${error.code}`;
    throw error;
  }
}

let lane: Lane;
let before: Content;
let after: Content;
/** Requests to the API before each write of the run under test. */
let requestsBefore: (nth: number) => number;

async function withEngine<T>(work: (ports: EnginePorts) => Promise<T>, wishes: EngineWishes = {}) {
  const engine = await lane.engine(wishes);
  try {
    return await work(engine.ports);
  } finally {
    await engine.close();
  }
}

function sync(wishes?: EngineWishes): Promise<string> {
  return withEngine((ports) => outcome(syncRun({ job: SMALL_JOB }, ports)), wishes);
}

async function resumeLast(): Promise<string> {
  return withEngine(async (ports) => {
    const runs = await ports.ledger.runs();
    const last = runs.find((run) => run.kind === 'sync');
    return outcome(resumeRun(last?.id ?? '', ports));
  });
}

async function lastRunState(): Promise<string> {
  return withEngine(async (ports) => {
    const runs = await ports.ledger.runs();
    return runs.find((run) => run.kind === 'sync')?.state ?? '';
  });
}

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

beforeAll(async () => {
  lane = await Lane.open();
  before = lane.content();
  await lane.reset();
  await lane.mustRun('sync', SMALL_JOB);
  after = lane.content();
  const places = await lane.placesOfWrites();
  requestsBefore = (nth) => places[nth - 1] ?? 0;
}, 60_000);
beforeEach(() => lane.reset());
afterAll(() => lane.close());

describe('a write that goes wrong once', () => {
  it('is not needed twice where nothing goes wrong', async () => {
    expect(await sync()).toBe('published');

    expect(await lane.writes()).toEqual(TITLES);
    expect(lane.content()).toEqual(after);
  });

  it.each([0, 1, 2, 3, 4])('is repeated where only %i rows of values arrived', async (rows) => {
    await lane.order({ match: { method: 'PUT', path: '/indicators/' }, action: 'half-applied', rows });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(WRITES.length + 1);
  });

  it.each([0, 1, 4])('is repeated where the change of borders stopped after %i areas', async (rows) => {
    await lane.order({ match: { method: 'PUT', path: '/spatial-units/' }, action: 'half-applied', rows });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
  });

  it.each(EACH_WRITE)('is not believed where $title answers 200 and does nothing', async ({ which }) => {
    await lane.order({ ...which, action: 'lie' });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(WRITES.length + 1);
  });

  it.each(EACH_WRITE)('is repeated where the connection breaks before $title', async ({ which }) => {
    await lane.order({ ...which, action: 'drop-before' });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(WRITES.length + 1);
  });

  it.each(EACH_WRITE)('is not repeated where only the answer to $title got lost', async ({ which }) => {
    await lane.order({ ...which, action: 'drop-after' });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toEqual(TITLES);
  });

  it.each(EACH_WRITE)('is sent again where the token has run out before $title', async ({ which }) => {
    await lane.order({ ...which, action: 'expire-tokens' });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
  });

  it('waits as long as KomMonitor asks for', async () => {
    const match = { path: '/management/' };
    await lane.order({ match, after: 12, times: 3, action: 'status', status: 503, retryAfter: 0 });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
  });
});

describe('a write that cannot be done', () => {
  it.each(EACH_WRITE)('takes everything back where $title is refused', async ({ which }) => {
    await lane.order({ ...which, action: 'status', status: 400 });

    expect(await sync()).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(before);
    expect(await lastRunState()).toBe('compensated');
  });

  it.each(EACH_WRITE)('takes everything back where $title fails again and again', async ({ which }) => {
    await lane.order({ ...which, times: 3, action: 'status', status: 500 });

    expect(await sync()).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(before);
  });

  it.each([0, 1, 2, 4])('takes back what %i rows of values left behind', async (rows) => {
    const match = { method: 'PUT', path: '/indicators/' };
    await lane.order({ match, after: 2, times: 3, action: 'half-applied', rows });

    expect(await sync()).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(before);
  });

  it('lets the next run publish as if nothing had been', async () => {
    await lane.order({ ...LAST_WRITE, action: 'status', status: 400 });
    await sync();

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(after);
  });

  it('needs a person where taking back fails too, and is healed by resume', async () => {
    const refused = { action: 'status', status: 400, times: 1000 } as const;
    const last = { method: 'PUT', path: `/indicators/${indicatorId('Kleiner Frauenanteil')}` };
    await lane.order({ match: last, ...refused }, { match: { method: 'DELETE' }, ...refused });

    expect(await sync()).toBe('incomplete run.incomplete');
    expect(await lastRunState()).toBe('needs_attention');
    expect(await resumeLast()).toBe('incomplete run.incomplete');
    await lane.order();

    expect(await resumeLast()).toBe('compensated run.compensated');
    expect(lane.content()).toEqual(before);
  });
});

describe('KomMonitor that is away', () => {
  it.each(EACH_WRITE)('lets the run wait at $title and finish later', async ({ nth }) => {
    const match = { path: '/management/' };
    await lane.order({ match, after: requestsBefore(nth), times: 10_000, action: 'drop-before' });

    expect(await sync()).toBe('target target.unreachable');
    expect(await lastRunState()).toBe('waiting');
    await lane.order();

    expect(await resumeLast()).toBe('published');
    expect(lane.content()).toEqual(after);
  });

  it('is left alone by a waiting run once a later one has published', async () => {
    await lane.order({
      match: { path: '/management/' },
      after: requestsBefore(5),
      times: 10_000,
      action: 'drop-before',
    });
    await sync();
    const waiting = await withEngine(async (ports) => (await ports.ledger.runs())[0]?.id ?? '');
    await lane.order();
    await sync();

    const resumed = await withEngine((ports) => outcome(resumeRun(waiting, ports)));

    expect(resumed).toBe('stale run.superseded');
    expect(lane.content()).toEqual(after);
  });

  it('does not keep an interrupted run from being finished later', async () => {
    const controller = new AbortController();
    const interrupt = (done: number) => {
      if (done === 3) controller.abort();
    };

    expect(await sync({ signal: controller.signal, operation: interrupt })).toBe('target run.interrupted');
    expect(await lane.writes()).toHaveLength(3);

    expect(await resumeLast()).toBe('published');
    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toEqual(TITLES);
  });
});

describe('somebody else who writes at the same time', () => {
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
    const hash = await withEngine(async (ports) => {
      const planned = await planRun({ job: SMALL_JOB }, ports);
      return planned.result.plan.hash ?? '';
    });
    change(edit);
    const changed = lane.content();

    const applied = await withEngine((ports) => outcome(applyRun(hash, ports)));

    expect(applied).toBe('stale plan.stale');
    expect(await lane.writes()).toEqual([]);
    expect(lane.content()).toEqual(changed);
  });

  it.each(['2022-12-31', '2023-12-31'])('keeps the value of %s when the run is taken back', async (date) => {
    await lane.order({ ...LAST_WRITE, action: 'status', status: 400 });
    let meddled = false;
    const meddle = (done: number) => {
      if (done === 4 && !meddled) change((state) => writeCell(state, 'B2', date, 4711));
      meddled ||= done === 4;
    };

    const ended = await sync({ operation: meddle });

    expect(ended).toBe('compensated run.compensated');
    expect(readCell('B2', date)).toBe(4711);
    expect(registeredDates('Kleine Bevölkerung')).toContain(date);
    change((state) => forgetCell(state, date));
    expect(lane.content()).toEqual(before);
  });
});

function indicatorId(name: string): string {
  return lane.simulator.state().indicators.find((indicator) => indicator.name === name)?.id ?? '';
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

/** Every write of a first publication, as a fault finds it. */
const FIRST_WRITES = [
  { method: 'POST', path: '/spatial-units$', after: 0 },
  { method: 'POST', path: '/spatial-units$', after: 1 },
  { method: 'PATCH', path: '/spatial-units/', after: 0 },
  { method: 'PATCH', path: '/spatial-units/', after: 1 },
  { method: 'POST', path: '/indicators$', after: 0 },
  { method: 'POST', path: '/indicators$', after: 1 },
  { method: 'PUT', path: '/indicators/', after: 0 },
  { method: 'PUT', path: '/indicators/', after: 1 },
  { method: 'PUT', path: '/indicators/', after: 2 },
  { method: 'PUT', path: '/indicators/', after: 3 },
].map(({ method, path, after }) => ({ match: { method, path }, after }));

describe('a first publication', () => {
  let planned: Content;

  beforeAll(async () => {
    await lane.close();
    lane = await Lane.empty();
    await sync();
    planned = lane.content();
  });

  it.each(FIRST_WRITES)('leaves nothing behind where $match is refused', async (which) => {
    await lane.order({ ...which, action: 'status', status: 400 });

    expect(await sync()).toBe('compensated run.compensated');

    expect(lane.content()).toEqual({ units: [], indicators: [] });
  });

  it.each(FIRST_WRITES)('is complete where the answer to $match got lost', async (which) => {
    await lane.order({ ...which, action: 'drop-after' });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(planned);
    expect(await lane.writes()).toHaveLength(FIRST_WRITES.length);
  });

  it.each(FIRST_WRITES)('is complete where $match answered 200 and did nothing', async (which) => {
    await lane.order({ ...which, action: 'lie' });

    expect(await sync()).toBe('published');

    expect(lane.content()).toEqual(planned);
  });
});
