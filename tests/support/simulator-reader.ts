/**
 * Looks into a running simulator from outside, with plain fetch and a token of its own: what was written, and
 * what stands there. Shares nothing with the program's own way of reading.
 */
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';

export interface SimulatorAddress {
  readonly url: string;
  readonly issuer: string;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
}

/** Every request since the log was last cleared. */
export async function requestsSeen({ url }: SimulatorAddress): Promise<SeenRequest[]> {
  return (await (await fetch(`${url}/simulator/requests`)).json()) as SeenRequest[];
}

/** Requests that change something below `/management`. */
export async function writesSeen(simulator: SimulatorAddress): Promise<SeenRequest[]> {
  const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
  return (await requestsSeen(simulator)).filter(
    ({ method, path }) =>
      changing.has(method) && path.startsWith('/management') && path !== '/management/indicators/filter',
  );
}

export async function clearRequests({ url }: SimulatorAddress): Promise<void> {
  await fetch(`${url}/simulator/requests`, { method: 'DELETE' });
}

/** A fault as the control side takes it, or none. */
export async function orderFaults({ url }: SimulatorAddress, faults: readonly unknown[]): Promise<void> {
  const answer = await fetch(`${url}/simulator/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new Error(`faults refused: ${await answer.text()}`);
}

/** Area key to reference date (`2023-12-31`) to value. */
export type ReadTable = ReadonlyMap<string, ReadonlyMap<string, number | null>>;

export interface ReadIndicator {
  readonly name: string;
  readonly characteristic: string | null;
  readonly dates: readonly string[];
  /** Names of the spatial levels it stands on. */
  readonly levels: readonly string[];
  values(level: string): Promise<ReadTable>;
}

/** All indicators, with a way to read their values without geometry. */
export async function readIndicators(simulator: SimulatorAddress): Promise<ReadIndicator[]> {
  const token = await accessToken(simulator);
  const get = async (path: string) => {
    const answer = await fetch(`${simulator.url}/management${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
  const indicators = (await get('/indicators')) as {
    indicatorId: string;
    indicatorName: string;
    characteristicValue: string | null;
    applicableDates: string[];
    applicableSpatialUnits: { spatialUnitId: string; spatialUnitName: string }[];
  }[];
  return indicators.map((indicator) => ({
    name: indicator.indicatorName,
    characteristic: indicator.characteristicValue,
    dates: indicator.applicableDates,
    levels: indicator.applicableSpatialUnits.map((unit) => unit.spatialUnitName),
    async values(level) {
      const unit = indicator.applicableSpatialUnits.find(({ spatialUnitName }) => spatialUnitName === level);
      if (!unit) throw new Error(`${indicator.indicatorName} is not on ${level}`);
      const path = `/indicators/${indicator.indicatorId}/${unit.spatialUnitId}/without-geometry`;
      return tableOf((await get(path)) as Record<string, string | null>[]);
    },
  }));
}

/** Breaks between classes that KomMonitor holds of an indicator. */
export async function readClassification(simulator: SimulatorAddress, name: string): Promise<unknown[]> {
  const { defaultClassificationMapping } = await overviewOf(simulator, name);
  return defaultClassificationMapping.items;
}

/** Sends values of one day past the program, as a careless client would. */
export async function uploadValues(
  simulator: SimulatorAddress,
  { indicator, level, date }: { readonly indicator: string; readonly level: string; readonly date: string },
  values: ReadonlyMap<string, number | null>,
): Promise<void> {
  const { indicatorId, permissions, ownerId, isPublic } = await overviewOf(simulator, indicator);
  const answer = await fetch(`${simulator.url}/management/indicators/${indicatorId}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await accessToken(simulator)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      permissions,
      ownerId,
      isPublic,
      applicableSpatialUnit: level,
      indicatorValues: [...values].map(([spatialReferenceKey, indicatorValue]) => ({
        spatialReferenceKey,
        valueMapping: [{ timestamp: date, indicatorValue }],
      })),
    }),
  });
  if (!answer.ok) throw new Error(`values refused: ${answer.status} ${await answer.text()}`);
}

interface Overview {
  readonly indicatorId: string;
  readonly indicatorName: string;
  readonly permissions: readonly string[];
  readonly ownerId: string;
  readonly isPublic: boolean;
  readonly defaultClassificationMapping: { readonly items: unknown[] };
}

async function overviewOf(simulator: SimulatorAddress, name: string): Promise<Overview> {
  const answer = await fetch(`${simulator.url}/management/indicators`, {
    headers: { authorization: `Bearer ${await accessToken(simulator)}`, accept: 'application/json' },
  });
  const found = ((await answer.json()) as Overview[]).find(({ indicatorName }) => indicatorName === name);
  if (!found) throw new Error(`no indicator ${name}`);
  return found;
}

/** An area whose border has moved has a row for each of its shapes; all of them carry the same values. */
function tableOf(rows: readonly Record<string, string | null>[]): ReadTable {
  const table = new Map<string, Map<string, number | null>>();
  for (const row of rows) {
    const key = row['ID'] ?? '';
    const columns = Object.entries(row).filter(([column]) => column.startsWith('DATE_'));
    const values = new Map(
      columns.map(([column, text]) => [column.slice('DATE_'.length), text === null ? null : Number(text)]),
    );
    const known = table.get(key);
    if (known && JSON.stringify([...known]) !== JSON.stringify([...values]))
      throw new Error(`area ${key} stands there twice, with different values`);
    table.set(key, values);
  }
  return table;
}

async function accessToken({ issuer }: SimulatorAddress): Promise<string> {
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'kommonitor-sync',
      client_secret: SIMULATOR_SECRET,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
