import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUploads, type Uploads } from './uploads.ts';

const LIMITS = { largestMb: 1, largestPlainMb: 1, perPersonMb: 100 };
let folder: string;
let uploads: Uploads;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kmsync-uploads-'));
  uploads = await openUploads(folder, LIMITS, new AbortController().signal);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file whose sending is refused or breaks off', () => {
  it('is gone when whoever sent it is told, however early that is', async () => {
    async function* breaking(chunks: number): AsyncGenerator<Uint8Array> {
      for (let sent = 0; sent < chunks; sent += 1) yield new Uint8Array(600_000);
      throw new Error('broken off');
    }
    for (let time = 0; time < 50; time += 1) {
      const receiving = uploads.receive({ name: 'a.csv', bytes: breaking(time % 3) }, `local:${time}`);
      await expect(receiving).rejects.toThrow();
    }

    expect(await readdir(folder)).toEqual([]);
  });
});
