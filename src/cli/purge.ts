/** `kmsync purge`: carries out the deletion rules, or shows what they would delete. */
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { count } from './format.ts';

export const addPurge: AddCommand = (program, context) => {
  program
    .command('purge')
    .description('löschen, was nach den Löschregeln nicht mehr aufbewahrt werden darf')
    .option('--dry-run', 'nur zeigen, nichts löschen')
    .action(async (own: { dryRun?: boolean }, command) => {
      await withApp(command, context, async (app, options) => {
        const { sweep } = await import('../engine/retention/sweep.ts');
        const { DELETION_NAMES, DELETION_RULES } = await import('../engine/retention/deletion-words.ts');
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
          const [one, many] = DELETION_NAMES[object];
          print(`${name}  ${count(n, one, many)}: ${DELETION_RULES[rule]}`);
        }
        if (dryRun && due.length > 0) print('Es wurde nichts gelöscht (--dry-run).');
        else if (!dryRun) print(`${count(files, 'Datei', 'Dateien')} entfernt.`);
      });
    });
};
