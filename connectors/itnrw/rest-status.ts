/** The status codes of GENESIS REST and what follows from them. */
import { SyncError } from '../../src/sdk/index.ts';
import type { RestStatus } from './rest-answer.ts';

export const OK: ReadonlySet<number> = new Set([0, 22]);
export const TOO_BIG = 98;
export const JOB_ACCEPTED = 99;
/** While a job is waited for: not yet. Otherwise: empty. */
export const NO_OBJECT = 104;

interface Meaning {
  readonly code: string;
  readonly kind: 'configuration' | 'permission' | 'source';
  readonly message: string;
  readonly hint: string;
}

const FAILED: Meaning = {
  code: 'source.genesis-failed',
  kind: 'source',
  message: 'Der Dienst konnte die Tabelle nicht liefern',
  hint: 'Prüfen Sie die Auswahl in der Job-Datei, oder versuchen Sie es später noch einmal.',
};

const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [
    15,
    {
      code: 'source.genesis-login',
      kind: 'permission',
      message: 'Der Dienst erkennt Benutzer oder Kennwort nicht an',
      hint: 'Prüfen Sie die beiden Umgebungsvariablen des Dienstes und ob das Konto freigeschaltet ist.',
    },
  ],
  [
    50,
    {
      code: 'source.genesis-unchanged',
      kind: 'source',
      message: 'Der Dienst meldet, dass es nichts Neueres gibt',
      hint: 'Nichts zu tun: Die Tabelle wird beim nächsten Lauf wieder abgefragt.',
    },
  ],
  [
    90,
    {
      code: 'source.genesis-table-unknown',
      kind: 'configuration',
      message: 'Diese Tabelle gibt es bei dem Dienst oder in dieser Auswahl nicht',
      hint: 'Prüfen Sie Tabellennummer, Regionalschlüssel und Merkmale in der Job-Datei.',
    },
  ],
  [
    NO_OBJECT,
    {
      code: 'source.genesis-empty',
      kind: 'source',
      message: 'Zu dieser Auswahl hat der Dienst nichts',
      hint: 'Prüfen Sie die Auswahl in der Job-Datei.',
    },
  ],
]);

/** The error for a status that is not what was hoped for; the service's own sentence is quoted, shortened. */
export function statusError(status: RestStatus, table: string): SyncError {
  const { message, ...meaning } = MEANINGS.get(status.code) ?? FAILED;
  const said = status.text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
  const about = table === '' ? '' : ` (Tabelle ${table})`;
  return new SyncError({ ...meaning, message: `${message}${about}: Status ${status.code}, „${said}“` });
}
