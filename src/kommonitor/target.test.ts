import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from 'node:util';
import { areaKey } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
  type SimulatorState,
} from '../simulator/server.ts';
import type { Access, FeatureUpload, Target, ValueUpload } from '../sync/target.ts';
import { DAY, INDICATOR, UNIT, square } from '../../tests/support/target-samples.ts';
import { connectKomMonitor, type ConnectOptions, type KomMonitorConnection } from './connect.ts';

const SECRET = 'simulator-secret';
const START = referenceDate('2020-01-01');
const Y22 = referenceDate('2022-12-31');
const Y23 = referenceDate('2023-12-31');
const Y24 = referenceDate('2024-12-31');
const HARBOUR = { key: areaKey('001'), name: 'Hafen', geometry: square(0) };
const OLD_TOWN = { key: areaKey('002'), name: 'Altstadt „Süd“', geometry: square(1) };

let simulator: Simulator;
let connection: KomMonitorConnection;
let target: Target;
let access: Access;

interface Opened {
  readonly simulator: Simulator;
  readonly connection: KomMonitorConnection;
}

async function opened(simulated: SimulatorOptions, options: Partial<ConnectOptions>): Promise<Opened> {
  const simulator = await startSimulator(simulated);
  const settings = {
    url: `${simulator.url}/management/`,
    issuer: simulator.issuer,
    clientId: 'kommonitor-sync',
    clientSecret: SECRET,
  };
  const userAgent = 'kommonitor-sync/0.0.0-test';
  return { simulator, connection: connectKomMonitor({ settings, userAgent, wait: () => 0, ...options }) };
}

async function open(): Promise<void> {
  ({ simulator, connection } = await opened({}, {}));
  target = connection.target;
  access = await connection.resolveAccess({
    owner: 'Statistikstelle',
    viewers: ['Berechtigtenkreis'],
    public: true,
  });
}

async function close(): Promise<void> {
  connection.close();
  await simulator.close();
}

let fresh: SimulatorState;

beforeAll(async () => {
  await open();
  fresh = simulator.state();
});
beforeEach(async () => {
  simulator.restore(fresh);
  await control('DELETE', 'faults');
  await control('DELETE', 'requests');
});
afterAll(close);

function upload(features: FeatureUpload['features'] = [HARBOUR, OLD_TOWN]): Omit<FeatureUpload, 'partial'> {
  return { features, validFrom: START };
}

async function createUnit(name = 'Quartiere'): Promise<string> {
  return target.createUnit({ ...UNIT, name }, access, upload(), DAY);
}

async function createIndicator(): Promise<string> {
  const topic = await connection.resolveTopic(INDICATOR.topic);
  return target.createIndicator(INDICATOR, topic, access, DAY);
}

function values(change: Partial<ValueUpload> = {}): ValueUpload {
  return {
    unitName: 'Quartiere',
    access,
    dates: [Y23, Y24],
    rows: [
      { key: HARBOUR.key, values: [4120, 4188.25] },
      { key: OLD_TOWN.key, values: [2875, null] },
    ],
    ...change,
  };
}

async function control(method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${simulator.url}/simulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'Content-Type': 'application/json' },
  });
  expect(answer.status).toBe(204);
}

async function order(fault: object): Promise<void> {
  await control('PUT', 'faults', [fault]);
}

async function requests(method: string, path: string, at = simulator): Promise<number> {
  const answer = await fetch(`${at.url}/simulator/requests`);
  const all = (await answer.json()) as { method: string; path: string }[];
  return all.filter((request) => request.method === method && request.path.includes(path)).length;
}

async function failure(promise: Promise<unknown>): Promise<SyncError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SyncError);
  return error as SyncError;
}

