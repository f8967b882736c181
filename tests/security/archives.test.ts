/** Archives made to do harm, against the real limits: what is inside never becomes a file, and never more than allowed. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/formats/archive.ts';
import { readWorkbook } from '../../src/formats/sheet.ts';
import type { Finding } from '../../src/core/finding.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { zipFile, type ZipMember } from '../support/zip-file.ts';

const folder = tempFolder();
const OURS = new Set(['boese.zip', 'boese.xlsx']);

async function open(bytes: Buffer) {
  const findings: Finding[] = [];
  const archive = await openArchive(folder.write('boese.zip', bytes), (found) => findings.push(found));
  return { archive, codes: findings.map(({ code }) => code) };
}

async function contentOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** All of them point at the same packed bytes: a small file that states a huge sum. The format counts to 65,535. */
function overlapping(member: ZipMember, count: number): Buffer {
  const one = zipFile([member]);
  const size = one.readUInt32LE(one.length - 22 + 12);
  const offset = one.readUInt32LE(one.length - 22 + 16);
  const central = one.subarray(offset, offset + size);
  const end = Buffer.from(one.subarray(one.length - 22));
  end.writeUInt16LE(count & 0xffff, 8);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(size * count, 12);
  const names = Array.from({ length: count }, (_, index) => {
    const each = Buffer.from(central);
    each.write(String(index).padStart(6, '0'), 46, 'latin1');
    return each;
  });
  return Buffer.concat([one.subarray(0, offset), ...names, end]);
}

/** As Unix archives mark a symbolic link. */
function asLink(archive: Buffer): Buffer {
  const linked = Buffer.from(archive);
  const central = linked.readUInt32LE(linked.length - 22 + 16);
  linked.writeUInt16LE(0x031e, central + 4);
  linked.writeUInt32LE((0o120777 << 16) >>> 0, central + 38);
  return linked;
}

describe('an archive made to do harm', () => {
  const TINY = { name: '000000.csv', content: 'a' };

  it('of 100,000 entries is refused before any is read', async () => {
    expect((await open(overlapping(TINY, 100_000))).codes).toEqual(['format.archive-too-large']);
  });

  it('that has more entries than it says gives no more than it says', async () => {
    const { archive } = await open(overlapping(TINY, 65_536 + 3));

    expect(archive?.entries.length ?? 0).toBeLessThanOrEqual(3);
    archive?.close();
  });

  it('whose entries overlap is judged by the sum of what they would become', async () => {
    const { codes } = await open(
      overlapping({ name: '000000.csv', content: Buffer.alloc(1_000_000, 'ab;') }, 3_000),
    );

    expect(codes).toEqual(['format.archive-too-large']);
  });

  it('inside an archive stays packed: nobody opens it', async () => {
    const inner = zipFile([{ name: 'bombe.csv', content: Buffer.alloc(5_000_000) }]);
    const { archive } = await open(zipFile([{ name: 'innen.zip', content: inner }]));

    expect((await contentOf(archive!.read('innen.zip'))).equals(inner)).toBe(true);
    archive?.close();
  });

  it('inside an archive is no workbook, however it is called', async () => {
    const inner = zipFile([{ name: 'xl/workbook.xml', content: '<workbook/>' }]);
    const findings: Finding[] = [];
    const file = folder.write('boese.xlsx', zipFile([{ name: 'innen.xlsx', content: inner }]));
    await readWorkbook(file, (found) => findings.push(found), {});

    expect(findings.map(({ code }) => code)).toEqual(['format.not-a-workbook']);
  });

  it('with a link gives the text of the link and not what lies behind it', async () => {
    const { archive } = await open(asLink(zipFile([{ name: 'daten.csv', content: '/etc/passwd' }])));

    expect((await contentOf(archive!.read('daten.csv'))).toString()).toBe('/etc/passwd');
    archive?.close();
  });

  it.each(['a\0b.csv', 'CON', 'NUL.txt', 'COM1.csv', 'a:b.csv', '\u202Evsc.exe'])(
    'with an entry called %j writes no file',
    async (name) => {
      const { archive } = await open(zipFile([{ name, content: 'boese' }]));
      for (const entry of archive?.entries ?? []) await contentOf(archive!.read(entry.name));
      archive?.close();

      expect(readdirSync(folder.path).filter((file) => !OURS.has(file))).toEqual([]);
    },
  );
});
