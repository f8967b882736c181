import { describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { choresOf, type Chore, type ChoreMeans } from './chores.ts';

/** A ledger whose leases are free, a clock that is set by hand, and a diary of what was done. */
function household(held = new Set<string>()) {
  const done: string[] = [];
  const failed: string[] = [];
  const stop = new AbortController();
  let time = 0;
  const ledger = {
    takeLease: (name: string) =>
      held.has(name)
        ? Promise.reject(new SyncError({ code: 'lease.held', kind: 'lease', message: '', hint: '' }))
        : Promise.resolve({ name, token: 1 }),
    releaseLease: ({ name }: { name: string }) => {
      done.push(`released ${name}`);
      return Promise.resolve();
    },
  };
  const ports = { ledger, monotonic: () => time, signal: stop.signal };
  const chore = (id: string, every: number, work = () => Promise.resolve()): Chore => ({
    id,
    every,
    work: () => {
      done.push(id);
      return work();
    },
  });
  const look = (chores: readonly Chore[]) =>
    choresOf(chores, { ports, start: () => undefined } as unknown as ChoreMeans, (id) => failed.push(id));
  return { done, failed, stop, chore, look, at: (minutes: number) => (time = minutes * 60_000) };
}

describe('chores', () => {
  it('are done when the process starts and then at their interval, one after another', async () => {
    const { done, chore, look, at } = household();
    const tick = look([chore('a', 1), chore('b', 60)]);
    for (const minute of [0, 1, 59, 60]) {
      at(minute);
      await tick();
    }
    expect(done.filter((entry) => !entry.startsWith('released'))).toEqual(['a', 'b', 'a', 'a', 'a', 'b']);
    expect(done.slice(0, 2)).toEqual(['a', 'released chore a']);
  });

  it('are left out where another process does them', async () => {
    const { done, failed, chore, look } = household(new Set(['chore a']));
    await look([chore('a', 1), chore('b', 1)])();
    expect(done).toEqual(['b', 'released chore b']);
    expect(failed).toEqual([]);
  });

  it('that fail are told about and keep no other from being done', async () => {
    const { done, failed, chore, look } = household();
    await look([chore('a', 1, () => Promise.reject(new Error('no'))), chore('b', 1)])();
    expect(done).toEqual(['a', 'released chore a', 'b', 'released chore b']);
    expect(failed).toEqual(['a']);
  });

  it('are not begun any more once the process is told to stop', async () => {
    const { done, stop, chore, look } = household();
    stop.abort();
    await look([chore('a', 1)])();
    expect(done).toEqual([]);
  });
});