describe('reading', () => {
  it('recognises the simulator by its header and says nothing of credentials', async () => {
    const identity = await target.identity();

    expect(identity).toEqual({ url: `${simulator.url}/management`, simulator: true });
  });

  it('finds topics and organizational units with their permissions', async () => {
    const topics = await target.topics();
    const units = await target.organizationalUnits();

    expect(topics.map((topic) => topic.name)).toContain('Demografie');
    expect(units.map((unit) => unit.name)).toContain('Statistikstelle');
    expect(access.permissions).toHaveLength(1);
  });

  it('answers empty lists of an empty KomMonitor', async () => {
    expect(await target.units()).toEqual([]);
    expect(await target.indicators()).toEqual([]);
  });
});

describe('a spatial unit', () => {
  it('comes back as it was created', async () => {
    const id = await createUnit();

    const [unit] = await target.units();

    expect(unit).toEqual({ ...UNIT, id, access, lastUpdate: DAY });
    expect(await target.features(id)).toEqual([
      { ...HARBOUR, validity: { from: START, to: null } },
      { ...OLD_TOWN, validity: { from: START, to: null } },
    ]);
  });

  it('shows every version after an update that changes, adds and leaves out areas', async () => {
    const id = await createUnit();
    const moved = { ...HARBOUR, geometry: square(5) };
    const from = referenceDate('2026-01-01');

    await target.updateFeatures(id, { features: [moved], validFrom: from, partial: false });

    const found = await target.features(id);
    const versions = found.map(({ key, validity }) => `${key} ${validity.from} ${validity.to ?? 'open'}`);
    expect(versions.sort()).toEqual([
      '001 2020-01-01 2025-12-31',
      '001 2026-01-01 open',
      '002 2020-01-01 2025-12-31',
    ]);
  });

  it('answers no features once it was cleared, although the server answers 500', async () => {
    const id = await createUnit();

    await target.clearFeatures(id);

    expect(await target.features(id)).toEqual([]);
  });

  it('does not take a failing server for an empty unit', async () => {
    const id = await createUnit();
    await order({ match: { path: 'allFeatures' }, action: 'status', status: 500 });

    const error = await failure(target.features(id));

    expect(error.code).toBe('target.read-failed');
  });

  it('does not take an unknown unit for an empty one', async () => {
    const error = await failure(target.features('11111111-1111-1111-1111-111111111111'));

    expect(error).toMatchObject({ code: 'target.refused', kind: 'permission' });
  });

  it('takes a description as it was read, unchanged', async () => {
    const id = await createUnit();
    const [before] = await target.units();
    if (!before) throw new Error('a unit is expected');

    await target.describeUnit(id, before, DAY);

    expect(await target.units()).toEqual([before]);
  });

  it('takes another name and description', async () => {
    const id = await createUnit();
    const changed = { ...UNIT, name: 'Stadtteile', metadata: { ...UNIT.metadata, note: 'neu' } };

    await target.describeUnit(id, changed, DAY);

    expect((await target.units())[0]).toMatchObject({ name: 'Stadtteile', metadata: { note: 'neu' } });
  });

  it('is gone after its deletion', async () => {
    const id = await createUnit();

    await target.deleteUnit(id);

    expect(await target.units()).toEqual([]);
  });
});

