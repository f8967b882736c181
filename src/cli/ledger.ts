/** `kmsync ledger`: moves the ledger from the site's file to PostgreSQL. */
import { print, printJson, withApp, type AddCommand } from './command.ts';

export const addLedger: AddCommand = (program, context) => {
  const own = program
    .command('ledger')
    .description('die Laufdatenbank umziehen')
    .helpCommand('help [befehl]', 'Hilfe zu einem Befehl');
  own
    .command('migrate-to')
    .description('die Laufdatenbank aus der Datei in eine leere PostgreSQL-Datenbank umziehen')
    .argument('<url>', 'postgresql://benutzer@rechner/datenbank; das Kennwort steht besser in PGPASSWORD')
    .option('--dry-run', 'nur prüfen und zählen')
    .action(async (url: string, { dryRun }: { dryRun?: boolean }, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const moved = await app.ledger.moveTo(url, {
            dryRun: dryRun === true,
            progress: (table, rows) => {
              if (!options.quiet) process.stderr.write(`${table}: ${rows} Einträge\n`);
            },
          });
          if (options.json) return printJson({ dryRun: dryRun === true, ...moved });
          const rows = moved.tables.reduce((sum, table) => sum + table.rows, 0);
          if (dryRun) return print(`${rows} Einträge würden umgezogen. Es wurde nichts geändert.`);
          print(`${rows} Einträge umgezogen, Protokoll und Freigaben geprüft.`);
          print('Setzen Sie jetzt KMSYNC_LEDGER_URL und legen Sie die Datei ledger.db beiseite.');
        },
        'none',
      );
    });
};
