/** `kmsync sync <job>`: check, plan, apply and read back. */
import type { ReferenceDate } from '../core/reference-date.ts';
import { print, withApp, type AddCommand } from './command.ts';
import { dateOption } from './date-option.ts';
import { planText } from './plan-text.ts';
import { printRun } from './run-output.ts';

export const addSync: AddCommand = (program, context) => {
  program
    .command('sync')
    .description('Lieferungen prüfen, mit KomMonitor vergleichen, veröffentlichen und zurücklesen')
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .option('--date <stichtag>', 'Stichtag für Lieferungen, die ihn nicht selbst nennen', dateOption)
    .option('--dry-run', 'nur planen, nichts schreiben')
    .option('--ok-if-waiting', 'Rückgabewert 0, auch wenn der Lauf auf eine Freigabe wartet')
    .action(
      async (
        job: string,
        own: { date?: ReferenceDate; dryRun?: boolean; okIfWaiting?: boolean },
        command,
      ) => {
        await withApp(command, context, async (app, options) => {
          const { planRun, syncRun } = await import('../engine/sync-run.ts');
          const question = { job, ...(own.date ? { date: own.date } : {}) };
          const report = await (own.dryRun ? planRun : syncRun)(question, app.ports);
          if (!options.json && report.plan) print(`${planText(report.plan)}\n`);
          printRun(report, options, context);
          if (report.result.state === 'submitted' && own.okIfWaiting) context.exitWith(0);
        });
      },
    );
};
