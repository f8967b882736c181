/** Processes for tests of the engine: an entry that does what the test says, and tells its process number first. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface WorkerFixture {
  readonly entry: string;
  /** undefined where it was never started. */
  readonly pid: () => number | undefined;
  /** Whether its process is still there. */
  readonly isAlive: () => boolean;
}

/** `script`: what the process does; `pid` is its number. */
export function workerFixture(folder: string, script: string): WorkerFixture {
  const own = mkdtempSync(path.join(folder, 'worker-'));
  const entry = path.join(own, 'entry.mjs');
  const told = path.join(own, 'pid');
  writeFileSync(
    entry,
    `import { writeFileSync } from 'node:fs';
     writeFileSync(${JSON.stringify(told)}, String(process.pid));
     ${script}`,
  );
  const pid = () => (existsSync(told) ? Number(readFileSync(told, 'utf8')) : undefined);
  return { entry, pid, isAlive: () => isProcess(pid()) };
}

function isProcess(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
