/** Examines a KomMonitor from the outside inwards: address, sign of life, login, rights, content. Changes nothing. */
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import type { Target, TopicNode } from '../sync/target.ts';
import { readAccountClaims } from './access-token.ts';
import { checkGroups, checkRights, checkTokenLife, checkTokenSize } from './account-checks.ts';
import { isSuccess, readAnswer, readFailure } from './answer.ts';
import type { Api } from './api.ts';
import { fail, ok, warn, type TargetCheck } from './check.ts';
import type { HttpAnswer } from './http.ts';
import { checkNetwork } from './network-check.ts';
import { organizationalUnitsShape, type ListedOrganizationalUnit } from './read-organizational-units.ts';
import { resolveAccess } from './resolve-access.ts';
import { resolveTopic } from './resolve-topic.ts';
import { isLoopback } from './settings.ts';
import { PROBE_PATH, SIMULATOR_HEADER } from './target.ts';
import type { TokenSource } from './token.ts';

export type { TargetCheck } from './check.ts';

/** What the configuration names; everything may be left out. */
export interface Expectations {
  readonly owner?: string;
  readonly viewers?: readonly string[];
  /** Topics as names from the main topic down. */
  readonly topics?: readonly (readonly string[])[];
}

export interface Examination {
  readonly api: Api;
  readonly tokens: TokenSource;
  readonly target: Target;
  readonly issuer: string;
  readonly expectations: Expectations;
  readonly now?: () => number;
}

/** Beyond this the target may take a fresh token for one of the future (it tolerates 60 s). */
const LARGEST_SKEW_S = 30;

/** Checks in the order in which to repair things; what cannot be looked at any more is left out. */
export async function examineTarget(examination: Examination): Promise<readonly TargetCheck[]> {
  const now = examination.now ?? Date.now;
  const life = await checkLife(examination, now);
  if (life.some((check) => check.state === 'fail')) return life;

  const login = await attempt('login', () => checkLogin(examination, now));
  if (login.some((check) => check.id === 'login' && check.state === 'fail')) {
    const network = await checkNetwork('login-network', examination.issuer);
    return [...life, network, ...login];
  }
  return [...life, ...login, ...(await checkContent(examination))];
}

async function checkLife({ api }: Examination, now: () => number): Promise<TargetCheck[]> {
  const what = 'Lebenszeichen';
  const url = new URL(api.url);
  try {
    const answer = await api.ask({ path: PROBE_PATH, what, anonymous: true });
    if (!isSuccess(answer)) throw readFailure(answer, what);
    const keys = readAnswer(answer, z.looseObject({}), what);
    return [
      ok('api', `KomMonitor antwortet unter ${api.url}.`),
      ...checkEncryption(url),
      checkKind(answer),
      checkVersion('web-services' in keys),
      checkClock(answer, now()),
    ];
  } catch (error) {
    const network = await checkNetwork('network', api.url);
    return [network, failed('api', error)];
  }
}

function checkEncryption(url: URL): TargetCheck[] {
  if (url.protocol === 'https:' || isLoopback(url)) return [];
  return [
    warn(
      'encryption',
      'Die Verbindung zu KomMonitor ist unverschlüsselt (http).',
      'Tragen Sie die https-Adresse ein: Über http sind Zugriffstoken und Werte mitzulesen.',
    ),
  ];
}

function checkKind(answer: HttpAnswer): TargetCheck {
  return answer.headers[SIMULATOR_HEADER] === '1'
    ? ok('kind', 'Das Ziel ist der Simulator; es entstehen keine echten Veröffentlichungen.')
    : ok('kind', 'Das Ziel ist ein echtes KomMonitor.');
}

/** The server names no version; the key came with 5.2. */
function checkVersion(knowsWebServices: boolean): TargetCheck {
  if (knowsWebServices) return ok('version', 'Der Server ist 5.2 oder neuer.');
  return warn(
    'version',
    'Der Server ist älter als 5.2; welche Fassung es genau ist, sagt er nicht.',
    'Prüfen Sie, dass es mindestens 5.1.6 ist: Bis 5.1.5 ordnet der Server Werte falschen Stichtagen zu.',
  );
}

