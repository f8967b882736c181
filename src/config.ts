/**
 * The configuration of one site: defaults of the program, overridden entry by entry by the site's
 * `kmsync.yaml`, secrets from the environment only. Everything is checked before anything is opened.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { LETTERS, NOTICES } from './core/notices.ts';
import { SyncError } from './errors.ts';
import { loadYaml } from './mapping/load.ts';
import { configurationError } from './mapping/problem.ts';

const address = z.url({ protocol: /^https?$/, error: 'Eine http(s)-Adresse wird erwartet.' });
const name = z.string().min(1);

const target = z.strictObject({
  url: address.describe('Adresse der Schnittstelle bis einschließlich /management'),
  issuer: address.describe('Adresse der Anmeldung, bei Keycloak …/realms/kommonitor'),
  clientId: name,
  caFile: z.exactOptional(name).describe('PEM-Datei mit weiteren Zertifizierungsstellen'),
});
const access = z.strictObject({
  owner: name.describe('Organisationseinheit, der die Daten gehören'),
  viewers: z.array(name).describe('Organisationseinheiten, die lesen dürfen'),
  public: z.boolean(),
});
const folders = z.strictObject({ deliveries: name, state: name });

const share = z.number().min(0).max(1);
const greenAndRed = z.strictObject({ green: share, red: share });
const quality = z.strictObject({
  matchRate: greenAndRed.describe('zugeordnete Personen, ohne die ohne oder mit geschützter Adresse'),
  unmatchedGemeinde: share.describe('Anteil ohne Zuordnung, ab dem eine Gemeinde genannt wird'),
  register: greenAndRed.describe('Abweichung des Registers von der amtlichen Zahl'),
  numerator: greenAndRed.describe('Abweichung eines Zählers vom veröffentlichten Wert'),
  keyShare: share.describe('über den Schlüssel zugeordnet'),
  disagreement: greenAndRed.describe('Straßenverzeichnis gegen Hauskoordinate'),
  nearEdge: share,
  qualityC: share,
  change: z.strictObject({ share, persons: z.int().min(0) }).describe('Veränderung zum Vorjahr, über beidem'),
});

const disclosure = z.strictObject({
  solverMemoryMb: z
    .int()
    .min(256)
    .describe('Arbeitsspeicher in MB, den der Löser der Geheimhaltung belegen darf; darüber wird er beendet'),
  solverSeconds: z
    .int()
    .min(1)
    .describe('Sekunden je Teilproblem über die Suchzeit der Regeln hinaus; danach wird er beendet'),
});

const approval = z.strictObject({
  required: z
    .enum(['always', 'except-simulator'])
    .describe('für welche Ziele zwei Personen zustimmen müssen; für ein echtes KomMonitor immer'),
});
const login = z.strictObject({
  with: z.enum(['local', 'openid']).describe('Konten dieser Installation oder die Anmeldung von KomMonitor'),
  issuer: z.exactOptional(address).describe('Adresse der Anmeldung für Personen; sonst die des Ziels'),
  clientId: name.describe('öffentlicher Client mit „Device Authorization Grant“'),
  webClientId: name.describe('vertraulicher Client der Oberfläche; Geheimnis in KMSYNC_WEB_CLIENT_SECRET'),
});

const notify = z
  .strictObject({
    mail: z
      .strictObject({
        host: name,
        port: z.int().min(1).max(65_535),
        encryption: z.enum(['tls', 'starttls', 'none']),
        user: z.exactOptional(name).describe('Konto am Mailserver; Kennwort in KMSYNC_SMTP_PASSWORD'),
        from: z.email(),
        recipients: z
          .array(z.strictObject({ to: z.email(), notices: z.array(z.enum([...NOTICES, ...LETTERS])).min(1) }))
          .min(1),
      })
      .optional(),
    webhook: z.strictObject({ url: address }).optional().describe('unterschrieben mit KMSYNC_WEBHOOK_SECRET'),
  })
  .describe('wer bei Ereignissen benachrichtigt wird, die einen Menschen brauchen');

const megabytes = z.int().min(1);
const upload = z.strictObject({
  largestMb: megabytes.describe('größte Datei, die hochgeladen werden kann'),
  largestPlainMb: megabytes.describe('dasselbe in Browsern ohne JavaScript, wo sich nichts fortsetzen lässt'),
  perPersonMb: megabytes.describe('angefangene Übertragungen einer Person zusammen'),
  clamd: z
    .exactOptional(name)
    .describe(
      'Virenscanner clamd: „rechner:port“ oder Pfad seines Sockets; ohne Antwort wird nichts angenommen',
    ),
});

const webConsole = z.strictObject({
  organisation: name.describe('Name der Behörde in der Kopfzeile'),
  accent: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: 'Eine Farbe wie #337ab7 wird erwartet.' })
    .describe('Farbe der Kopfzeile, mit weißer Schrift darauf'),
  url: z
    .exactOptional(address)
    .describe('Adresse, unter der die Oberfläche aufgerufen wird; ohne sie nur auf diesem Rechner'),
  portal: z
    .exactOptional(z.url({ protocol: /^https$/, error: 'Eine https-Adresse wird erwartet.' }))
    .describe('Adresse der Webseite von KomMonitor, auf die „In KomMonitor ansehen“ führt'),
  contact: name.describe('wer bei Fragen hilft, mit Telefon'),
  checklist: z
    .array(name.max(200))
    .max(5)
    .describe('woran auf der Seite „Freigabe“ vor der Entscheidung erinnert wird'),
  imprint: z.exactOptional(name).describe('Impressum; eine leere Zeile trennt Absätze'),
  upload,
});

const complete = z.strictObject({
  target,
  access,
  folders,
  quality,
  disclosure,
  approval,
  login,
  console: webConsole,
});
/** What a site may override; YAML knows no `undefined`, so an entry that is there has a value. */
const partial = z
  .strictObject({
    target: target.partial(),
    access: access.partial(),
    folders: folders.partial(),
    quality: quality.partial(),
    disclosure: disclosure.partial(),
    approval: approval.partial(),
    login: login.partial(),
    console: webConsole.extend({ upload: upload.partial() }).partial(),
    notify,
  })
  .partial();

