/** `kmsync check <job>`: reads and checks the deliveries of a job and writes nothing. */
import type { ReferenceDate } from '../core/reference-date.ts';
import { withApp, type AddCommand } from './command.ts';
import { dateOption } from './date-option.ts';
import { printRun } from './run-output.ts';

export const addCheck: AddCommand = (program, context) => {
  program
    .command('check')
    .description('Lieferungen lesen und prüfen, nichts schreiben')
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .option('--date <stichtag>', 'Stichtag für Lieferungen, die ihn nicht selbst nennen', dateOption)
    .action(async (job: string, own: { date?: ReferenceDate }, command) => {
      await withApp(command, context, async (app, options) => {
        const { checkRun } = await import('../engine/sync-run.ts');
        const report = await checkRun({ job, ...(own.date ? { date: own.date } : {}) }, app.ports);
        printRun(report, options, context);
      });
    });
};
