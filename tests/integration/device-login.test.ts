/** Logging in on another screen, at a real OpenID provider. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JWTPayload } from 'jose';
import { SyncError } from '../../src/errors.ts';
import { deviceLogin, type DevicePrompt } from '../../src/kommonitor/device-login.ts';
import { LOGIN_CLIENT, startOpenIdProvider, type OpenIdProvider } from '../support/oidc-provider.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let provider: OpenIdProvider;
let events: string[];
beforeAll(async () => {
  provider = await startOpenIdProvider({
    accounts: {
      'uuid-anna': { name: 'Anna\u0007 Amt', realmRoles: ['sync-editor', 'offline_access'] },
      'uuid-bernd': { name: 'Bernd', clientRoles: ['sync-approver', 'sync-operator'] },
    },
  });
});
afterAll(() => provider.close());
beforeEach(() => {
  events = [];
  provider.forge(undefined);
  provider.sayInAccessToken(undefined);
});

function logIn(
  show: (prompt: DevicePrompt) => void,
  more: { signal?: AbortSignal; issuer?: string; clientId?: string } = {},
) {
  return deviceLogin({
    issuer: provider.issuer,
    clientId: LOGIN_CLIENT,
    userAgent: 'test',
    signal: new AbortController().signal,
    log: (event, facts) => events.push(`${event} ${JSON.stringify(facts)}`),
    show,
    ...more,
  });
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'logged in';
  } catch (error) {
    return error instanceof SyncError ? `${error.kind} ${error.code}` : String(error);
  }
}

const as = (subject: string) => (prompt: DevicePrompt) => void provider.confirm(prompt, subject);

describe('the device flow', () => {
  it('answers who confirmed: issuer and subject, name, and the roles that are known here', async () => {
    const [anna, bernd] = await Promise.all([logIn(as('uuid-anna')), logIn(as('uuid-bernd'))]);

    expect(anna).toEqual({
      subject: `${provider.issuer}#uuid-anna`,
      name: 'Anna Amt',
      roles: new Set(['sync-editor']),
    });
    expect(bernd.roles).toEqual(new Set(['sync-approver', 'sync-operator']));
    expect(events.join()).toMatch(/Sec:Login \{"subject":"person:[0-9a-f]{16}"\}/);
    expect(events.join()).not.toMatch(/anna|bernd|uuid/i);
  });

  it('takes roles from the access token of Keycloak as well, but not from one of somebody else', async () => {
    const roles = { realm_access: { roles: ['sync-approver'] } };
    provider.sayInAccessToken({ iss: provider.issuer, sub: 'uuid-anna', ...roles });
    const anna = await logIn(as('uuid-anna'));
    provider.sayInAccessToken({ iss: provider.issuer, sub: 'uuid-bernd', ...roles });
    const again = await logIn(as('uuid-anna'));

    expect(anna.roles).toEqual(new Set(['sync-editor', 'sync-approver']));
    expect(again.roles).toEqual(new Set(['sync-editor']));
  });

  it('refuses whoever breaks off on the page of the provider', async () => {
    expect(await failure(logIn((prompt) => void provider.deny(prompt)))).toBe('permission login.denied');
    expect(events.at(-1)).toContain('Sec:LoginFailed');
  });

  it('ends with the code, where nobody confirms in time', async () => {
    const hasty = await startOpenIdProvider({ accounts: {}, codeSeconds: 6 });

    const ended = await failure(logIn(() => undefined, { issuer: hasty.issuer }));
    await hasty.close();

    expect(ended).toBe('permission login.code-expired');
  });

  it('stops waiting when the program is told to stop', async () => {
    const stop = new AbortController();

    expect(await failure(logIn(() => stop.abort(), { signal: stop.signal }))).toBe('permission login.denied');
  });

  it.each<[string, (claims: JWTPayload) => JWTPayload | 'broken signature']>([
    ['a changed subject under the old signature', () => 'broken signature'],
    ['another audience', (claims) => ({ ...claims, aud: 'another-client' })],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://elsewhere.example' })],
    ['a date that is past', (claims) => ({ ...claims, exp: 1_700_000_000 })],
    ['no subject', ({ sub: _sub, ...claims }) => claims],
  ])('refuses an identity token with %s', async (_what, change) => {
    provider.forge(change);

    expect(await failure(logIn(as('uuid-anna')))).toBe('permission login.no-identity');
  });

  it('says so where the client is unknown, and where nothing answers', async () => {
    expect(await failure(logIn(() => undefined, { clientId: 'unknown' }))).toBe(
      'configuration login.client-refused',
    );
    expect(await failure(logIn(() => undefined, { issuer: 'http://kommonitor.example/realms/x' }))).toBe(
      'configuration login.issuer-insecure',
    );
  });
});
