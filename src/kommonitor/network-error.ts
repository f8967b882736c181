/** What a failed connection means for the caller: nothing happened, or nobody knows. Knows error codes, no library. */
import { SyncError } from '../errors.ts';
import { CONNECT_TIMEOUT } from './agents.ts';

export type RequestMode = 'read' | 'write';

/** A failure without an answer, reduced to what may be shown. */
export interface NetworkFailure {
  readonly code: string;
  /** System call that failed, where the system says so. */
  readonly syscall: string | undefined;
  readonly mode: RequestMode;
  /** Host and port. */
  readonly host: string;
  /** German noun phrase: what was being done. */
  readonly what: string;
}

export const INTERRUPTED = 'ERR_CANCELED';
export const TOO_LARGE = 'ANSWER_TOO_LARGE';

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', CONNECT_TIMEOUT]);
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|UNABLE_TO_|SELF_SIGNED_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/;
const UNREADABLE = /^(Z_|HPE_)/;
const WORTH_ANOTHER_TRY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  CONNECT_TIMEOUT,
]);

/** True where a read may succeed on the next try. */
export function isPassing(code: string): boolean {
  return WORTH_ANOTHER_TRY.has(code);
}

export function networkError(failure: NetworkFailure): SyncError {
  if (neverSent(failure)) return unreachable(failure);
  if (failure.mode === 'write') return uncertain(failure);
  if (failure.code === INTERRUPTED) return interrupted(failure.what);
  if (failure.code === TOO_LARGE || UNREADABLE.test(failure.code)) return unreadable(failure);
  return unreachable(failure);
}

/** For a request that is not even begun because the run was interrupted. */
export function interrupted(what: string): SyncError {
  return new SyncError({
    code: 'run.interrupted',
    kind: 'target',
    message: `Unterbrochen: ${what}.`,
    hint: 'Setzen Sie den Lauf mit „kmsync resume“ fort.',
  });
}

/** A cause that carries the code and nothing else: no address, no header, no token. */
export function bareCause(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function neverSent(failure: NetworkFailure): boolean {
  return NEVER_CONNECTED.has(failure.code) || failure.syscall === 'connect' || CERTIFICATE.test(failure.code);
}

function unreachable(failure: NetworkFailure): SyncError {
  return new SyncError({
    code: 'target.unreachable',
    kind: 'target',
    message: `${failure.host} ist nicht erreichbar (${reason(failure.code)}): ${failure.what}.`,
    hint: unreachableHint(failure.code),
    cause: bareCause(failure.code),
  });
}

function uncertain(failure: NetworkFailure): SyncError {
  return new SyncError({
    code: 'target.write-uncertain',
    kind: 'target',
    message: `Ob KomMonitor den Auftrag ausgeführt hat, ist unklar (${reason(failure.code)}): ${failure.what}.`,
    hint: 'KomMonitor arbeitet möglicherweise noch daran. Vor einem neuen Versuch wird der Stand zurückgelesen.',
    cause: bareCause(failure.code),
  });
}

function unreadable(failure: NetworkFailure): SyncError {
  return new SyncError({
    code: 'target.answer-unreadable',
    kind: 'target',
    message: `Die Antwort von ${failure.host} lässt sich nicht lesen (${reason(failure.code)}): ${failure.what}.`,
    hint: 'Prüfen Sie, ob ein vorgeschalteter Proxy die Antwort verändert.',
    cause: bareCause(failure.code),
  });
}

function reason(code: string): string {
  if (code === CONNECT_TIMEOUT) return 'Verbindungsaufbau dauerte zu lange';
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED') return 'Zeitüberschreitung';
  if (code === 'ECONNREFUSED') return 'Verbindung abgelehnt';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'Verbindung abgerissen';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Rechnername unbekannt';
  if (code === TOO_LARGE) return 'Antwort zu groß';
  if (code === INTERRUPTED) return 'unterbrochen';
  if (CERTIFICATE.test(code)) return `Zertifikat nicht anerkannt, ${code}`;
  return code;
}

function unreachableHint(code: string): string {
  if (CERTIFICATE.test(code))
    return 'Hinterlegen Sie das Zertifikat Ihrer Zertifizierungsstelle mit „caFile“ und prüfen Sie den Rechnernamen.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'Prüfen Sie den Rechnernamen in der Konfiguration und die Namensauflösung.';
  return 'Prüfen Sie Adresse, Netz und Firewall; der Lauf kann danach fortgesetzt werden.';
}
