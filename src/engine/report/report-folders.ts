/** The folders of the reports, one for each run: which are too old, and how one goes. */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const RUN = /^\d{4}-\d{4,}$/;

/** Runs that ended before the instant and whose report is still there; `endOf` tells when one ended. */
export async function oldReports(
  folder: string,
  before: string,
  endOf: (run: string) => Promise<string | null>,
): Promise<string[]> {
  const runs: string[] = [];
  const names: string[] = await readdir(folder).catch(() => []);
  for (const name of names.sort()) {
    // The year of its beginning stands in its name: most need not be asked for.
    if (!RUN.test(name) || name.slice(0, 4) > before.slice(0, 4)) continue;
    const end = await endOf(name);
    if (end !== null && end < before) runs.push(name);
  }
  return runs;
}

export async function removeReport(folder: string, run: string): Promise<void> {
  if (RUN.test(run)) await rm(path.join(folder, run), { recursive: true, force: true });
}
