/** `kmsync purge`: carries out the deletion rules, or shows what they would delete. */
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { count } from './format.ts';

const NAMES = {
  'dataset version': ['Datenbestand', 'Datenbestände'],
  'level version': ['Raumebene', 'Raumebenen'],
  report: ['Bericht', 'Berichte'],
  'audit entries': ['Protokolleintrag', 'Protokolleinträge'],
  snapshot: ['Stand vor einem Lauf', 'Stände vor einem Lauf'],
  plan: ['Plan', 'Pläne'],
  'orphaned key': ['Rest eines abgebrochenen Laufs', 'Reste abgebrochener Läufe'],
  approval: ['Freigabe mit Namen', 'Freigaben mit Namen'],
  delivery: ['Lieferung mit Namen', 'Lieferungen mit Namen'],
  permit: ['Freigabe eines Zeitplans mit Namen', 'Freigaben von Zeitplänen mit Namen'],
  account: ['Konto', 'Konten'],
  'login attempt': ['Anmeldeversuch', 'Anmeldeversuche'],
  'landing folder': ['Ordner im Eingang', 'Ordner im Eingang'],
} as const;

export const addPurge: AddCommand = (program, context) => {
  program
    .command('purge')
    .description('löschen, was nach den Löschregeln nicht mehr aufbewahrt werden darf')
    .option('--dry-run', 'nur zeigen, nichts löschen')
    .action(async (own: { dryRun?: boolean }, command) => {
      await withApp(command, context, async (app, options) => {
        const { sweep } = await import('../engine/retention/sweep.ts');
        const { DELETION_RULES } = await import('../engine/retention/due.ts');
        const dryRun = own.dryRun === true;
        const { items, files } = await sweep({ ...app.ports, ledger: app.ledger }, dryRun);
        const groups = new Map<string, { item: (typeof items)[number]; count: number }>();
        for (const item of items) {
          const key = `${item.object} ${item.rule}`;
          groups.set(key, { item, count: (groups.get(key)?.count ?? 0) + (item.count ?? 1) });
        }
        const due = [...groups.values()].map(
          ({ item: { id: _id, put: _put, since: _since, ...item }, count: n }) => ({
            ...item,
            count: n,
          }),
        );
        if (options.json) return printJson({ dryRun, due, files });
        if (due.length === 0) print('Nichts zu löschen.');
        for (const { class: name, object, rule, count: n } of due) {
          const [one, many] = NAMES[object];
          print(`${name}  ${count(n, one, many)}: ${DELETION_RULES[rule]}`);
        }
        if (dryRun && due.length > 0) print('Es wurde nichts gelöscht (--dry-run).');
        else if (!dryRun) print(`${count(files, 'Datei', 'Dateien')} entfernt.`);
      });
    });
};
