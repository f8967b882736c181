/** What the doctor looks at on this machine and around it: disk, ledger, clock, secrets, ways to tell people. */
import { SyncError } from '../errors.ts';
import { LARGEST_OFFSET_SECONDS, LEAST_FREE_BYTES } from './health-checks.ts';

/** One line of the doctor's report, as the target's own checks have it. */
export interface SiteCheck {
  readonly id: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly text: string;
  readonly hint: string;
}

export interface SiteExamined {
  readonly freeBytes: () => Promise<number>;
  /** Fails where the ledger does not answer. */
  readonly askLedger: () => Promise<unknown>;
  /** Undefined where the ledger is a file. */
  readonly databaseTime: () => Promise<Date | undefined>;
  readonly now: () => Date;
  /** Name and reading of each secret that the configuration needs; the value is not looked at. */
  readonly secrets: readonly { readonly name: string; readonly read: () => Promise<unknown> }[];
  /** Where notices go; each is only connected to. */
  readonly channels: readonly {
    readonly id: 'mail' | 'webhook';
    readonly reach: () => Promise<SiteCheck>;
  }[];
}

const GIBIBYTE = 1024 ** 3;
const NUMBER = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

/** Everything is looked at, whatever fails. */
export async function examineSite(site: SiteExamined): Promise<readonly SiteCheck[]> {
  return [
    await disk(site),
    await ledger(site),
    await clock(site),
    ...(await examineSecrets(site.secrets)),
    ...(await Promise.all(site.channels.map(({ reach }) => reach()))),
  ];
}

async function disk({ freeBytes }: SiteExamined): Promise<SiteCheck> {
  const free = await freeBytes().catch(() => undefined);
  if (free === undefined)
    return {
      id: 'disk',
      state: 'fail',
      text: 'Der Ordner für Laufdatenbank und Lieferungen ist nicht zu lesen.',
      hint: 'Prüfen Sie „folders.state“ in kmsync.yaml und ob das Dienstkonto den Ordner lesen und beschreiben darf.',
    };
  const text = `Frei für Laufdatenbank und Lieferungen: ${NUMBER.format(free / GIBIBYTE)} GiB.`;
  if (free >= LEAST_FREE_BYTES) return { id: 'disk', state: 'ok', text, hint: '' };
  return {
    id: 'disk',
    state: 'fail',
    text,
    hint: `Schaffen Sie Platz: Unter ${NUMBER.format(LEAST_FREE_BYTES / GIBIBYTE)} GiB meldet sich der Dienst als nicht bereit.`,
  };
}

async function ledger({ askLedger, databaseTime }: SiteExamined): Promise<SiteCheck> {
  try {
    await askLedger();
    const kind = (await databaseTime()) ? 'PostgreSQL' : 'Datei';
    const text = `Die Laufdatenbank (${kind}) antwortet; ihr Aufbau ist der dieses Programms.`;
    return { id: 'ledger', state: 'ok', text, hint: '' };
  } catch (error) {
    return failedCheck('ledger', error);
  }
}

async function clock({ databaseTime, now }: SiteExamined): Promise<SiteCheck> {
  const id = 'ledger-clock';
  try {
    const reference = await databaseTime();
    if (!reference)
      return {
        id,
        state: 'ok',
        text: 'Die Laufdatenbank ist eine Datei und hat keine eigene Uhr; es gilt die dieses Rechners.',
        hint: '',
      };
    const seconds = Math.round(Math.abs(now().getTime() - reference.getTime()) / 1000);
    if (seconds <= LARGEST_OFFSET_SECONDS)
      return { id, state: 'ok', text: 'Die Uhren von Rechner und Laufdatenbank stimmen überein.', hint: '' };
    return {
      id,
      state: 'fail',
      text: `Die Uhr dieses Rechners weicht um ${seconds} Sekunden von der der Laufdatenbank ab.`,
      hint: 'Stellen Sie beide Uhren über einen Zeitserver (NTP); bis dahin meldet sich der Dienst als nicht bereit.',
    };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    const text = 'Die Uhr der Laufdatenbank wurde nicht geprüft: Sie antwortet nicht.';
    return { id, state: 'warn', text, hint: '' };
  }
}

export function examineSecrets(secrets: SiteExamined['secrets']): Promise<readonly SiteCheck[]> {
  return Promise.all(secrets.map(secret));
}

async function secret({ name, read }: SiteExamined['secrets'][number]): Promise<SiteCheck> {
  try {
    await read();
    return { id: 'secret', state: 'ok', text: `Das Geheimnis ${name} ist gesetzt.`, hint: '' };
  } catch (error) {
    return failedCheck('secret', error);
  }
}

/** Of a SyncError, which says what is wrong and what to do; any other error is a bug and goes on. */
export function failedCheck(id: string, error: unknown): SiteCheck {
  if (!(error instanceof SyncError)) throw error;
  return { id, state: 'fail', text: error.message, hint: error.hint };
}
