/** Local accounts: made, locked and logged in to, with the ledger counting the wrong passwords. */
import { SyncError } from '../../errors.ts';
import type { EventSink } from '../ports.ts';
import type { Account, ApprovalBook } from './approval-book.ts';
import { checkPassword, hashPassword } from './password.ts';
import { pseudonym, type Person } from './person.ts';

export interface LoginPorts {
  readonly ledger: Pick<ApprovalBook, 'account' | 'accounts' | 'putAccount' | 'countLogin' | 'forgetLogins'>;
  readonly log: EventSink;
}

const LIMITS = { attempts: 5, seconds: 15 * 60 };
const SHORTEST_PASSWORD = 12;
const NAME = /^[a-z][a-z0-9._-]{1,31}$/;

const LOCAL = 'local:';

export function localSubject(name: string): string {
  return LOCAL + name;
}

export function isLocalSubject(subject: string): boolean {
  return subject.startsWith(LOCAL);
}

/** Throws SyncError `account.name-invalid`, `account.exists`, `account.password-short` (kind usage). */
export async function addAccount(
  { name, roles, password, groups = [] }: Pick<Account, 'name' | 'roles' | 'password' | 'groups'>,
  ports: LoginPorts,
): Promise<void> {
  if (!NAME.test(name))
    throw new SyncError({
      code: 'account.name-invalid',
      kind: 'usage',
      message: 'Dieser Name ist für ein Konto nicht möglich.',
      hint: 'Erlaubt sind 2 bis 32 Kleinbuchstaben, Ziffern, Punkt, Unterstrich und Bindestrich, am Anfang ein Buchstabe.',
    });
  if (await ports.ledger.account(name))
    throw new SyncError({
      code: 'account.exists',
      kind: 'usage',
      message: `Ein Konto „${name}“ gibt es schon.`,
      hint: 'Ein neues Kennwort setzt „kmsync accounts password“.',
    });
  await put({ name, roles, password: await newRecord(password), locked: false, groups }, 'added', ports);
}

export async function setPassword(name: string, password: string, ports: LoginPorts): Promise<void> {
  const account = await accountNamed(name, ports);
  await put({ ...account, password: await newRecord(password) }, 'password', ports);
}

/** The organisations that the account belongs to, instead of those of before. */
export async function setGroups(name: string, groups: readonly string[], ports: LoginPorts): Promise<void> {
  const account = await accountNamed(name, ports);
  await put({ ...account, groups }, 'groups', ports);
}

export async function setLocked(name: string, locked: boolean, ports: LoginPorts): Promise<void> {
  const account = await accountNamed(name, ports);
  await put({ ...account, locked }, locked ? 'locked' : 'unlocked', ports);
}

/**
 * Throws SyncError of kind permission: `login.refused`, the same for an unknown name, a wrong password and a locked
 * account, or `login.too-often`, whoever asks.
 */
export async function logIn(name: string, password: string, ports: LoginPorts): Promise<Person> {
  const { ledger, log } = ports;
  const subject = localSubject(name);
  if (!(await ledger.countLogin(name, LIMITS))) {
    log('Sec:LoginFailed', { subject: pseudonym(subject), code: 'login.too-often' });
    throw tooOften();
  }
  const account = await ledger.account(name);
  const { matches, outdated } = await checkPassword(password, account?.password);
  if (!account || !matches || account.locked) {
    log('Sec:LoginFailed', { subject: pseudonym(subject), code: 'login.refused' });
    throw refused();
  }
  await ledger.forgetLogins(name);
  if (outdated) await ledger.putAccount({ ...account, password: await hashPassword(password) }, 'rehashed');
  log('Sec:Login', { subject: pseudonym(subject) });
  return { subject, name, roles: new Set(account.roles), ...groupsOf(account) };
}

function groupsOf({ groups = [] }: Pick<Account, 'groups'>): Pick<Person, 'groups'> {
  return groups.length === 0 ? {} : { groups };
}

async function put(
  account: Omit<Account, 'createdAt'>,
  change: Parameters<ApprovalBook['putAccount']>[1],
  { ledger, log }: LoginPorts,
): Promise<void> {
  await ledger.putAccount(account, change);
  log('Sec:AccountChanged', { subject: pseudonym(localSubject(account.name)), kind: change });
}

async function newRecord(password: string): Promise<string> {
  if (password.length >= SHORTEST_PASSWORD) return hashPassword(password);
  throw new SyncError({
    code: 'account.password-short',
    kind: 'usage',
    message: `Das Kennwort ist zu kurz: Erwartet werden mindestens ${SHORTEST_PASSWORD} Zeichen.`,
    hint: 'Vier zufällige Wörter sind lang genug und gut zu merken.',
  });
}

async function accountNamed(name: string, { ledger }: LoginPorts): Promise<Account> {
  const account = await ledger.account(name);
  if (account) return account;
  throw new SyncError({
    code: 'account.unknown',
    kind: 'usage',
    message: `Ein Konto „${name}“ gibt es nicht.`,
    hint: '„kmsync accounts list“ zeigt alle Konten.',
  });
}

function refused(): SyncError {
  return new SyncError({
    code: 'login.refused',
    kind: 'permission',
    message: 'Die Anmeldung wurde abgelehnt.',
    hint: 'Prüfen Sie Name und Kennwort. Ein gesperrtes Konto gibt die IT mit „kmsync accounts lock --undo“ wieder frei.',
  });
}

function tooOften(): SyncError {
  return new SyncError({
    code: 'login.too-often',
    kind: 'permission',
    message: 'Unter diesem Namen wurde zu oft ein falsches Kennwort eingegeben.',
    hint: 'Versuchen Sie es in einer Viertelstunde noch einmal.',
  });
}

export function localOnly(): SyncError {
  return new SyncError({
    code: 'login.no-name',
    kind: 'usage',
    message: 'Dazu müssen Sie sich anmelden.',
    hint: 'Nennen Sie Ihr Konto mit „--as <name>“. Konten legt die IT mit „kmsync accounts add“ an.',
  });
}

export function openIdOnly(): SyncError {
  return new SyncError({
    code: 'login.openid-only',
    kind: 'usage',
    message: 'Diese Installation verwendet die Anmeldung von KomMonitor; eigene Konten gelten hier nicht.',
    hint: 'Lassen Sie „--as“ weg. Das Programm nennt Ihnen die Seite und den Code für die Anmeldung.',
  });
}
