/** `kmsync init <folder>`: a site directory that works at once, and overwrites nothing. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from '../errors.ts';
import { print, printJson, globalOptions, type AddCommand } from './command.ts';

const FILES: Readonly<Record<string, string>> = {
  'kmsync.yaml': `# Was hier fehlt, gilt aus config/default.yaml des Programms. Kennwörter stehen nie in dieser Datei, sondern in
# KMSYNC_CLIENT_SECRET oder in der Datei, die KMSYNC_CLIENT_SECRET_FILE nennt.
target:
  # Schnittstelle von KomMonitor bis einschließlich /management
  url: http://127.0.0.1:8085/management
  # Anmeldung, bei Keycloak …/realms/kommonitor
  issuer: http://127.0.0.1:8085/realms/kommonitor
  clientId: kommonitor-sync
access:
  # Organisationseinheit, der die Daten gehören, so wie sie in KomMonitor heißt
  owner: Statistikstelle
  # Organisationseinheiten, die auch lesen dürfen, was nicht öffentlich ist
  viewers: []
  public: true
folders:
  # Eingang der Lieferungen und Arbeitsordner, von diesem Ordner aus oder absolut
  deliveries: deliveries
  state: state
`,
  '.gitignore':
    '# Laufdatenbank, Lieferungen und Geheimnisse gehören nicht in die Versionsverwaltung.\nstate/\ndeliveries/\nsecrets/\n',
  'jobs/LIESMICH.md': 'Je Auftrag eine YAML-Datei. Vorlage: jobs/demo.yaml des Programms.\n',
  'mappings/LIESMICH.md':
    'Eigene profiles/, codes/, levels/, crosswalks/ und indicators/. Eine Datei mit derselben Kennung ersetzt die des Programms.\n',
  'config/policies/LIESMICH.md':
    'Eigene Regeln der Geheimhaltung. Ohne sie gilt config/policies/kreis-default.yaml des Programms.\n',
};
const FOLDERS = ['deliveries', 'state'];

export const addInit: AddCommand = (program) => {
  program
    .command('init')
    .description('Verzeichnis einer Installation mit Beispielkonfiguration anlegen')
    .argument('<ordner>', 'neuer oder leerer Ordner')
    .action(async (folder: string, _own: unknown, command) => {
      const site = path.resolve(folder);
      if ((await readdir(site).catch(() => [])).length > 0) throw notEmpty();
      for (const name of FOLDERS) await mkdir(path.join(site, name), { recursive: true, mode: 0o700 });
      for (const [name, content] of Object.entries(FILES)) {
        await mkdir(path.dirname(path.join(site, name)), { recursive: true });
        await writeFile(path.join(site, name), content, { flag: 'wx' });
      }
      if (globalOptions(command).json) return printJson({ site, files: Object.keys(FILES) });
      print(`Angelegt: ${site}`);
      print('Als Nächstes: Adressen in kmsync.yaml eintragen, dann „kmsync --site <ordner> doctor“.');
    });
};

function notEmpty(): SyncError {
  return new SyncError({
    code: 'init.not-empty',
    kind: 'usage',
    message: 'Der Ordner ist nicht leer. Es wurde nichts angelegt.',
    hint: 'Nennen Sie einen neuen Ordner.',
  });
}
