/** `kmsync intake <job>`: takes deliveries in, without a look at KomMonitor. */
import type { ReferenceDate } from '../core/reference-date.ts';
import { withApp, type AddCommand } from './command.ts';
import { dateOption } from './date-option.ts';
import { printRun } from './run-output.ts';

export const addIntake: AddCommand = (program, context) => {
  program
    .command('intake')
    .description('Lieferungen prüfen, zuordnen und übernehmen, ohne etwas zu veröffentlichen')
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .option('--date <stichtag>', 'Stichtag für Lieferungen, die ihn nicht selbst nennen', dateOption)
    .action(async (job: string, own: { date?: ReferenceDate }, command) => {
      await withApp(command, context, async (app, options) => {
        const { intakeRun } = await import('../engine/intake-run.ts');
        printRun(await intakeRun({ job, date: own.date }, app.ports), options, context);
      });
    });
};
