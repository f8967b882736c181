/** Errors of talking to a source over HTTP: code, sentence, next step. No address beyond the host is named. */
import { SyncError, type ErrorKind } from '../errors.ts';

const HINTS: Readonly<Record<string, string>> = {
  'source.host-refused': 'Prüfen Sie die Adresse des Dienstes in der Job-Datei.',
  'source.address-refused':
    'Steht der Dienst im eigenen Netz, nennen Sie ihn in der Job-Datei unter „internalHosts“. Sonst prüfen Sie, wohin sein Name zeigt.',
  'source.redirected':
    'Vermutlich ist der Dienst umgezogen. Prüfen Sie seine Adresse und melden Sie die Änderung.',
  'source.timeout': 'Versuchen Sie es später noch einmal, oder rufen Sie weniger auf einmal ab.',
  'source.login-refused':
    'Prüfen Sie Benutzer und Kennwort in den Umgebungsvariablen und ob das Konto freigeschaltet ist.',
  'source.not-there': 'Prüfen Sie die Adresse in der Job-Datei, oder fragen Sie die liefernde Stelle.',
};

export function sourceError(code: string, message: string, kind: ErrorKind = 'source'): SyncError {
  const hint = HINTS[code] ?? 'Prüfen Sie die Verbindung ins Netz und versuchen Sie es später noch einmal.';
  return new SyncError({ code, kind, message, hint });
}

/** `code` of the system or of the library; empty where there is none. */
export function networkError(host: string, code: string): SyncError {
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED')
    return sourceError('source.timeout', `„${host}“ antwortet nicht rechtzeitig.`);
  return sourceError(
    'source.unreachable',
    `„${host}“ ist nicht erreichbar${code === '' ? '' : ` (${code})`}.`,
  );
}

export function redirected(host: string): SyncError {
  return sourceError('source.redirected', `„${host}“ leitet die Anfrage an eine andere Adresse weiter.`);
}

/** For a status that is no answer to what was asked; `what` is a noun phrase such as a file name. */
export function statusError(host: string, status: number, what: string): SyncError {
  if (status === 401 || status === 403 || status === 407)
    return sourceError(
      'source.login-refused',
      `„${host}“ verweigert den Zugriff auf ${what} (HTTP ${status}).`,
      'permission',
    );
  if (status === 404 || status === 410)
    return sourceError('source.not-there', `Auf „${host}“ gibt es ${what} nicht (HTTP ${status}).`);
  return sourceError('source.http-status', `„${host}“ liefert ${what} nicht (HTTP ${status}).`);
}
