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
  /** Left out: whoever started the process stops it. */
  readonly signal?: AbortSignal | undefined;
}

export interface WorkerProcess {
  /** Sends a message and waits for the next one. Rejects with WorkerEnded once the process is gone. */
  ask(message: object, milliseconds: number): Promise<unknown>;
  /** Ends the process and waits until it is gone; it may be gone already. */
  stop(): Promise<void>;
  /** Resident memory now; 0 where nobody tells. */
  residentMb(): number;
  /** Settles once the process is gone. */
  readonly over: Promise<WorkerEnd>;
}

const WATCH_MILLISECONDS = 100;
/** A process that exits closes its channel first; one that only closes the channel is ended after this. */
const GRACE_MILLISECONDS = 500;

/** `src/disclosure/solver.worker` → the built file of the package. */
export function workerEntry(packageRoot: string, name: string): string {
  return path.join(packageRoot, 'dist', `${name}.js`);
}

/**
 * The process gets no environment: it needs none, and the secrets are in it. Whatever it prints is dropped. It keeps
 * this one alive only until its first answer, and later while it is asked.
 */
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
  const hold = (holds: boolean) => {
    const act = holds ? 'ref' : 'unref';
    child[act]();
    child.channel?.[act]();
  };
  let asked: { resolve: (message: unknown) => void; reject: (reason: WorkerEnded) => void } | undefined;
  let ended: WorkerEnded | undefined;
  void over.then((cause) => {
    ended = new WorkerEnded(cause);
    asked?.reject(ended);
  });
  child.on('message', (message: unknown) => {
    if (!asked) return end({ cause: 'unasked' });
    asked.resolve(message);
    asked = undefined;
  });
  return {
    async ask(message, milliseconds) {
      if (ended) throw ended;
      hold(true);
      const timer = setTimeout(() => end({ cause: 'time' }), milliseconds);
      try {
        // Not raced against the end of the process: that would keep every answer until then.
        return await new Promise<unknown>((resolve, reject) => {
          asked = { resolve, reject };
          // A channel that is closed shows as the end of the process.
          child.send(message, () => undefined);
        });
      } finally {
        clearTimeout(timer);
        hold(false);
      }
    },
    async stop() {
      hold(true);
      end({ cause: 'stopped' });
      await over;
    },
    residentMb: () => residentMb(child.pid),
    over,
  };
}

interface Watch extends Omit<WorkerOptions, 'entry'> {
  readonly end: (cause: WorkerEnd) => void;
  readonly why: () => WorkerEnd | undefined;
}

/** Settles once the process is gone, with why; watches it until then. */
async function lifeOf(child: ChildProcess, { memoryMb, signal, end, why }: Watch): Promise<WorkerEnd> {
  const abort = () => end({ cause: 'aborted' });
  signal?.addEventListener('abort', abort, { once: true });
  const watch = setInterval(() => {
    if (residentMb(child.pid) > memoryMb) end({ cause: 'memory' });
  }, WATCH_MILLISECONDS);
  watch.unref();
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
    signal?.removeEventListener('abort', abort);
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
