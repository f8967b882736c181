/**
 * Turns what SQLite, the file system or zlib throw into the ledger's own SyncErrors. Paths stay out of the
 * sentences; a library's error travels only as cause, and only where its text names no path.
 */
import { SyncError } from '../errors.ts';

export interface Translation {
  readonly code: string;
  readonly kind: 'local' | 'configuration' | 'internal';
  readonly message: string;
  readonly hint: string;
}

export const DISK_FULL: Translation = {
  code: 'ledger.disk-full',
  kind: 'local',
  message: 'Für die Laufdatenbank ist kein Speicherplatz mehr frei.',
  hint: 'Schaffen Sie Platz auf dem Datenträger oder erhöhen Sie das Kontingent, und starten Sie den Lauf erneut.',
};
export const NOT_WRITABLE: Translation = {
  code: 'ledger.not-writable',
  kind: 'local',
  message: 'Die Laufdatenbank kann nicht geöffnet oder beschrieben werden.',
  hint: 'Prüfen Sie, ob der Datenordner vorhanden ist und dem Benutzer gehört, unter dem das Programm läuft.',
};
export const BUSY: Translation = {
  code: 'ledger.busy',
  kind: 'local',
  message: 'Die Laufdatenbank ist durch einen anderen Vorgang gesperrt.',
  hint: 'Warten Sie, bis der andere Vorgang beendet ist, und versuchen Sie es dann erneut.',
};
export const DAMAGED: Translation = {
  code: 'ledger.damaged',
  kind: 'local',
  message: 'Die Laufdatenbank ist beschädigt oder keine Laufdatenbank.',
  hint: 'Stellen Sie die letzte Sicherung wieder her und prüfen Sie den Datenträger.',
};
export const IO_FAILED: Translation = {
  code: 'ledger.io-failed',
  kind: 'local',
  message: 'Beim Lesen oder Schreiben der Laufdatenbank meldet der Datenträger einen Fehler.',
  hint: 'Prüfen Sie den Datenträger und versuchen Sie es erneut. Bereits bestätigte Einträge bleiben erhalten.',
};
export const FAILED: Translation = {
  code: 'ledger.failed',
  kind: 'internal',
  message: 'Die Laufdatenbank hat einen Eintrag abgelehnt.',
  hint: 'Das ist ein Programmfehler. Bitte melden Sie ihn mit der Laufnummer.',
};

/** By the beginning of the result code, longest first: SQLite extends its codes (`SQLITE_BUSY_SNAPSHOT`). */
const BY_SQLITE_CODE: readonly (readonly [string, Translation])[] = [
  ['SQLITE_FULL', DISK_FULL],
  ['SQLITE_READONLY', NOT_WRITABLE],
  ['SQLITE_CANTOPEN', NOT_WRITABLE],
  ['SQLITE_PERM', NOT_WRITABLE],
  ['SQLITE_AUTH', NOT_WRITABLE],
  ['SQLITE_BUSY', BUSY],
  ['SQLITE_LOCKED', BUSY],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_NOTADB', DAMAGED],
  ['SQLITE_IOERR', IO_FAILED],
];

const BY_SYSTEM_CODE: Readonly<Record<string, Translation>> = {
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EFBIG: DISK_FULL,
  EACCES: NOT_WRITABLE,
  EPERM: NOT_WRITABLE,
  EROFS: NOT_WRITABLE,
  ENOENT: NOT_WRITABLE,
  ENOTDIR: NOT_WRITABLE,
  EISDIR: NOT_WRITABLE,
  EEXIST: NOT_WRITABLE,
};

/** Error of a statement. SQLite's texts name tables and columns, never values, so it may be the cause. */
export function statementError(error: unknown): SyncError {
  const code = codeOf(error);
  const known = BY_SQLITE_CODE.find(([prefix]) => code.startsWith(prefix));
  return new SyncError({ ...(known ? known[1] : FAILED), cause: error });
}

/** Error of a file operation or of opening the database: their texts name absolute paths and are left out. */
export function fileError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  return new SyncError(BY_SYSTEM_CODE[codeOf(error)] ?? IO_FAILED);
}

/** The database cannot be opened at all; the driver names no result code here, only the path. */
export function openError(): SyncError {
  return new SyncError(NOT_WRITABLE);
}

/** A state that the callers of the ledger must not bring about; a bug, not a situation. */
export function misuse(message: string): SyncError {
  return new SyncError({ ...FAILED, code: 'ledger.misuse', message });
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
