/** A real OpenID provider on this machine, with the device flow, and the people who use its pages. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, SignJWT, type JWTPayload } from 'jose';
import Provider from 'oidc-provider';

export const LOGIN_CLIENT = 'kommonitor-sync-login';
export const WEB_CLIENT = 'kommonitor-sync-console';
export const WEB_SECRET = 'secret of the console in tests';

export interface OpenIdAccount {
  readonly name?: string;
  /** As Keycloak writes them: of the realm, and of this program's client. */
  readonly realmRoles?: readonly string[];
  readonly clientRoles?: readonly string[];
  readonly webRoles?: readonly string[];
}

/** The console, for which no port is opened. */
export interface WebClient {
  readonly origin: string;
  /** What the provider sends to the console itself. */
  readonly receive: (url: string, request: RequestInit) => Promise<Response>;
}

export interface OpenIdOptions {
  /** Subject to what is known of it. */
  readonly accounts: Readonly<Record<string, OpenIdAccount>>;
  readonly codeSeconds?: number;
  readonly web?: WebClient;
}

export interface OpenIdProvider {
  readonly issuer: string;
  /** A person opens the page, types the code, logs in under this name and agrees. */
  confirm(prompt: DevicePage, subject: string): Promise<void>;
  /** A person opens the page, types the code and breaks off. */
  deny(prompt: DevicePage): Promise<void>;
  /** From now on identity tokens are what this makes of them; undefined: as they should be. */
  forge(change: Forgery | undefined): void;
  /** From now on access tokens are JWTs that say this, as those of Keycloak are. */
  sayInAccessToken(claims: JWTPayload | undefined): void;
  /** Signed as all tokens of this provider are. */
  sign(claims: JWTPayload, head?: { readonly typ?: string; readonly alg?: string }): Promise<string>;
  /** Somebody's browser on the pages of the provider. */
  browser(): ProviderBrowser;
  close(): Promise<void>;
}

type Forgery = (claims: JWTPayload) => JWTPayload | 'broken signature';

export interface ProviderBrowser {
  /** Follows redirects until they lead to the console; answers that address, or the page where it ended. */
  readonly visit: (
    url: string,
    form?: Readonly<Record<string, string>>,
  ) => Promise<{ url: string; text: string }>;
  /** From the address to which the console sends a browser back to the one at which it comes back. */
  logIn(address: string, subject: string): Promise<string>;
  /** Agrees to log out. */
  logOut(address: string): Promise<string>;
}

export interface DevicePage {
  readonly address: string;
  readonly code: string;
}

export async function startOpenIdProvider(options: OpenIdOptions): Promise<OpenIdProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let forgery: Forgery | undefined;
  let said: JWTPayload | undefined;
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => {
    if (request.url === '/token' && (forgery || said))
      forgeAnswer(response, { change: forgery ?? ((claims) => claims), said, key: privateKey });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: LOGIN_CLIENT,
        token_endpoint_auth_method: 'none',
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
        response_types: [],
        redirect_uris: [],
      },
      ...(options.web ? [webClient(options.web)] : []),
    ],
    ...(options.web ? { fetch: options.web.receive as never } : {}),
    cookies: { keys: ['only for tests'] },
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }] as never,
    },
    features: {
      deviceFlow: { enabled: true },
      devInteractions: { enabled: true },
      backchannelLogout: { enabled: options.web !== undefined },
    },
    scopes: ['openid', 'profile', 'roles'],
    claims: { openid: ['sub'], profile: ['name'], roles: ['realm_access', 'resource_access'] },
    conformIdTokenClaims: false,
    ttl: {
      DeviceCode: options.codeSeconds ?? 600,
      Session: 600,
      Interaction: 600,
      Grant: 600,
      IdToken: 600,
      AccessToken: 300,
    },
    findAccount: (_context, subject) => {
      const account = options.accounts[subject];
      if (!account) return undefined;
      return {
        accountId: subject,
        claims: () => ({
          sub: subject,
          name: account.name ?? subject,
          realm_access: { roles: [...(account.realmRoles ?? [])] },
          resource_access: {
            [LOGIN_CLIENT]: { roles: [...(account.clientRoles ?? [])] },
            [WEB_CLIENT]: { roles: [...(account.webRoles ?? [])] },
          },
        }),
      };
    },
  });
  handle = (request, response) => void provider.callback()(request, response);
  return {
    issuer,
    confirm: (prompt, subject) => usePages(prompt, { confirm: 'yes' }, subject),
    deny: (prompt) => usePages(prompt, { abort: 'yes' }),
    forge(change) {
      forgery = change;
    },
    sayInAccessToken(claims) {
      said = claims;
    },
    sign: (claims, { alg = 'RS256', ...head } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: 'test', ...head }).sign(privateKey),
    browser: () => providerBrowser(options.web?.origin),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function webClient({ origin }: WebClient) {
  return {
    client_id: WEB_CLIENT,
    client_secret: WEB_SECRET,
    token_endpoint_auth_method: 'client_secret_post' as const,
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    redirect_uris: [`${origin}/anmelden/zurueck`],
    post_logout_redirect_uris: [`${origin}/anmelden`],
    backchannel_logout_uri: `${origin}/abmelden/rueckkanal`,
    backchannel_logout_session_required: true,
  };
}