describe('an indicator', () => {
  it('comes back as it was created', async () => {
    const id = await createIndicator();

    const [indicator] = await target.indicators();

    const { topic: _topic, ...description } = INDICATOR;
    expect(indicator).toMatchObject({
      id,
      name: INDICATOR.name,
      characteristic: INDICATOR.characteristic,
      type: INDICATOR.type,
      description,
      topicId: await connection.resolveTopic(INDICATOR.topic),
      access,
      dates: [],
      links: [],
    });
  });

  it('takes a description as it was read, unchanged', async () => {
    const id = await createIndicator();
    const [before] = await target.indicators();
    if (!before?.topicId) throw new Error('an indicator with a topic is expected');
    const { description, topicId, remainder } = before;

    await target.describeIndicator(id, { description, topicId, remainder }, DAY);

    expect(await target.indicators()).toEqual([before]);
  });

  it('keeps references, regional values and class borders of other people through a description', async () => {
    const other = await target.createIndicator({ ...INDICATOR, name: 'Haushalte' }, 'x', access, DAY);
    const id = await createIndicator();
    const [first] = (await target.indicators()).filter((indicator) => indicator.id === id);
    if (!first?.topicId) throw new Error('an indicator with a topic is expected');
    const remainder = {
      ...first.remainder,
      regionalReferenceValues: [
        { referenceDate: '2024-12-31', regionalSum: 7, regionalAverage: null, spatiallyUnassignable: 1 },
      ],
      referencedIndicators: [{ referencedIndicatorId: other, referencedIndicatorDescription: 'Nenner' }],
      classificationItems: [{ spatialUnitId: 'unit', breaks: [1, 2.5] }],
    };
    const { description, topicId } = first;

    await target.describeIndicator(id, { description, topicId, remainder }, DAY);
    const second = (await target.indicators()).find((indicator) => indicator.id === id);
    if (!second) throw new Error('the indicator is expected');
    await target.describeIndicator(id, { description, topicId, remainder: second.remainder }, DAY);

    const third = (await target.indicators()).find((indicator) => indicator.id === id);
    expect(third).toEqual(second);
    expect(third?.remainder).toMatchObject({
      regionalReferenceValues: [{ regionalSum: 7, spatiallyUnassignable: 1 }],
      referencedIndicators: [{ referencedIndicatorId: other, referencedIndicatorDescription: 'Nenner' }],
      classificationItems: [{ spatialUnitId: 'unit', breaks: [1, 2.5] }],
    });
  });

  it('is read alone as it stands in the list', async () => {
    const id = await createIndicator();

    const alone = await target.indicator(id);

    expect(alone).toEqual((await target.indicators())[0]);
  });

  it('is gone after its deletion', async () => {
    const id = await createIndicator();

    await target.deleteIndicator(id);

    expect(await target.indicators()).toEqual([]);
    expect(await target.indicator(id)).toBeUndefined();
  });
});

describe('values', () => {
  let unit: string;
  let indicator: string;

  beforeEach(async () => {
    unit = await createUnit();
    indicator = await createIndicator();
  });

  it('come back as float32 with their dates and a link of the intended access', async () => {
    await target.putValues(
      indicator,
      values({
        rows: [
          { key: HARBOUR.key, values: [123_456_789, 0.1] },
          { key: OLD_TOWN.key, values: [0, null] },
        ],
      }),
    );

    const stored = await target.values(indicator, unit);

    expect(stored.dates).toEqual([Y23, Y24]);
    expect(stored.rows).toEqual(
      new Map([
        [
          HARBOUR.key,
          new Map([
            [Y23, 123_456_792],
            [Y24, Math.fround(0.1)],
          ]),
        ],
        [
          OLD_TOWN.key,
          new Map([
            [Y23, 0],
            [Y24, null],
          ]),
        ],
      ]),
    );
    expect(stored.contradictory).toEqual([]);
    expect(await target.indicators()).toMatchObject([
      { dates: [Y23, Y24], links: [{ unitId: unit, unitName: 'Quartiere', access }] },
    ]);
  });

  it('are merged with what stands there, and null takes a value away', async () => {
    await target.putValues(indicator, values());
    await target.putValues(
      indicator,
      values({
        dates: [Y22, Y23],
        rows: [
          { key: HARBOUR.key, values: [4000, null] },
          { key: OLD_TOWN.key, values: [2800, 2875] },
        ],
      }),
    );

    const stored = await target.values(indicator, unit);

    expect(stored.dates).toEqual([Y22, Y23, Y24]);
    expect([...(stored.rows.get(HARBOUR.key) ?? [])]).toEqual(
      expect.arrayContaining([
        [Y22, 4000],
        [Y23, null],
        [Y24, 4188.25],
      ]),
    );
  });

  it('stay the same for an area that has several versions', async () => {
    await target.putValues(indicator, values());
    await target.updateFeatures(unit, {
      features: [{ ...HARBOUR, geometry: square(7) }],
      validFrom: referenceDate('2026-01-01'),
      partial: true,
    });

    const stored = await target.values(indicator, unit);

    expect(stored.rows.get(HARBOUR.key)?.get(Y23)).toBe(4120);
    expect(stored.contradictory).toEqual([]);
  });

  it('lose a date that is deleted', async () => {
    await target.putValues(indicator, values());

    await target.deleteDate(indicator, unit, Y23);

    expect((await target.values(indicator, unit)).dates).toEqual([Y24]);
    expect((await target.indicators())[0]?.dates).toEqual([Y24]);
  });

  it('go with the link', async () => {
    await target.putValues(indicator, values());

    await target.deleteLink(indicator, unit);

    expect((await target.indicators())[0]?.links).toEqual([]);
  });

  it('are known not to be written where the right is missing', async () => {
    const error = await failure(target.putValues('22222222-2222-2222-2222-222222222222', values()));

    expect(error).toMatchObject({ code: 'target.write-refused', kind: 'permission' });
  });

  it('are of uncertain fate after an error of the server, and sent once', async () => {
    const error = await failure(target.putValues(indicator, values({ unitName: 'Gibt es nicht' })));

    expect(error).toMatchObject({ code: 'target.write-uncertain', kind: 'target' });
    expect(await requests('PUT', `/indicators/${indicator}`)).toBe(1);
  });

  it.each(['drop-before', 'drop-after'])('are of uncertain fate after %s, and sent once', async (action) => {
    await order({ match: { method: 'PUT', path: '/indicators/' }, action });

    const error = await failure(target.putValues(indicator, values()));

    expect(error.code).toBe('target.write-uncertain');
    expect(await requests('PUT', `/indicators/${indicator}`)).toBe(1);
  });

  it('are sent once more with a fresh token after 401', async () => {
    await order({ match: { method: 'PUT', path: '/indicators/' }, action: 'expire-tokens' });

    await target.putValues(indicator, values());

    expect((await target.values(indicator, unit)).rows.size).toBe(2);
    expect(await requests('PUT', `/indicators/${indicator}`)).toBe(2);
  });
});

