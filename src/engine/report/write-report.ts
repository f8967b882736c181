/** The report of a run as files, written whenever the run ends, well or not. */
import path from 'node:path';
import { SyncError } from '../../errors.ts';
import type { EnginePorts } from '../ports.ts';
import { replaceFile } from '../replace-file.ts';
import { leftEmpty, reportOf } from './compose.ts';
import { htmlReport } from './html.ts';
import { markdownReport } from './markdown.ts';
import type { RunDocument } from './run-document.ts';

/** Name below the folder of the reports. */
const FORMATS: Readonly<Record<string, (report: RunDocument) => string>> = {
  'report.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
  'report.html': htmlReport,
  'report.md': markdownReport,
};

/**
 * Writes the report and logs the run's last line. Fails never: what became of the run is in the ledger, and a report
 * that could not be written can be had with `kmsync runs report`.
 */
export async function reportRun(id: string, ports: EnginePorts): Promise<void> {
  try {
    const run = await ports.ledger.run(id);
    // One that goes on in a later step has not ended.
    if (!run || run.state === 'checking') return;
    const report = await reportOf(run, ports);
    const failed = await written(report, ports);
    const { job, kind, state } = run;
    const { cells = 0, mismatches = 0 } = report.verification ?? {};
    const count = leftEmpty(report.findingGroups);
    const facts = { run: id, job, kind, state, cells, mismatches, count, ...report.findings };
    ports.log('Run:Report', { ...facts, ...failed });
  } catch (error) {
    ports.log('Run:Report', { run: id, code: codeOf(error) });
  }
}

async function written(report: RunDocument, { folders }: EnginePorts): Promise<{ code?: string }> {
  try {
    for (const [name, text] of Object.entries(FORMATS))
      await replaceFile(path.join(folders.reports, report.run.id, name), text(report));
    return {};
  } catch (error) {
    return { code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  return error instanceof SyncError ? error.code : 'internal';
}