function checkClock(answer: HttpAnswer, now: number): TargetCheck {
  const theirs = Date.parse(answer.headers.date ?? '');
  if (Number.isNaN(theirs))
    return warn('clock', 'Der Server nennt seine Uhrzeit nicht.', 'Vergleichen Sie die Uhren von Hand.');
  const seconds = Math.round(Math.abs(theirs - now) / 1000);
  if (seconds <= LARGEST_SKEW_S) return ok('clock', 'Die Uhren stimmen überein.');
  return warn(
    'clock',
    `Die Uhr dieses Rechners weicht um ${seconds} Sekunden von der des Servers ab.`,
    'Stellen Sie die Uhr über einen Zeitserver (NTP): Zugriffstoken werden sonst abgelehnt.',
  );
}

async function checkLogin({ tokens }: Examination, now: () => number): Promise<TargetCheck[]> {
  const claims = readAccountClaims(await tokens.current());
  const login = ok('login', 'Die Anmeldung gelingt.');
  if (!claims) {
    return [
      login,
      warn(
        'token',
        'Das Zugriffstoken ist kein lesbares JWT.',
        'Rechte lassen sich deshalb nicht vorab prüfen.',
      ),
    ];
  }
  return [login, checkTokenLife(claims, now()), ...checkTokenSize(claims), checkGroups(claims)];
}

async function checkContent(examination: Examination): Promise<TargetCheck[]> {
  const { api, target, expectations } = examination;
  const checks: TargetCheck[] = [];
  const run = async (id: string, check: () => Promise<TargetCheck[]>) => {
    checks.push(...(await attempt(id, check)));
  };
  await run('units', async () => {
    const units = await target.units();
    return [ok('units', `Lesbar sind ${units.length} Raumeinheiten.`)];
  });
  await run('organizational-units', async () => {
    const path = '/organizationalUnits';
    const units = await api.read(
      { path, what: 'Lesen der Organisationseinheiten' },
      organizationalUnitsShape,
    );
    return [
      ...checkOrganizationalUnits(units, expectations),
      ...(await checkAccountRights(examination, units)),
    ];
  });
  await run('topics', async () => checkTopics(await target.topics(), expectations.topics ?? []));
  return checks;
}

function checkOrganizationalUnits(
  units: readonly ListedOrganizationalUnit[],
  { owner, viewers = [] }: Expectations,
): TargetCheck[] {
  const id = 'organizational-units';
  if (units.length === 0) {
    return [
      fail(
        id,
        'Das Konto sieht keine Organisationseinheit.',
        'Nehmen Sie es in Keycloak in die Gruppe einer Organisationseinheit auf.',
      ),
    ];
  }
  const missing =
    owner === undefined ? [] : failures(() => resolveAccess(units, { owner, viewers, public: false }));
  if (missing.length > 0) return missing.map((error) => failed(id, error));
  const found = owner === undefined ? '' : `; „${owner}“ und alle Leserechte sind darunter`;
  return [ok(id, `Sichtbar sind ${units.length} Organisationseinheiten${found}.`)];
}

async function checkAccountRights(
  { tokens, expectations }: Examination,
  units: readonly ListedOrganizationalUnit[],
): Promise<TargetCheck[]> {
  const claims = readAccountClaims(await tokens.current());
  return claims ? [checkRights(claims, units, expectations.owner)] : [];
}

function checkTopics(topics: readonly TopicNode[], wanted: readonly (readonly string[])[]): TargetCheck[] {
  if (topics.length === 0) {
    return [
      fail(
        'topics',
        'In KomMonitor gibt es keine Themen für Indikatoren.',
        'Legen Sie die Themen in KomMonitor an: Ohne Thema erscheint ein Indikator nicht im Themenbaum.',
      ),
    ];
  }
  const missing = wanted.flatMap((path) => failures(() => resolveTopic(topics, path)));
  if (missing.length > 0) return missing.map((error) => failed('topics', error));
  return [ok('topics', `Es gibt ${topics.length} Hauptthemen; alle benötigten Themen sind da.`)];
}

function failures(action: () => unknown): unknown[] {
  try {
    action();
    return [];
  } catch (error) {
    return [error];
  }
}

async function attempt(id: string, check: () => Promise<TargetCheck[]>): Promise<TargetCheck[]> {
  try {
    return await check();
  } catch (error) {
    return [failed(id, error)];
  }
}

/** Only our own errors speak to people; anything else is a bug and goes on. */
function failed(id: string, error: unknown): TargetCheck {
  if (error instanceof SyncError) return fail(id, error.message, error.hint);
  throw error;
}
