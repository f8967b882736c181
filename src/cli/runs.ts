/** `kmsync runs`: the runs of this site, newest first; with an id one run with its findings. */
import { isOpen } from '../engine/approval/approval.ts';
import { STATE_LABELS } from '../engine/report/run-words.ts';
import { findingLines } from './report-text.ts';
import { addRunReport } from './runs-report.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { waitingText } from './approval-text.ts';
import { instantText, shortHash } from './format.ts';

export const addRuns: AddCommand = (program, context) => {
  const runs = program
    .command('runs')
    .description('Läufe zeigen, neueste zuerst; mit Kennung einen Lauf mit seinen Befunden')
    .argument('[lauf]', 'Kennung des Laufs')
    .option('--limit <n>', 'so viele Läufe', '20')
    .action(async (id: string | undefined, own: { limit: string }, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          if (id !== undefined) {
            const { runNamed } = await import('../engine/run-frame.ts');
            const run = await runNamed(id, app.ports);
            const findings = await app.ledger.findings(id);
            if (options.json) return printJson({ run, findings });
            const head = `Lauf ${run.id}: ${STATE_LABELS[run.state]}`;
            const approval = await app.ledger.approval(id);
            const waits = approval && isOpen(approval) ? [`  ${waitingText(approval)}`] : [];
            return print([head, ...waits, ...findingLines(findings, options.lang)].join('\n'));
          }
          const runs = await app.ledger.runs({ limit: Math.max(1, Number(own.limit) || 20) });
          if (options.json) return printJson(runs);
          if (runs.length === 0)
            return print('Noch kein Lauf. Der erste beginnt mit „kmsync sync <auftrag>“.');
          const open = new Map((await app.ledger.openApprovals()).map((each) => [each.run, each]));
          for (const run of runs) {
            const plan = run.planHash === null ? '' : `  Plan ${shortHash(run.planHash)}`;
            print(
              `${run.id}  ${instantText(run.startedAt)}  ${run.kind.padEnd(8)}  ${run.job}  ${STATE_LABELS[run.state]}${plan}`,
            );
            const approval = open.get(run.id);
            if (approval) print(`            ${waitingText(approval)}`);
          }
        },
        'none',
      );
    });
  addRunReport(runs, context);
};
