/** What a log-in at the realm is refused with. Only codes of the library's errors go on: their causes hold tokens. */
import * as oidc from 'openid-client';
import { SyncError } from '../errors.ts';
import { bareCause } from './network-error.ts';

/** One that this program made itself, however deep the library has put it. */
export function ownLoginError(error: unknown): SyncError | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof SyncError && at.code.startsWith('login.')) return at;
  return undefined;
}

/** Whatever is the same for every way to log in. */
export function loginError(error: unknown, issuer: string): SyncError {
  const code = loginErrorCode(error);
  if (code === 'access_denied') return denied('Die Anmeldung wurde abgelehnt.');
  if (/^OAUTH_(?:JWT|INVALID|KEY|MISSING)|_CHECK_FAILED|_COMPARISON_FAILED/.test(code))
    return withoutIdentity();
  return new SyncError({
    code: 'login.unreachable',
    kind: 'target',
    message: `Die Anmeldung bei ${new URL(issuer).host} antwortet nicht wie erwartet.`,
    hint: 'Prüfen Sie „login.issuer“ und ob die Anmeldung läuft.',
    cause: bareCause(code),
  });
}

/** The issuer's own code where it has answered with one, else that of the library or the system. */
export function loginErrorCode(error: unknown): string {
  if (error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError)
    return error.error;
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return 'unbekannter Fehler';
}

export function denied(message: string): SyncError {
  return new SyncError({
    code: 'login.denied',
    kind: 'permission',
    message: `${message} Es wurde nichts geändert.`,
    hint: 'Wiederholen Sie den Befehl, wenn Sie sich anmelden wollen.',
  });
}

/** `needed`: what has to be set up, as a German hint. */
export function refusedClient(code: string, needed: string): SyncError {
  const known = /^[\w .-]{1,60}$/.test(code) ? code : 'abgelehnt';
  return new SyncError({
    code: 'login.client-refused',
    kind: 'configuration',
    message: `Die Anmeldung kennt dieses Programm nicht oder erlaubt ihm diesen Weg nicht (${known}).`,
    hint: needed,
    cause: bareCause(known),
  });
}

export function withoutIdentity(): SyncError {
  return new SyncError({
    code: 'login.no-identity',
    kind: 'permission',
    message: 'Die Anmeldung hat keinen gültigen Nachweis geliefert, wer Sie sind.',
    hint: 'Prüfen Sie die Uhrzeit dieses Rechners und „login.issuer“; beides muss mit der Anmeldung übereinstimmen.',
  });
}

export function insecureIssuer(): SyncError {
  return new SyncError({
    code: 'login.issuer-insecure',
    kind: 'configuration',
    message: 'Die Anmeldung ist nur unverschlüsselt (http) zu erreichen.',
    hint: 'Tragen Sie als „issuer“ eine https-Adresse ein; http ist nur auf demselben Rechner erlaubt.',
  });
}
