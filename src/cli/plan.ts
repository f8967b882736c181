/** `kmsync plan <job>`: shows what a sync would write and keeps the plan for `apply`. */
import { writeFile } from 'node:fs/promises';
import type { ReferenceDate } from '../core/reference-date.ts';
import { writePlan } from '../sync/plan-text.ts';
import { print, withApp, type AddCommand } from './command.ts';
import { dateOption } from './date-option.ts';
import { planText } from './plan-text.ts';
import { printRun } from './run-output.ts';

const CHANGES_PRESENT = 2;

export const addPlan: AddCommand = (program, context) => {
  program
    .command('plan')
    .description('zeigen, was ein Abgleich schreiben würde; der Plan bleibt für „apply“ erhalten')
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .option('--date <stichtag>', 'Stichtag für Lieferungen, die ihn nicht selbst nennen', dateOption)
    .option('--out <datei>', 'Plan zusätzlich in eine Datei schreiben')
    .option('--all', 'jede Änderung einzeln zeigen')
    .option('--detailed-exitcode', 'Rückgabewert 2, wenn es etwas zu ändern gibt')
    .action(async (job: string, own: PlanOptions, command) => {
      await withApp(command, context, async (app, options) => {
        const { planRun } = await import('../engine/sync-run.ts');
        const report = await planRun({ job, ...(own.date ? { date: own.date } : {}) }, app.ports);
        const { plan } = report;
        if (plan && own.out) await writeFile(own.out, writePlan(plan), { mode: 0o600 });
        if (plan && !options.json) print(`${planText(plan, { all: own.all === true })}\n`);
        printRun(report, options, context);
        if (plan && plan.operations.length > 0 && own.detailedExitcode) context.exitWith(CHANGES_PRESENT);
      });
    });
};

interface PlanOptions {
  readonly date?: ReferenceDate;
  readonly out?: string;
  readonly all?: boolean;
  readonly detailedExitcode?: boolean;
}