export interface Config extends z.output<typeof complete> {
  /** Without it nobody is notified. */
  readonly notify: z.output<typeof notify>;
  /** Absolute; relative paths of the configuration are below it. */
  readonly site: string;
  readonly deliveries: string;
  readonly state: string;
}

export const SITE_FILE = 'kmsync.yaml';

export interface ConfigQuestion {
  /** Absolute folder of the site. */
  readonly site: string;
  /** The program's own `config/default.yaml`. */
  readonly defaults: string;
  /** Overrides `folders.deliveries`, from the command line. */
  readonly deliveries?: string | undefined;
}

/** Throws SyncError `mapping.invalid` (kind configuration) with file, line and column of every mistake. */
export async function loadConfig({ site, defaults, deliveries }: ConfigQuestion): Promise<Config> {
  const base = loadYaml(await readFile(defaults, 'utf8'), 'config/default.yaml', complete);
  if (!base.ok) throw configurationError(base.problems);
  const text = await readIfThere(path.join(site, SITE_FILE));
  const own = text === undefined ? undefined : loadYaml(text, SITE_FILE, partial);
  if (own && !own.ok) throw configurationError(own.problems);

  const merged: z.output<typeof complete> = {
    target: Object.assign({}, base.value.target, own?.value.target),
    access: Object.assign({}, base.value.access, own?.value.access),
    folders: Object.assign({}, base.value.folders, own?.value.folders),
    quality: Object.assign({}, base.value.quality, own?.value.quality),
    disclosure: Object.assign({}, base.value.disclosure, own?.value.disclosure),
    approval: Object.assign({}, base.value.approval, own?.value.approval),
    login: Object.assign({}, base.value.login, own?.value.login),
    console: {
      ...Object.assign({}, base.value.console, own?.value.console),
      upload: Object.assign({}, base.value.console.upload, own?.value.console?.upload),
    },
  };
  return {
    ...merged,
    notify: own?.value.notify ?? {},
    site,
    deliveries: path.resolve(site, deliveries ?? merged.folders.deliveries),
    state: path.resolve(site, merged.folders.state),
  };
}

/**
 * A secret from `NAME`, or from the file that `NAME_FILE` names. Throws SyncError `config.secret-missing` or, where
 * both are set, `config.secret-twice`; the value never appears in it.
 */
export async function readSecret(name: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const value = environment[name];
  const file = environment[`${name}_FILE`];
  if (value && file)
    throw new SyncError({
      code: 'config.secret-twice',
      kind: 'configuration',
      message: `Das Geheimnis ${name} ist zweimal gesetzt, als ${name} und als ${name}_FILE.`,
      hint: 'Löschen Sie eine der beiden Umgebungsvariablen.',
    });
  if (value) return value;
  if (file) {
    const content = await readIfThere(file);
    if (content?.trim()) return content.trim();
  }
  throw new SyncError({
    code: 'config.secret-missing',
    kind: 'configuration',
    message: `Das Geheimnis ${name} ist nicht gesetzt.`,
    hint: `Setzen Sie die Umgebungsvariable ${name} oder ${name}_FILE (Datei, in der es steht).`,
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // Going on with the defaults would publish to another target than the one the file names.
    throw new SyncError({
      code: 'config.unreadable',
      kind: 'configuration',
      message: `Die Datei „${path.basename(file)}“ ist da, lässt sich aber nicht lesen.`,
      hint: 'Prüfen Sie die Leserechte für das Konto, unter dem kmsync läuft.',
      cause: error,
    });
  }
}
