/** What the configuration and the environment open: ledger, queue, KomMonitor, notices, and the log-in of a person. */
import path from 'node:path';
import { readSecret, type Config } from '../config.ts';
import { logIn, localOnly, openIdOnly } from '../engine/approval/local-login.ts';
import type { Person } from '../engine/approval/person.ts';
import type { EnginePorts, EventSink } from '../engine/ports.ts';
import { codeLogin, type CodeLogin } from '../kommonitor/code-login.ts';
import { connectKomMonitor, type KomMonitorConnection } from '../kommonitor/connect.ts';
import { deviceLogin, type DevicePrompt } from '../kommonitor/device-login.ts';
import { checkNetwork } from '../kommonitor/network-check.ts';
import { mailChannel } from '../observe/mail.ts';
import type { NoticeChannel } from '../observe/notify.ts';
import { webhookChannel } from '../observe/webhook.ts';
import type { LedgerPlace } from '../store/ledger.ts';
import { hasTrailKey, TRAIL_KEY, trailSigner } from './trail-key.ts';

/** Name of the secret with which the program logs in to KomMonitor. */
export const CLIENT_SECRET = 'KMSYNC_CLIENT_SECRET';
export const SMTP_PASSWORD = 'KMSYNC_SMTP_PASSWORD';
/** Of the client with which people log in to the console. */
export const WEB_CLIENT_SECRET = 'KMSYNC_WEB_CLIENT_SECRET';
export const WEBHOOK_SECRET = 'KMSYNC_WEBHOOK_SECRET';

/** Address of a PostgreSQL database with the ledger; without it the ledger is a file of the site. */
export const LEDGER_URL = 'KMSYNC_LEDGER_URL';

/** Address of a Redis that several processes share as their queue; without it one process does everything. */
export const REDIS_URL = 'KMSYNC_REDIS_URL';

export async function queueAddress(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const isSet = environment[REDIS_URL] || environment[`${REDIS_URL}_FILE`];
  return isSet ? readSecret(REDIS_URL, environment) : undefined;
}

export async function ledgerPlace(
  { state }: Pick<Config, 'state'>,
  environment: NodeJS.ProcessEnv,
): Promise<LedgerPlace> {
  if (environment[LEDGER_URL] || environment[`${LEDGER_URL}_FILE`])
    return { url: await readSecret(LEDGER_URL, environment) };
  return { file: path.join(state, 'ledger.db') };
}

export interface LoginQuestion {
  /** Name of a local account. */
  readonly as?: string | undefined;
  readonly password: () => Promise<string>;
  /** Shows where a person logs in with which code. */
  readonly show: (prompt: DevicePrompt) => void;
}

/** One kind of login only: with two, one person would be two. */
export async function loginOf(config: Config, ports: EnginePorts, question: LoginQuestion): Promise<Person> {
  const { as, password, show } = question;
  if (config.login.with === 'local') {
    if (as === undefined) throw localOnly();
    return logIn(as, await password(), ports);
  }
  if (as !== undefined) throw openIdOnly();
  const { issuer = config.target.issuer, clientId } = config.login;
  const { program, signal, log } = ports;
  const userAgent = program.replace(' ', '/');
  return deviceLogin({ issuer, clientId, ...authoritiesOf(config), userAgent, signal, show, log });
}

/** How people log in to the console; undefined with accounts of this installation. */
export async function webLoginOf(
  config: Config,
  means: {
    readonly environment: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly program: string;
  },
): Promise<CodeLogin | undefined> {
  if (config.login.with === 'local') return undefined;
  const { issuer = config.target.issuer, clientId, webClientId } = config.login;
  return codeLogin({
    issuer,
    clientId: webClientId,
    clientSecret: await readSecret(WEB_CLIENT_SECRET, means.environment),
    beside: [clientId],
    ...authoritiesOf(config),
    userAgent: means.program.replace(' ', '/'),
    signal: means.signal,
  });
}

function authoritiesOf({ target: { caFile }, site }: Pick<Config, 'target' | 'site'>) {
  return caFile === undefined ? {} : { caFile: path.resolve(site, caFile) };
}

export async function openConnection(
  config: Config,
  means: {
    readonly environment: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly program: string;
    readonly log: EventSink;
  },
): Promise<KomMonitorConnection> {
  const { url, issuer, clientId } = config.target;
  const clientSecret = await readSecret(CLIENT_SECRET, means.environment);
  return connectKomMonitor({
    settings: { url, issuer, clientId, clientSecret, ...authoritiesOf(config) },
    userAgent: means.program.replace(' ', '/'),
    signal: means.signal,
    log: means.log,
  });
}

/** A missing secret is said at the beginning, not when something needs a person. */
export async function noticeChannels(
  { notify: { mail, webhook } }: Config,
  environment: NodeJS.ProcessEnv,
  now: () => Date,
): Promise<NoticeChannel[]> {
  const channels: NoticeChannel[] = [];
  if (mail) {
    const login = mail.user === undefined ? {} : { password: await readSecret(SMTP_PASSWORD, environment) };
    channels.push(mailChannel({ ...mail, ...login }));
  }
  if (webhook)
    channels.push(webhookChannel({ ...webhook, secret: await readSecret(WEBHOOK_SECRET, environment), now }));
  return channels;
}

/** The secrets that the configuration needs. */
export function secretsOf(
  { notify: { mail, webhook } }: Pick<Config, 'notify'>,
  environment: NodeJS.ProcessEnv,
) {
  return [
    CLIENT_SECRET,
    ...(mail?.user === undefined ? [] : [SMTP_PASSWORD]),
    ...(webhook ? [WEBHOOK_SECRET] : []),
  ]
    .map((name) => ({ name, read: (): Promise<unknown> => readSecret(name, environment) }))
    .concat(hasTrailKey(environment) ? [{ name: TRAIL_KEY, read: () => trailSigner(environment) }] : []);
}

/** Whoever is told of what happens: whether they can be reached, without sending anything. */
export function channelChecks({ notify: { mail, webhook } }: Config) {
  const at = (id: 'mail' | 'webhook', address: string) => ({
    id,
    reach: () => checkNetwork(id, address),
  });
  return [
    ...(mail ? [at('mail', `http://${mail.host}:${mail.port}`)] : []),
    ...(webhook ? [at('webhook', webhook.url)] : []),
  ];
}
