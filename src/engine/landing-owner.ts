/**
 * Whose landing folder it is: the name tells the machine and the process. Containers that share a state folder all have a
 * process 1, so a folder of another machine is judged by its age; its owner touches it as long as it needs it.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { sha256 } from '../core/hash.ts';

const MACHINE = sha256(hostname()).slice(0, 8);
const NAME = /^run-(?:([0-9a-f]{8})-)?(\d+)-[A-Za-z0-9]{6}$/;
const TOUCH_MS = 5 * 60_000;
/** Clocks of machines differ a little, and a machine may pause. */
const LEFT_AFTER_MS = 60 * 60_000;

/** Folders of this process: after a restart in a container the number of the process may be the same. */
const OWN = new Set<string>();

export interface OwnFolder {
  /** Absolute, and made. */
  readonly path: string;
  /** With everything in it. */
  remove(): Promise<void>;
}

/**
 * A new folder below `landing` that nobody sweeps away. Its name is known to this process before it is there: another run
 * of this process may be sweeping at this moment.
 */
export async function ownLanding(landing: string): Promise<OwnFolder> {
  const name = `run-${MACHINE}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const folder = path.join(landing, name);
  OWN.add(name);
  await mkdir(landing, { recursive: true, mode: 0o700 });
  await mkdir(folder, { mode: 0o700 });
  const touch = setInterval(() => {
    const now = new Date();
    utimes(folder, now, now).catch(() => undefined);
  }, TOUCH_MS);
  touch.unref();
  return {
    path: folder,
    async remove() {
      clearInterval(touch);
      try {
        await rm(folder, { recursive: true, force: true });
      } finally {
        OWN.delete(name);
      }
    },
  };
}

/** Names of folders below `landing` whose process is gone. Nothing but what a landing has made is among them. */
export async function strayLandings(landing: string): Promise<string[]> {
  const left: string[] = [];
  for (const name of await readdir(landing).catch(() => [])) if (await isLeft(landing, name)) left.push(name);
  return left;
}

async function isLeft(landing: string, name: string): Promise<boolean> {
  const [, machine = MACHINE, owner] = NAME.exec(name) ?? [];
  if (owner === undefined || OWN.has(name)) return false;
  if (machine === MACHINE) return Number(owner) === process.pid || !isAlive(Number(owner));
  const touched = await stat(path.join(landing, name)).catch(() => undefined);
  return touched !== undefined && Date.now() - touched.mtimeMs > LEFT_AFTER_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, but under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
