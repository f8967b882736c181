/** The same data are the same release, whatever order, names, language or time zone they come in: T29. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { seeded } from '../support/hierarchy-table.ts';
import { ORDER_TREE, orderedRelease } from '../support/order-world.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../support/order-world.ts');

function shuffled(seed: number) {
  const random = seeded(seed);
  return <T>(list: readonly T[]): T[] =>
    list
      .map((one) => [random(), one] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, one]) => one);
}

describe('T29 order', () => {
  it('of rows and areas changes neither the pattern nor the name of the release', async () => {
    const plain = await orderedRelease();
    expect(plain.hidden.length).toBeGreaterThan(2);

    for (const seed of [1, 2, 3]) expect(await orderedRelease({ shuffle: shuffled(seed) })).toEqual(plain);
  });

  it('and names change nothing but the names', async () => {
    const plain = await orderedRelease();
    const keys = Object.entries(ORDER_TREE).flatMap(([parent, own]) => [parent, ...own]);
    const names = new Map(shuffled(7)(keys).map((key, at) => [key, `U${at}`]));
    const rename = (key: string) => names.get(key) ?? key;

    const renamed = await orderedRelease({ rename });

    expect(renamed.hidden).toEqual(plain.hidden.map(rename).sort());
  });

  it('and language and time zone of the computer change nothing', async () => {
    const plain = await orderedRelease();

    for (const [LANG, TZ] of [
      ['tr_TR.UTF-8', 'Pacific/Kiritimati'],
      ['de_DE.UTF-8', 'America/Los_Angeles'],
    ] as const) {
      const env = { ...process.env, LANG, LC_ALL: LANG, TZ };
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT], { env });
      expect(JSON.parse(stdout)).toEqual(plain);
    }
  });
});
