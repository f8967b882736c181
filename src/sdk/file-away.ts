/** Moves the files of a delivery into a folder, each by one rename, and never writes over anything there. */
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from './inside-root.ts';
import { stemOf } from './inbox-signs.ts';

export interface FilingTask {
  readonly from: string;
  /** Exists. */
  readonly to: string;
  /** In the order in which they are moved. All get the same addition to their name where one is needed. */
  readonly names: readonly string[];
  /** The one whose name the others bear. */
  readonly main: string;
  /** `2026-11-26`, for a name that is taken already. */
  readonly day: string;
}

const MOST_OF_A_DAY = 1000;

/** Errors of the file system are the caller's; what was reserved is given back then. */
export async function fileAway(task: FilingTask): Promise<void> {
  const targets = await reserve(task);
  const left = new Set(targets);
  try {
    for (const [index, name] of task.names.entries()) {
      const target = targets[index] ?? '';
      await rename(path.join(task.from, name), target);
      left.delete(target);
    }
  } finally {
    for (const target of left) await rm(target, { force: true });
  }
}

/** An empty file under each name: whoever comes second finds it taken. */
async function reserve(task: FilingTask): Promise<string[]> {
  for (const names of freeNames(task)) {
    const targets = names.map((name) => path.join(task.to, name));
    const made: string[] = [];
    try {
      for (const target of targets) {
        await (await open(target, 'wx')).close();
        made.push(target);
      }
      return targets;
    } catch (error) {
      for (const target of made) await rm(target, { force: true });
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
  throw new RangeError('no name is free');
}

/** The names as they are; then `zahlen_2026-11-26.csv` and `zahlen_2026-11-26.csv.done`; then with a number. */
export function* freeNames({
  names,
  main,
  day,
}: Pick<FilingTask, 'names' | 'main' | 'day'>): Generator<readonly string[]> {
  const { length } = stemOf(main);
  for (let count = 0; count < MOST_OF_A_DAY; count += 1) {
    const addition = count === 0 ? '' : `_${day}${count === 1 ? '' : `_${count}`}`;
    yield names.map((name) => `${name.slice(0, length)}${addition}${name.slice(length)}`);
  }
}
