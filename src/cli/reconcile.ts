/** `kmsync reconcile`: brings runs to their end that nobody works on any more. */
import { STATE_LABELS } from '../engine/report/run-words.ts';
import { exitCodeOf, SyncError } from '../errors.ts';
import type { ReconciledNow, ResumedRun } from '../queue/reconcile-now.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';

const INCOMPLETE = 11;

export const addReconcile: AddCommand = (program, context) => {
  program
    .command('reconcile')
    .description('offene Läufe, an denen niemand mehr arbeitet, zu Ende bringen')
    .action(async (_own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const { ended, ...found } = await app.reconcile();
        const needsAttention = [...new Set([...found.needsAttention, ...incomplete(ended)])];
        const outcome = { ...found, needsAttention };
        if (options.json) printJson({ ...outcome, ended: ended.map(endedDocument) });
        else print(outcomeText(outcome, ended));
        const failed = ended.flatMap((each) => ('error' in each ? [exitCodeOf(each.error)] : []));
        const code = needsAttention.length > 0 ? INCOMPLETE : failed[0];
        if (code !== undefined) context.exitWith(code);
      });
    });
};

function incomplete(ended: readonly ResumedRun[]): readonly string[] {
  return ended
    .filter((each) => 'error' in each && exitCodeOf(each.error) === INCOMPLETE)
    .map(({ run }) => run);
}

function endedDocument(each: ResumedRun): object {
  if ('report' in each) return { run: each.run, state: each.report.result.state };
  return { run: each.run, error: each.error instanceof SyncError ? each.error.code : 'internal' };
}

function outcomeText(found: Omit<ReconciledNow, 'ended'>, ended: readonly ResumedRun[]): string {
  const list = (title: string, runs: readonly string[]) =>
    runs.length === 0 ? [] : [`${title}: ${runs.join(', ')}`];
  const lines = [
    ...list('Abgebrochen, nichts geschrieben', found.cancelled),
    ...ended.map(endedLine),
    ...list('Wartet auf einen anderen Lauf desselben Auftrags', found.waiting),
    ...list('Daran wird gearbeitet', found.atWork),
    ...found.needsAttention.map(
      (run) => `Eingriff nötig: ${run}. Beheben Sie die Ursache, dann „kmsync resume ${run}“.`,
    ),
  ];
  return lines.length === 0 ? 'Es gibt keinen offenen Lauf.' : lines.join('\n');
}

function endedLine(each: ResumedRun): string {
  if ('report' in each) return `Fortgesetzt: ${each.run}, ${STATE_LABELS[each.report.result.state]}`;
  const reason =
    each.error instanceof SyncError ? `${each.error.message} ${each.error.hint}` : 'unerwarteter Fehler';
  return `Fortgesetzt: ${each.run}. ${reason}`;
}
