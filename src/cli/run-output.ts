/** Prints the outcome of a run, for a person or as one JSON document, and sets the exit code. */
import type { RunReport } from '../engine/run-frame.ts';
import { print, printJson, type CliContext, type GlobalOptions } from './command.ts';
import { reportText } from './report-text.ts';

export const CHECK_FAILED = 3;
export const WAITING = 9;

export function printRun(report: RunReport, options: GlobalOptions, context: CliContext): void {
  if (options.json) printJson({ ...report.result, details: report.findings });
  else print(reportText(report, options.lang));
  if (report.result.state === 'check_failed') context.exitWith(CHECK_FAILED);
  if (report.result.state === 'submitted') context.exitWith(WAITING);
}
