/**
 * How long a person waits for `kmsync --help`, against a Node that does nothing at all. Both are started in
 * turn, so that whatever else the machine does meets both alike.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, rounded, type Bench, type BenchResult } from './bench.ts';

const RUNS = 15;
const KMSYNC = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
/** Loaded before the program in one run that is not timed: its memory, told at its end. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';

export const bench: Bench = { name: 'cli-start', run: cliStart };

/** Milliseconds. */
async function cliStart(): Promise<BenchResult> {
  const { stderr } = await node(['--import', TELL_MEMORY, KMSYNC, '--help']);
  const help: number[] = [];
  const nothing: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    nothing.push(await timed(['-e', '0']));
    help.push(await timed([KMSYNC, '--help']));
  }
  const value = median(help);
  const baseline = median(nothing);
  return {
    name: bench.name,
    value: rounded(value, 1),
    baseline: rounded(baseline, 1),
    ratio: rounded(value / baseline, 2),
    rssMb: Math.round(Number(stderr) / 1024),
    runs: RUNS,
  };
}

async function timed(args: readonly string[]): Promise<number> {
  const started = performance.now();
  await node(args);
  return performance.now() - started;
}

function node(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, args);
}
