/**
 * Processes of our own beside the engine: the one place that starts a `*.worker.ts`, always as it was built. Watches
 * what a process takes and ends it; knows nothing of what is asked of it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Why a process is over; `unasked`: it spoke without having been asked. */
export type WorkerEnd =
  | { readonly cause: 'memory' | 'time' | 'aborted' | 'disconnected' | 'unasked' | 'unstarted' | 'stopped' }
  | { readonly cause: 'exit'; readonly code: number }
  | { readonly cause: 'signal'; readonly signal: string };

/** The process ended before it had answered. Stays in this room. */
export class WorkerEnded extends Error {
  readonly end: WorkerEnd;

  constructor(end: WorkerEnd) {
    super(`worker ended: ${end.cause}`);
    this.name = 'WorkerEnded';
    this.end = end;
  }
}

export interface WorkerOptions {
  /** Absolute path of the built entry, see `workerEntry`. */
  readonly entry: string;
  /** Resident memory of the whole process, that of WebAssembly included; watched where there is `/proc`. */
  readonly memoryMb: number;
  readonly signal: AbortSignal;
}

export interface WorkerProcess {
  /** Sends a message and waits for the next one. Rejects with WorkerEnded once the process is gone. */
  ask(message: object, milliseconds: number): Promise<unknown>;
  /** Ends the process and waits until it is gone; it may be gone already. */
  stop(): Promise<void>;
}

const WATCH_MILLISECONDS = 100;
/** A process that exits closes its channel first; one that only closes the channel is ended after this. */
const GRACE_MILLISECONDS = 500;

/** `src/disclosure/solver.worker` → the built file of the package. */
export function workerEntry(packageRoot: string, name: string): string {
  return path.join(packageRoot, 'dist', `${name}.js`);
}

/** The process gets no environment: it needs none, and the secrets are in it. Whatever it prints is dropped. */
export function startWorker({ entry, memoryMb, signal }: WorkerOptions): WorkerProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${memoryMb}`],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let why: WorkerEnd | undefined;
  const end = (cause: WorkerEnd) => {
    why ??= cause;
    child.kill('SIGKILL');
  };
  const over = lifeOf(child, { memoryMb, signal, end, why: () => why });
  let hear: ((message: unknown) => void) | undefined;
  child.on('message', (message: unknown) => (hear ? hear(message) : end({ cause: 'unasked' })));
  return {
    async ask(message, milliseconds) {
      const timer = setTimeout(() => end({ cause: 'time' }), milliseconds);
      const answer = new Promise<unknown>((resolve) => {
        hear = (heard) => {
          hear = undefined;
          resolve(heard);
        };
      });
      try {
        // A channel that is closed shows as the end of the process.
        child.send(message, () => undefined);
        return await Promise.race([
          answer,
          over.then((cause) => {
            throw new WorkerEnded(cause);
          }),
        ]);
      } finally {
        clearTimeout(timer);
      }
    },
    async stop() {
      end({ cause: 'stopped' });
      await over;
    },
  };
}

interface Watch extends Omit<WorkerOptions, 'entry'> {
  readonly end: (cause: WorkerEnd) => void;
  readonly why: () => WorkerEnd | undefined;
}

/** Settles once the process is gone, with why; watches it until then. */
async function lifeOf(child: ChildProcess, { memoryMb, signal, end, why }: Watch): Promise<WorkerEnd> {
  const abort = () => end({ cause: 'aborted' });
  signal.addEventListener('abort', abort, { once: true });
  const watch = setInterval(() => {
    if (residentMb(child.pid) > memoryMb) end({ cause: 'memory' });
  }, WATCH_MILLISECONDS);
  let grace: NodeJS.Timeout | undefined;
  child.once('disconnect', () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    grace = setTimeout(() => end({ cause: 'disconnected' }), GRACE_MILLISECONDS);
  });
  try {
    const cause = await goneOf(child, end);
    return why() ?? cause;
  } finally {
    clearInterval(watch);
    clearTimeout(grace);
    signal.removeEventListener('abort', abort);
  }
}

function goneOf(child: ChildProcess, end: Watch['end']): Promise<WorkerEnd> {
  return new Promise<WorkerEnd>((resolve) => {
    child.once('exit', (code, killedBy) =>
      resolve(code === null ? { cause: 'signal', signal: killedBy ?? '' } : { cause: 'exit', code }),
    );
    child.on('error', () => {
      end({ cause: 'unstarted' });
      // Without a number there is no process, and none will exit.
      if (child.pid === undefined) resolve({ cause: 'unstarted' });
    });
  });
}

/** 0 where nobody tells, as for a process that is just gone. */
function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
