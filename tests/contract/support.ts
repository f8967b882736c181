/**
 * What the contract suite speaks with: a started simulator, or the instance named by KMSYNC_CONTRACT_URL (address up to
 * and including `/management`), _ISSUER, _CLIENT_ID, _CLIENT_SECRET and _OWNER (name of the owning unit).
 * Plain fetch on purpose: the suite validates the target, not our client.
 */
import { randomBytes } from 'node:crypto';
import type { TestContext } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';

export interface Reply {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
  header(name: string): string | null;
  /** The body as JSON, in whatever shape. */
  json(): unknown;
  /** The body as a JSON object. */
  object(): Record<string, unknown>;
}

export interface RequestOptions {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: string;
  accept?: string;
  contentType?: string;
  /** Null: none. Absent: a fresh one of the suite's client. */
  token?: string | null;
}

export interface Contract {
  readonly simulator: Simulator | undefined;
  /** The simulator's clock; moving it does nothing to a real instance. */
  readonly clock: { now: Date };
  readonly owner: { readonly id: string; readonly name: string; readonly viewer: string };
  /** A name that nobody else has. */
  name(suffix: string): string;
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  token(client?: { id: string; secret: string }): Promise<string>;
  /** Deletes everything the suite made and stops the simulator. */
  close(): Promise<void>;
}

const REAL_URL = process.env['KMSYNC_CONTRACT_URL'];
export const ACCEPT = 'application/json, */*';
const NO_ID = '00000000-0000-4000-8000-000000000000';
export { NO_ID as UNKNOWN_ID };

/** Ends the test where the target is a real instance: the test would need power over the server. */
export function needsSimulator(context: TestContext, why: string): void {
  context.skip(REAL_URL !== undefined, `only against the simulator: ${why}`);
}

export async function openContract(): Promise<Contract> {
  const clock = { now: new Date() };
  const simulator = REAL_URL === undefined ? await startSimulator({ now: () => clock.now }) : undefined;
  const base = simulator ? `${simulator.url}/management` : (REAL_URL ?? '').replace(/\/$/, '');
  const issuer = simulator?.issuer ?? setting('ISSUER');
  const own = simulator
    ? { id: 'kommonitor-sync', secret: 'simulator-secret' }
    : { id: setting('CLIENT_ID'), secret: setting('CLIENT_SECRET') };
  const prefix = `kmsync-contract-${randomBytes(4).toString('hex')}`;

  const token = (client = own) => fetchToken(issuer, client);
  const request = async (method: string, path: string, options: RequestOptions = {}) => {
    const bearer = options.token === undefined ? await token() : options.token;
    return send(`${base}${path}`, method, options, bearer);
  };
  const ownerName = simulator ? 'Statistikstelle' : setting('OWNER');
  const owner = findOwner(await request('GET', '/organizationalUnits'), ownerName);
  return {
    simulator,
    clock,
    owner,
    name: (suffix) => `${prefix}-${suffix}`,
    request,
    token,
    close: async () => {
      await cleanUp(request, prefix);
      await simulator?.close();
    },
  };
}

function setting(name: string): string {
  const value = process.env[`KMSYNC_CONTRACT_${name}`];
  if (value === undefined) throw new Error(`KMSYNC_CONTRACT_${name} is not set`);
  return value;
}

async function fetchToken(issuer: string, client: { id: string; secret: string }): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client.id,
    client_secret: client.secret,
  });
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body });
  const { access_token: issued } = (await answer.json()) as { access_token?: string };
  if (issued === undefined) throw new Error(`no token: status ${answer.status}`);
  return issued;
}

async function send(
  url: string,
  method: string,
  options: RequestOptions,
  bearer: string | null,
): Promise<Reply> {
  const body = options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body));
  const headers: Record<string, string> = { accept: options.accept ?? ACCEPT };
  if (body !== null) headers['content-type'] = options.contentType ?? 'application/json';
  if (bearer !== null) headers['authorization'] = `Bearer ${bearer}`;
  const answer = await fetch(url, { method, headers, body });
  const text = await answer.text();
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text,
    header: (name) => answer.headers.get(name),
    json: () => JSON.parse(text) as unknown,
    object: () => JSON.parse(text) as Record<string, unknown>,
  };
}

interface OrganizationalUnit {
  organizationalUnitId: string;
  name: string;
  permissions: { permissionId: string; permissionLevel: string; permissioneType: string }[];
}

function findOwner(reply: Reply, name: string): Contract['owner'] {
  const unit = (reply.json() as OrganizationalUnit[]).find((candidate) => candidate.name === name);
  const viewer = unit?.permissions.find(
    (row) => row.permissionLevel === 'viewer' && row.permissioneType === 'resources',
  );
  if (!unit || !viewer) throw new Error(`no organizational unit ${name} with a viewer permission`);
  return { id: unit.organizationalUnitId, name, viewer: viewer.permissionId };
}

/** By name, so that nothing stays behind where a test failed in the middle. */
async function cleanUp(request: Contract['request'], prefix: string): Promise<void> {
  const indicators = (await request('GET', '/indicators')).json() as Record<string, string>[];
  for (const { indicatorName, indicatorId } of indicators)
    if (indicatorName?.startsWith(prefix)) await request('DELETE', `/indicators/${indicatorId}`);
  const units = (await request('GET', '/spatial-units')).json() as Record<string, string>[];
  for (const { spatialUnitLevel, spatialUnitId } of units)
    if (spatialUnitLevel?.startsWith(prefix)) await request('DELETE', `/spatial-units/${spatialUnitId}`);
}
