/** The built program as a process that can be signalled while it runs, on a site of its own. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENT_SECRET } from '../../src/app.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import type { Finished } from './cli-process.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

export interface Running {
  readonly pid: number | undefined;
  /** What it has written so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  readonly finished: Promise<Finished>;
  /** Resolves once it has written this to stderr; rejects where it ends before. */
  readonly says: (line: RegExp) => Promise<void>;
  /** What it has written to stderr so far. */
  readonly said: () => string;
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGKILL' | 'SIGCONT') => void;
}

/** `environment` comes on top of the site and of the simulator's secret; `program` instead of the built one. */
export function startKmsync(
  args: readonly string[],
  site: string | undefined,
  environment: NodeJS.ProcessEnv = {},
  program = PROGRAM,
): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      [CLIENT_SECRET]: SIMULATOR_SECRET,
      ...(site === undefined ? {} : { KMSYNC_SITE: site }),
      ...environment,
    },
    cwd: site ?? path.dirname(PROGRAM),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve({ code, killedBy, ...output }));
  });
  return {
    pid: child.pid,
    output,
    finished,
    says: (line) =>
      new Promise((resolve, reject) => {
        const look = () => (line.test(output.stderr) ? resolve() : undefined);
        child.stderr.on('data', look);
        look();
        finished.then(() => reject(new Error(`it ended without saying it: ${output.stderr}`)), reject);
      }),
    said: () => output.stderr,
    signal: (name) => void child.kill(name),
  };
}

/** Whether it stands still (SIGSTOP); continued before that, it would stop for good afterwards. */
export function standsStill({ pid }: Running): boolean {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] === 'T';
}

export function kmsync(
  args: readonly string[],
  site?: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return startKmsync(args, site, environment).finished;
}
