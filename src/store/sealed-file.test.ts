import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newSealKey, removeSealedFile, sealFile, unsealFile, type Seal } from './sealed-file.ts';

describe('sealed file', () => {
  let seal: Seal;
  let file: string;

  beforeEach(async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'kmsync-sealed-'));
    seal = { folder, id: 'abc123', key: newSealKey() };
    file = path.join(folder, 'abc123.sealed');
  });
  afterEach(() => rm(seal.folder, { recursive: true, force: true }));

  async function lines(of: Seal = seal): Promise<unknown[]> {
    const found: unknown[] = [];
    for await (const line of unsealFile(of)) found.push(line);
    return found;
  }

  it('gives back the lines that were sealed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (written) => {
        await sealFile(seal, written);

        expect(await lines()).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      { numRuns: 30 },
    );
  });

  it('gives back a text that is longer than any portion it is read in', async () => {
    const long = ['ä€𝄞\n"'.repeat(300_000), { ok: true }];

    await sealFile(seal, long);

    expect((await lines())[0] === long[0]).toBe(true);
  });

  it('shows nothing of its content and belongs to its owner only', async () => {
    await sealFile(seal, [{ measure: 'CANARY' }, { measure: 'CANARY' }]);

    const bytes = await readFile(file);
    expect(bytes.subarray(0, 7)).toEqual(Buffer.from('KMSEAL\u0001', 'latin1'));
    expect(bytes.includes('CANARY')).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(seal.folder)).toEqual(['abc123.sealed']);
  });

  it('is damaged wherever a single byte was changed', async () => {
    await sealFile(seal, [{ a: 1 }]);
    const bytes = await readFile(file);

    for (let position = 0; position < bytes.length; position += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(position) ^ 1, position);
      await writeFile(file, changed);
      await expect(lines()).rejects.toMatchObject({ code: 'ledger.sealed-damaged', exitCode: 13 });
    }
  });

  it('is damaged where it was cut off at any place', async () => {
    await sealFile(seal, [{ a: 1 }]);
    const { size } = await stat(file);

    for (let length = size - 1; length >= 0; length -= 1) {
      await truncate(file, length);
      await expect(lines()).rejects.toMatchObject({ code: 'ledger.sealed-damaged' });
    }
  });

  it('is damaged where it is missing, has another key or another id', async () => {
    await sealFile(seal, [1]);
    await sealFile({ ...seal, id: 'other' }, [2]);
    await writeFile(path.join(seal.folder, 'exchanged.sealed'), await readFile(file));

    await expect(lines({ ...seal, id: 'missing' })).rejects.toMatchObject({ code: 'ledger.sealed-damaged' });
    await expect(lines({ ...seal, key: newSealKey() })).rejects.toMatchObject({
      code: 'ledger.sealed-damaged',
    });
    await expect(lines({ ...seal, id: 'exchanged' })).rejects.toMatchObject({
      code: 'ledger.sealed-damaged',
    });
  });

  it('leaves nothing behind where its folder cannot be written to', async () => {
    await writeFile(path.join(seal.folder, 'file'), '');
    const nowhere = { ...seal, folder: path.join(seal.folder, 'file') };

    await expect(sealFile(nowhere, [1])).rejects.toMatchObject({ code: 'ledger.not-writable' });
  });

  it('never leaves its folder by its id', async () => {
    await expect(sealFile({ ...seal, id: '../outside' }, [1])).rejects.toThrow(RangeError);
  });

  it('can be removed, also when it is gone', async () => {
    await sealFile(seal, [1]);

    await removeSealedFile(seal);
    await removeSealedFile(seal);

    expect(await readdir(seal.folder)).toEqual([]);
  });
});
