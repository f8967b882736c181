/** `kmsync rollback <run>`: a plan back to the state before a run; `--apply` carries it out. */
import { print, withApp, type AddCommand } from './command.ts';
import { planText } from './plan-text.ts';
import { printRun } from './run-output.ts';

export const addRollback: AddCommand = (program, context) => {
  program
    .command('rollback')
    .description('zeigen, wie ein Lauf zurückgenommen würde; mit --apply zurücknehmen')
    .argument('<lauf>', 'Kennung des Laufs, zum Beispiel 2026-0007')
    .option('--apply', 'zurücknehmen, nicht nur zeigen')
    .option('--geometrie-belassen', 'Grenzen nicht zurücknehmen, nur Werte und Beschreibungen')
    .action(async (run: string, own: { apply?: boolean; geometrieBelassen?: boolean }, command) => {
      await withApp(command, context, async (app, options) => {
        const { rollbackRun } = await import('../engine/resume-run.ts');
        const geometry = own.geometrieBelassen ? 'leave' : 'restore';
        const mode = own.apply ? 'apply' : 'plan';
        const report = await rollbackRun({ run, geometry, mode }, app.ports);
        if (!options.json && report.plan) print(`${planText(report.plan)}\n`);
        printRun(report, options, context);
      });
    });
};