describe('creating', () => {
  it('leaves it open whether a taken name means that it exists', async () => {
    await createUnit();

    const error = await failure(createUnit());

    expect(error.code).toBe('target.write-uncertain');
    expect(error.message).toContain('HTTP 500');
    expect(await target.units()).toHaveLength(1);
  });

  it('is of uncertain outcome where the answer is lost, and sent once', async () => {
    await order({ match: { method: 'POST', path: '/spatial-units' }, action: 'drop-after' });

    const error = await failure(createUnit());

    expect(error.code).toBe('target.write-uncertain');
    expect(await requests('POST', '/spatial-units')).toBe(1);
    expect(await target.units()).toHaveLength(1);
  });
});

describe('an outage', () => {
  it('is bridged while reading', async () => {
    await order({
      match: { path: '/spatial-units' },
      action: 'status',
      status: 503,
      retryAfter: 3,
      times: 2,
    });

    expect(await target.units()).toEqual([]);
    expect(await requests('GET', '/spatial-units')).toBe(3);
  });

  it('ends as busy where it lasts', async () => {
    await order({ match: { path: '/spatial-units' }, action: 'status', status: 503, times: 99 });

    const error = await failure(target.units());

    expect(error).toMatchObject({ code: 'target.busy', kind: 'target' });
  });
});

describe('a token', () => {
  it('is renewed while the run goes on', async () => {
    let seconds = 1_800_000_000;
    const now = () => seconds * 1000;
    const other = await opened({ tokenSeconds: 300, now: () => new Date(now()) }, { now });

    for (const later of [0, 239, 241, 600, 3600]) {
      seconds += later;
      await other.connection.target.units();
    }

    const logins = await requests('POST', '/token', other.simulator);
    other.connection.close();
    await other.simulator.close();
    expect(logins).toBe(4);
  });

  it('shows up in no error', async () => {
    await order({ match: { path: '/management' }, action: 'status', status: 403, times: 99 });

    for (const error of [await failure(target.units()), await failure(createUnit())]) {
      const printed = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
      expect(printed).not.toMatch(/eyJ/);
      expect(printed).not.toContain(SECRET);
    }
  });
});
