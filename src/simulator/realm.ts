/**
 * The OpenID provider of the realm `kommonitor`, as small as a service account needs it: discovery, key set
 * and client credentials. It has no users, no browser flow and no admin API.
 */
import { Hono } from 'hono';
import { sha256 } from '../core/hash.ts';
import { delegatedRoles } from './organizational-units.ts';
import type { ClientSeed } from './seed.ts';
import type { Simulation } from './simulation.ts';

export const REALM = '/realms/kommonitor';

export function realmRoutes(simulation: Simulation): Hono {
  const app = new Hono();
  app.get('/.well-known/openid-configuration', (context) => context.json(discovery(simulation.issuer)));
  app.get('/protocol/openid-connect/certs', (context) => context.json(simulation.tokens.keySet));
  app.post('/protocol/openid-connect/token', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    const client = authenticated(simulation, form, context.req.header('authorization'));
    if (!client)
      return context.json(
        { error: 'invalid_client', error_description: 'Invalid client or credentials' },
        401,
      );
    if (form.get('grant_type') !== 'client_credentials')
      return context.json(
        { error: 'unsupported_grant_type', error_description: 'Unsupported grant_type' },
        400,
      );
    context.header('cache-control', 'no-store');
    return context.json({
      access_token: await tokenFor(simulation, client),
      expires_in: simulation.tokens.seconds,
      refresh_expires_in: 0,
      token_type: 'Bearer',
      'not-before-policy': 0,
      scope: 'groups',
    });
  });
  return app;
}

/** Roles of the client itself and those delegated to its groups. */
function tokenFor(simulation: Simulation, client: ClientSeed): Promise<string> {
  const groups = client.groups.map((path) => path.slice(path.lastIndexOf('/') + 1));
  const roles = [...new Set([...client.roles, ...delegatedRoles(simulation.state, groups)])];
  const subject = sha256(`service-account-${client.id}`).slice(0, 32);
  return simulation.tokens.issue(simulation.issuer, {
    subject,
    client: client.id,
    roles,
    groups: client.groups,
  });
}

/** Id and secret from the form or from basic authentication. */
function authenticated(
  simulation: Simulation,
  form: URLSearchParams,
  header: string | undefined,
): ClientSeed | undefined {
  const basic = /^Basic +(\S+)$/i.exec(header ?? '')?.[1];
  const decoded = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8');
  const [id, secret] = decoded?.split(':').map(formDecoded) ?? [
    form.get('client_id'),
    form.get('client_secret'),
  ];
  return simulation.clients.find((client) => client.id === id && client.secret === secret);
}

function formDecoded(text: string): string | null {
  return new URLSearchParams(`value=${text}`).get('value');
}

function discovery(issuer: string) {
  const endpoint = `${issuer}/protocol/openid-connect`;
  return {
    issuer,
    authorization_endpoint: `${endpoint}/auth`,
    token_endpoint: `${endpoint}/token`,
    jwks_uri: `${endpoint}/certs`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}
