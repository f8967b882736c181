/** What an answer of KomMonitor means: its JSON, or the error that its status stands for. Pure. */
import type { ZodType } from 'zod';
import { SyncError, type ErrorKind } from '../errors.ts';
import type { HttpAnswer } from './http.ts';

/** Statuses with which the server refuses before it has touched anything (contract, 1.3). */
const REFUSED_BEFOREHAND: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 406, 413, 415]);
const LONGEST_REASON = 200;

export function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/**
 * The body as `schema` reads it. Throws SyncError `target.answer-unreadable`, or `target.encrypted` where
 * the server wraps its answers.
 */
export function readAnswer<T>(answer: HttpAnswer, schema: ZodType<T>, what: string): T {
  return checkShape(parseJson(answer, what), schema, what);
}

export function parseJson(answer: HttpAnswer, what: string): unknown {
  try {
    // fatal: a server with another default charset must not turn names into replacement characters
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.bytes));
  } catch {
    throw unreadable(what, 'kein gültiges JSON in UTF-8');
  }
}

export function checkShape<T>(json: unknown, schema: ZodType<T>, what: string): T {
  if (isEncrypted(json)) throw encrypted(what);
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = (issue?.path ?? []).map(String).join('.') || 'ganze Antwort';
  throw unreadable(what, `${place}: ${issue?.code === 'custom' ? issue.message : 'anderer Aufbau'}`);
}

export function unreadable(what: string, detail: string): SyncError {
  return new SyncError({
    code: 'target.answer-unreadable',
    kind: 'target',
    message: `Die Antwort von KomMonitor hat nicht die erwartete Form (${detail}): ${what}.`,
    hint: 'Prüfen Sie mit „kmsync doctor“ die Adresse und die Version von KomMonitor.',
  });
}

/** The error for a read that was answered, but not with success. */
export function readFailure(answer: HttpAnswer, what: string): SyncError {
  const { status } = answer;
  if (status === 401 || status === 403) {
    return failure('target.refused', 'permission', answer, {
      message: `KomMonitor verweigert das Lesen: ${what}`,
      hint:
        status === 401
          ? 'KomMonitor erkennt die Anmeldung nicht an. Prüfen Sie, ob der Aussteller (issuer) genau der von KomMonitor ist.'
          : 'Das Objekt fehlt, oder dem Konto fehlt das Leserecht daran.',
    });
  }
  if (status === 429 || (status >= 502 && status <= 504)) {
    return failure('target.busy', 'target', answer, {
      message: `KomMonitor ist überlastet oder wird gewartet: ${what}`,
      hint: 'Versuchen Sie es später noch einmal; der Lauf kann fortgesetzt werden.',
    });
  }
  if (status === 404 || (status >= 300 && status < 400)) {
    return failure('target.unreachable', 'target', answer, {
      message: `Unter der angegebenen Adresse antwortet keine Datenverwaltung von KomMonitor: ${what}`,
      hint: 'Prüfen Sie die Adresse: Sie endet auf „/management“ und leitet nicht weiter.',
    });
  }
  return failure('target.read-failed', 'target', answer, {
    message: `KomMonitor meldet einen Fehler beim Lesen: ${what}`,
    hint: 'Sehen Sie im Protokoll des KomMonitor-Servers nach.',
  });
}

/** The error for a write that was answered, but not with success. */
export function writeFailure(answer: HttpAnswer, what: string): SyncError {
  const { status } = answer;
  if (REFUSED_BEFOREHAND.has(status)) {
    return failure('target.write-refused', isPermission(status) ? 'permission' : 'target', answer, {
      message: `KomMonitor hat den Auftrag abgelehnt, geändert wurde nichts: ${what}`,
      hint: refusedHint(status),
    });
  }
  if (status === 429) {
    return failure('target.busy', 'target', answer, {
      message: `KomMonitor nimmt zurzeit keine Aufträge an, geändert wurde nichts: ${what}`,
      hint: 'Versuchen Sie es später noch einmal; der Lauf kann fortgesetzt werden.',
    });
  }
  return failure('target.write-uncertain', 'target', answer, {
    message: `Ob KomMonitor den Auftrag ausgeführt hat, ist unklar: ${what}`,
    hint: 'Der Auftrag kann ganz, halb oder gar nicht ausgeführt sein. Vor einem neuen Versuch wird der Stand zurückgelesen.',
  });
}

/** For an answer of success whose body cannot be trusted: the write may well have happened. */
export function unconfirmed(what: string, detail: string): SyncError {
  return new SyncError({
    code: 'target.write-uncertain',
    kind: 'target',
    message: `KomMonitor hat den Auftrag angenommen, aber nicht lesbar bestätigt (${detail}): ${what}.`,
    hint: 'Vor einem neuen Versuch wird der Stand zurückgelesen.',
  });
}

function failure(
  code: string,
  kind: ErrorKind,
  answer: HttpAnswer,
  text: { message: string; hint: string },
): SyncError {
  const said = serverReason(answer);
  const cause = Object.assign(new Error(`HTTP ${answer.status}`), { status: answer.status });
  const message = `${text.message} (HTTP ${answer.status}${said ? `, „${said}“` : ''}).`;
  return new SyncError({ code, kind, message, hint: text.hint, cause });
}

function isPermission(status: number): boolean {
  return status === 401 || status === 403;
}

function refusedHint(status: number): string {
  if (status === 401)
    return 'Die Anmeldung gilt nicht mehr oder KomMonitor erkennt den Aussteller (issuer) nicht an.';
  if (status === 403)
    return 'Das Objekt fehlt, oder dem Konto fehlt das Recht daran. „kmsync doctor“ zeigt die Rechte.';
  if (status === 413)
    return 'Der vorgeschaltete Webserver lässt so große Aufträge nicht zu (nginx: client_max_body_size).';
  return 'Prüfen Sie mit „kmsync doctor“ die Adresse und die Version von KomMonitor.';
}

/** The `message` of the server's error body, shortened, without anything that looks like a token. */
function serverReason(answer: HttpAnswer): string {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(answer.bytes));
    const message = body !== null && typeof body === 'object' && 'message' in body ? body.message : '';
    return typeof message === 'string' ? harmless(message) : '';
  } catch {
    return '';
  }
}

function harmless(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/Bearer\s+\S+/gi, '…')
    .replace(/eyJ[\w-]+(\.[\w-]*)*/g, '…')
    .trim()
    .slice(0, LONGEST_REASON);
}

function isEncrypted(json: unknown): boolean {
  return json !== null && typeof json === 'object' && 'encryptedData' in json;
}

function encrypted(what: string): SyncError {
  return new SyncError({
    code: 'target.encrypted',
    kind: 'target',
    message: `KomMonitor verschlüsselt seine Antworten: ${what}.`,
    hint: 'Schalten Sie im KomMonitor-Server „encryption.enabled“ aus; der Weg ist durch HTTPS geschützt.',
  });
}
