/**
 * Turns what PostgreSQL and its driver throw into the ledger's own SyncErrors. Their texts name users, hosts
 * and values, so only the result code travels on.
 */
import { SyncError } from '../errors.ts';
import {
  BUSY,
  DAMAGED,
  DISK_FULL,
  FAILED,
  IO_FAILED,
  NOT_WRITABLE,
  type Translation,
} from './ledger-error.ts';

const UNREACHABLE: Translation = {
  code: 'ledger.unreachable',
  kind: 'local',
  message: 'Die Laufdatenbank (PostgreSQL) ist nicht erreichbar. Es wird nichts nach KomMonitor geschrieben.',
  hint: 'Prüfen Sie, ob der Datenbankdienst läuft und von hier erreichbar ist. Setzen Sie unterbrochene Läufe danach mit „kmsync resume“ fort.',
};
const REFUSED: Translation = {
  code: 'ledger.refused',
  kind: 'configuration',
  message: 'Die Laufdatenbank (PostgreSQL) lehnt die Anmeldung ab.',
  hint: 'Prüfen Sie Benutzer, Kennwort und Name der Datenbank in KMSYNC_LEDGER_URL.',
};
const NO_RIGHT: Translation = {
  code: 'ledger.no-right',
  kind: 'configuration',
  message: 'Dem Benutzer der Laufdatenbank (PostgreSQL) fehlt ein Recht.',
  hint: 'Die Datenbank sollte diesem Benutzer gehören: Er legt die Tabellen selbst an.',
};

/** By the beginning of the SQLSTATE, longest first. */
const BY_STATE: readonly (readonly [string, Translation])[] = [
  ['53100', DISK_FULL],
  ['25006', NOT_WRITABLE],
  ['42501', NO_RIGHT],
  ['3D000', REFUSED],
  ['55P03', BUSY],
  ['57014', BUSY],
  ['57P', UNREACHABLE],
  ['25P03', UNREACHABLE],
  ['53', UNREACHABLE],
  ['08', UNREACHABLE],
  ['28', REFUSED],
  ['58', IO_FAILED],
  ['XX001', DAMAGED],
  ['XX002', DAMAGED],
];

export function postgresError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const state = stateOf(error);
  if (state === undefined) return new SyncError(UNREACHABLE);
  const known = BY_STATE.find(([prefix]) => state.startsWith(prefix));
  return new SyncError({ ...(known ? known[1] : FAILED), cause: new Error(`SQLSTATE ${state}`) });
}

/** Nothing can be said to the server over this connection any more. */
export function isConnectionLost(error: unknown): boolean {
  const state = stateOf(error);
  return state === undefined || /^(57P|08|25P03)/.test(state);
}

/** Only the server gives five characters; the driver and the operating system give other codes or none. */
function stateOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) && 'severity' in error
    ? error.code
    : undefined;
}
