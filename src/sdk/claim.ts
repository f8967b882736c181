/**
 * Whose turn it is with a file: an exclusive lock file beside it, so that two processes never take the same
 * one. A claim is stale, and may be taken over, when its process on this machine no longer runs, or when it is
 * two hours old.
 */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { systemCode } from './inside-root.ts';

/** A process that claims, and what it holds: path of the lock file to the token written there. */
export interface Claimant {
  readonly pid: number;
  readonly host: string;
  readonly held: Map<string, string>;
  readonly now: () => number;
  /** Does a process of this number run on this machine? */
  readonly isRunning: (pid: number) => boolean;
}

export const CLAIM_ENDS_AFTER_MS = 2 * 60 * 60 * 1000;

const note = z.strictObject({ token: z.string(), pid: z.int(), host: z.string() });

/** True: `lock` is ours now, or was already. False: somebody else's. Errors of the file system are the caller's. */
export async function claim(lock: string, self: Claimant): Promise<boolean> {
  if (await isOurs(lock, self)) return true;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (await tryToClaim(lock, self)) return true;
    const found = await look(lock);
    if (found && !isStale(found, self)) return false;
    if (found && !(await takeAway(lock, found.text))) return false;
  }
  return false;
}

/** Nothing happens where the claim is not ours any more. */
export async function release(lock: string, self: Claimant): Promise<void> {
  if (await isOurs(lock, self)) await rm(lock, { force: true });
  self.held.delete(lock);
}

/** Does a live claim of somebody else lie there? */
export async function isClaimedElsewhere(lock: string, self: Claimant): Promise<boolean> {
  if (await isOurs(lock, self)) return false;
  const found = await look(lock);
  return found !== undefined && !isStale(found, self);
}

export function thisProcess(): Claimant {
  return { pid: process.pid, host: hostname(), held: HELD, now: Date.now, isRunning };
}

/** One for the whole process: several sources may look into the same folder. */
const HELD = new Map<string, string>();

async function tryToClaim(lock: string, self: Claimant): Promise<boolean> {
  const token = randomUUID();
  try {
    await writeFile(lock, JSON.stringify({ token, pid: self.pid, host: self.host }), {
      flag: 'wx',
      mode: 0o600,
    });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  self.held.set(lock, token);
  return true;
}

async function isOurs(lock: string, self: Claimant): Promise<boolean> {
  const token = self.held.get(lock);
  if (token === undefined) return false;
  const found = await look(lock);
  return found?.token === token;
}

interface FoundClaim {
  readonly text: string;
  readonly at: number;
  readonly token?: string;
  readonly pid?: number;
  readonly host?: string;
}

async function look(lock: string): Promise<FoundClaim | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    return { text, at: mtimeMs, ...note.safeParse(parse(text)).data };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A claim that cannot be read may just be being written: only its age counts. */
function isStale({ at, pid, host, token }: FoundClaim, self: Claimant): boolean {
  if (self.now() - at > CLAIM_ENDS_AFTER_MS) return true;
  if (pid === undefined || host !== self.host) return false;
  // In a container a new process often has the number of the one before.
  if (pid === self.pid) return ![...self.held.values()].includes(token ?? '');
  return !self.isRunning(pid);
}

/** Removes exactly the claim that was judged; one that has taken its place meanwhile is put back. */
async function takeAway(lock: string, judged: string): Promise<boolean> {
  const aside = `${lock}.${randomUUID()}.claim`;
  try {
    await rename(lock, aside);
  } catch (error) {
    // Somebody else was faster; the next attempt tells.
    if (systemCode(error) === 'ENOENT') return true;
    throw error;
  }
  const same = (await readFile(aside, 'utf8')) === judged;
  if (!same) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
  return same;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
