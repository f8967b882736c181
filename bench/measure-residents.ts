/** Starts one measured run of the residents benchmarks in a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface ResidentsRun {
  readonly seconds: number;
  /** Largest resident set. */
  readonly rssMb: number;
  /** Lines read. */
  readonly persons: number;
  readonly groups: number;
  /** Of the cube; empty for the bare loop. */
  readonly hash: string;
}

const WORKER = fileURLToPath(new URL('./residents.worker.mjs', import.meta.url));

/** `counted`: this program. `bare`: the least conceivable one. */
export async function measureResidents(side: 'counted' | 'bare', path: string): Promise<ResidentsRun> {
  const { stdout } = await promisify(execFile)(process.execPath, [WORKER, side, path]);
  return JSON.parse(stdout) as ResidentsRun;
}
