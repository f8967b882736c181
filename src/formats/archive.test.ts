import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile, type ZipMember } from '../../tests/support/zip-file.ts';
import type { Finding } from '../core/finding.ts';
import { ARCHIVE_LIMITS, openArchive, type ArchiveLimits } from './archive.ts';

const folder = tempFolder();

async function open(bytes: Uint8Array, limits?: ArchiveLimits) {
  const findings: Finding[] = [];
  const source = folder.write('lieferung.zip', bytes);
  const archive = await openArchive(source, (f) => findings.push(f), limits);
  return { archive, findings, codes: findings.map((f) => f.code) };
}

async function contentOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

let bomb: ZipMember;
beforeAll(async () => {
  bomb = await gigabyteOfZeros();
});

/** As about one megabyte, without ever holding the gigabyte. */
async function gigabyteOfZeros(): Promise<ZipMember> {
  const block = Buffer.alloc(1 << 20);
  const size = 2 ** 30;
  const deflate = createDeflateRaw({ level: 9 });
  const packed: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => packed.push(chunk));
  let crc = 0;
  for (let written = 0; written < size; written += block.length) {
    crc = crc32(block, crc);
    if (!deflate.write(block)) await once(deflate, 'drain');
  }
  deflate.end();
  await once(deflate, 'end');
  return { name: 'daten.csv', content: '', packed: { bytes: Buffer.concat(packed), size, crc } };
}

describe('openArchive', () => {
  it('lists the files and streams one of them', async () => {
    const { archive, findings } = await open(
      zipFile([
        { name: 'ordner/', content: '' },
        { name: 'ordner/größe.csv', content: 'a;b\n1;2\n' },
        { name: 'lies.txt', content: 'Hinweis' },
      ]),
    );

    expect(archive?.entries).toEqual([
      { name: 'ordner/größe.csv', bytes: 8 },
      { name: 'lies.txt', bytes: 7 },
    ]);
    expect(await contentOf(archive!.read('ordner/größe.csv'))).toBe('a;b\n1;2\n');
    expect(findings).toEqual([]);
    archive?.close();
  });

  it('refuses a gigabyte of zeros before inflating it, in little memory', async () => {
    const file = zipFile([bomb]);
    const before = process.memoryUsage().rss;

    const { archive, findings } = await open(file);

    expect(archive).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'format.archive-too-large', expected: '200 : 1' }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 2 ** 20);
  });

  it('stops a bomb that states a harmless size as soon as more comes than stated', async () => {
    const { archive } = await open(zipFile([{ ...bomb, statedSize: 1000 }]));
    let received = 0;

    const reading = (async () => {
      for await (const chunk of archive!.read('daten.csv')) received += chunk.length;
    })();

    await expect(reading).rejects.toMatchObject({ code: 'format.archive-too-large', kind: 'check' });
    expect(received).toBeLessThan(2 ** 20);
    archive?.close();
  });

  it('refuses too many entries and too many bytes', async () => {
    const limits = { ...ARCHIVE_LIMITS, entries: 2, bytes: 10 };
    const three = ['a', 'b', 'c'].map((name) => ({ name, content: 'x' }));

    expect((await open(zipFile(three), limits)).codes).toEqual(['format.archive-too-large']);
    expect((await open(zipFile([{ name: 'a', content: 'elf Zeichen' }]), limits)).codes).toEqual([
      'format.archive-too-large',
    ]);
  });

  it.each(['../evil.txt', 'a/../../evil.txt', '/etc/passwd', 'C:/evil.txt', '..\\evil.txt'])(
    'refuses the name %s',
    async (name) => {
      expect((await open(zipFile([{ name, content: 'x' }]))).codes).toEqual(['format.archive-unsafe-path']);
    },
  );

  it('refuses encrypted entries', async () => {
    const { codes } = await open(zipFile([{ name: 'a.csv', content: 'geheim', encrypted: true }]));

    expect(codes).toEqual(['format.archive-encrypted']);
  });

  it('refuses a truncated archive and one that is none', async () => {
    const whole = zipFile([{ name: 'a.csv', content: 'a;b\n'.repeat(1000) }]);

    expect((await open(whole.subarray(0, whole.length - 30))).codes).toEqual(['format.archive-broken']);
    expect((await open(whole.subarray(0, 10))).codes).toEqual(['format.archive-broken']);
    expect((await open(Buffer.from('a;b\n'))).codes).toEqual(['format.archive-broken']);
    expect((await open(Buffer.alloc(0))).codes).toEqual(['format.archive-broken']);
  });

  it('notices damage inside an entry by its checksum', async () => {
    const member = { name: 'a.csv', content: 'a;b\n1;2\n' };
    const other = {
      ...member,
      packed: { bytes: zipBytes('a;b\n1;3\n'), size: 8, crc: crc32(member.content) },
    };
    const { archive } = await open(zipFile([other]));

    await expect(contentOf(archive!.read('a.csv'))).rejects.toMatchObject({ code: 'format.archive-broken' });
    archive?.close();
  });

  it('leaves nothing open where a reader stops early', async () => {
    const { archive } = await open(zipFile([{ name: 'a.csv', content: 'zeile\n'.repeat(200_000) }]), {
      ...ARCHIVE_LIMITS,
      ratio: 10_000,
    });

    for await (const chunk of archive!.read('a.csv')) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    archive!.close();

    await expect(contentOf(archive!.read('a.csv'))).rejects.toMatchObject({ code: 'format.archive-broken' });
  });
});

/** A stored deflate block: the content as it is. */
function zipBytes(content: string): Buffer {
  const length = Buffer.alloc(5);
  length.writeUInt8(1, 0);
  length.writeUInt16LE(content.length, 1);
  length.writeUInt16LE(0xffff - content.length, 3);
  return Buffer.concat([length, Buffer.from(content)]);
}
