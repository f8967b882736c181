/** `kmsync backup`, `restore` and `verify`: a copy of everything that cannot be had again, and its way back. */
import path from 'node:path';
import type { App } from '../app.ts';
import { SyncError } from '../errors.ts';
import type { Manifest } from '../store/backup.ts';
import {
  globalOptions,
  print,
  printJson,
  siteFolder,
  withApp,
  type AddCommand,
  type CliContext,
} from './command.ts';
import { count, instantText } from './format.ts';

const INCOMPLETE = 11;

export const addBackup: AddCommand = (program, context) => {
  program
    .command('backup')
    .description('Laufdatenbank, versiegelte Dateien und Konfiguration in einen leeren Ordner sichern')
    .argument('<ordner>', 'neuer Ordner der Sicherung')
    .action(async (folder: string, _own: unknown, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const { backUp } = await import('../store/backup.ts');
          const manifest = await recorded(app, () =>
            backUp(path.resolve(folder), {
              ledger: app.ledger,
              sealedFolder: path.join(app.config.state, 'sealed'),
              site: app.config.site,
              program: app.ports.program,
              now: app.ports.now,
            }),
          );
          if (options.json) return printJson(manifest);
          print(
            `${count(manifest.files.length, 'Datei', 'Dateien')} gesichert, Stand ${instantText(manifest.at)}.`,
          );
          print('Bewahren Sie den Ordner „keys“ getrennt vom Rest auf und nicht länger als 30 Tage.');
        },
        'none',
      );
    });

  program
    .command('restore')
    .description('eine Sicherung in einen leeren Datenordner zurückspielen')
    .argument('<ordner>', 'Ordner der Sicherung')
    .action(async (folder: string, _own: unknown, command) => {
      if (context.environment['KMSYNC_LEDGER_URL'] || context.environment['KMSYNC_LEDGER_URL_FILE'])
        throw onServer();
      const source = path.resolve(folder);
      const site = siteFolder(globalOptions(command), context.environment);
      const { checkedManifest } = await import('../store/backup.ts');
      const { restore, restoreSite } = await import('../store/restore.ts');
      const { packageRoot } = await import('../app.ts');
      const { loadConfig } = await import('../config.ts');
      await checkedManifest(source);
      const withSite = await restoreSite(source, site);
      const defaults = path.join(packageRoot(), 'config/default.yaml');
      const { state } = await loadConfig({ site, defaults });
      const manifest = await restore(source, state, () => new Date());
      await withApp(command, context, async (app, options) => {
        const { sweep } = await import('../engine/retention/sweep.ts');
        // What was due for deletion since the backup must not come back with it.
        const { items } = await sweep({ ...app.ports, ledger: app.ledger });
        const { problems } = await app.ledger.verifyAll();
        if (problems.length > 0) context.exitWith(INCOMPLETE);
        if (options.json)
          return printJson({ backupAt: manifest.at, withSite, deleted: items.length, problems });
        print(`Stand vom ${instantText(manifest.at)} zurückgespielt.`);
        if (!withSite) print('Die vorhandene Konfiguration wurde behalten.');
        if (items.length > 0)
          print(`${count(items.length, 'Gegenstand', 'Gegenstände')} nach Löschregel entfernt.`);
        for (const problem of problems) print(`Fehler  ${problem}`);
        print('Der Stand kann älter sein als KomMonitor. Bevor etwas geschrieben wird:');
        print('  kmsync resume                       einen unterbrochenen Lauf zu Ende bringen');
        print('  kmsync sync <auftrag> --dry-run     mit KomMonitor vergleichen, ohne zu schreiben');
      });
    });

  addVerify(program, context);
};

/** Log and ledger know when the last backup was made. */
async function recorded({ ledger, ports }: App, work: () => Promise<Manifest>): Promise<Manifest> {
  try {
    const manifest = await work();
    await ledger.recordBackup({ files: manifest.files.length, entries: manifest.audit.entries });
    ports.log('Backup:Done', { count: manifest.files.length });
    return manifest;
  } catch (error) {
    ports.log('Backup:Failed', { code: error instanceof SyncError ? error.code : 'internal' });
    throw error;
  }
}

/** What is restored is a file; the program would go on with the server's ledger and never look at it. */
function onServer(): SyncError {
  return new SyncError({
    code: 'restore.not-a-file',
    kind: 'configuration',
    message: 'Die Laufdatenbank liegt auf PostgreSQL. Es wurde nichts zurückgespielt.',
    hint: 'Spielen Sie die Datenbank mit pg_restore und den Ordner „sealed“ dazu zurück.',
  });
}

function addVerify(program: Parameters<AddCommand>[0], context: CliContext): void {
  program
    .command('verify')
    .description('Protokollkette, Freigaben, versiegelte Dateien und Zähler der Laufdatenbank prüfen')
    .action(async (_own: unknown, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const found = await app.ledger.verifyAll();
          if (found.problems.length > 0) context.exitWith(INCOMPLETE);
          if (options.json) return printJson(found);
          print(
            `${count(found.audit.entries, 'Protokolleintrag', 'Protokolleinträge')}, Kettenende ${found.audit.head}`,
          );
          print(
            `${count(found.releases, 'Freigabe', 'Freigaben')}, ${count(found.sealedFiles, 'versiegelte Datei', 'versiegelte Dateien')}, ${count(found.facts, 'veröffentlichter Wert', 'veröffentlichte Werte')}`,
          );
          for (const problem of found.problems) print(`Fehler  ${problem}`);
          if (found.problems.length === 0) print('Alles in Ordnung.');
        },
        'none',
      );
    });
}