/** What a browser does: keeps cookies, follows redirects, sends the forms of the pages. */
function providerBrowser(console?: string): ProviderBrowser {
  const cookies = new Map<string, string>();
  const visit: ProviderBrowser['visit'] = async (url, form) => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, text: await response.text() };
    const next = new URL(location, url);
    return next.origin === console ? { url: next.href, text: '' } : visit(next.href);
  };
  return {
    visit,
    async logIn(address, subject) {
      let page = await visit(address);
      if (page.text.includes('name="login"'))
        page = await visit(page.url, { prompt: 'login', login: subject, password: 'whatever' });
      if (page.text !== '') page = await visit(page.url, { prompt: 'consent' });
      if (page.text !== '') throw new Error(`not logged in: ${page.text.slice(0, 400)}`);
      return page.url;
    },
    async logOut(address) {
      const page = await visit(address);
      const action = /action="([^"]*)"/.exec(page.text)?.[1] ?? '';
      const done = await visit(new URL(action, page.url).href, {
        xsrf: field(page.text, 'xsrf'),
        logout: 'yes',
      });
      return done.url;
    },
  };
}

/** Types the code and agrees. */
async function usePages(
  { address, code }: DevicePage,
  answer: Readonly<Record<string, string>>,
  subject?: string,
): Promise<void> {
  const { visit } = providerBrowser();
  const first = await visit(address);
  const xsrf = field(first.text, 'xsrf');
  const shown = await visit(address, { xsrf, user_code: code });
  if (!shown.text.includes('Confirm Device'))
    throw new Error(`the code was not accepted: ${shown.text.slice(0, 200)}`);
  let page = await visit(address, { xsrf: field(shown.text, 'xsrf'), user_code: code, ...answer });
  if (subject === undefined) return;
  page = await visit(page.url, { prompt: 'login', login: subject, password: 'whatever' });
  page = await visit(page.url, { prompt: 'consent' });
  if (!page.text.includes('Sign-in Success')) throw new Error(`no success: ${page.text.slice(0, 400)}`);
}

function field(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}

type SigningKey = Parameters<SignJWT['sign']>[0];

/** Replaces the tokens in the answer of the token endpoint. */
function forgeAnswer(
  response: ServerResponse,
  { change, said, key }: { change: Forgery; said: JWTPayload | undefined; key: SigningKey },
): void {
  const end = response.end.bind(response) as (text: string) => ServerResponse;
  response.end = ((chunk: unknown) => {
    const text = String(chunk);
    const answer = JSON.parse(text) as { id_token?: string };
    if (answer.id_token === undefined) return end(text);
    const tokens = [
      forged(answer.id_token, change, key).then((token) => ({ id_token: token })),
      ...(said ? [signed(said, key).then((token) => ({ access_token: token }))] : []),
    ];
    void Promise.all(tokens).then((replaced) => {
      const body = JSON.stringify(Object.assign({}, answer, ...replaced));
      response.setHeader('content-length', Buffer.byteLength(body));
      end(body);
    });
    return response;
  }) as ServerResponse['end'];
}

async function forged(token: string, change: Forgery, key: SigningKey): Promise<string> {
  const claims = change(decodeJwt(token));
  if (claims !== 'broken signature') return signed(claims, key);
  const [head = '', , signature = ''] = token.split('.');
  const other = JSON.stringify({ ...decodeJwt(token), sub: 'somebody-else' });
  return `${head}.${Buffer.from(other).toString('base64url')}.${signature}`;
}

function signed(claims: JWTPayload, key: SigningKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(key);
}
