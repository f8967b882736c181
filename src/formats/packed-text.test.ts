import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile, type ZipMember } from '../../tests/support/zip-file.ts';
import { openPackedText, type PackedTextOptions } from './packed-text.ts';

const temp = tempFolder();

async function read(content: Buffer, options: PackedTextOptions = {}) {
  const findings: Finding[] = [];
  const opened = await openPackedText(
    temp.write('lieferung', content),
    options,
    (f) => void findings.push(f),
  );
  let text = '';
  for await (const chunk of opened?.chunks ?? []) text += chunk;
  return { text, encoding: opened?.encoding, codes: findings.map((f) => `${f.severity} ${f.code}`) };
}

const packed = (...members: ZipMember[]) => zipFile(members);

describe('openPackedText', () => {
  it('reads the same from a plain file and from an archive, without byte order mark', async () => {
    const plain = await read(Buffer.from('\uFEFFKöln;1\n'));
    const zip = await read(packed({ name: 'a.csv', content: '\uFEFFKöln;1\n' }));

    expect(plain).toEqual({ text: 'Köln;1\n', encoding: 'utf-8', codes: [] });
    expect(zip).toEqual(plain);
  });

  it('takes the member that is meant', async () => {
    const archive = packed({ name: 'x/b.txt', content: 'nein' }, { name: 'x/a.csv', content: 'ja' });

    const meant = await read(archive, { isMember: (name) => name.endsWith('.csv') });

    expect(meant.text).toBe('ja');
  });

  it('proves the encoding of a member like that of a file', async () => {
    const latin = Buffer.from('K\u00F6ln \u0096', 'latin1');

    const declared = await read(packed({ name: 'a.csv', content: latin }), { declared: 'windows-1252' });
    const unknown = await read(packed({ name: 'a.csv', content: latin }));
    const binary = await read(packed({ name: 'a.csv', content: Buffer.alloc(20) }));

    expect(declared).toMatchObject({ text: 'Köln \u2013', codes: [] });
    expect(unknown.codes).toEqual(['block format.encoding-unknown']);
    expect(binary.codes).toEqual(['block format.binary']);
  });

  it.each([
    ['no member', packed(), 'format.archive-members'],
    [
      'two members',
      packed({ name: 'a', content: 'x' }, { name: 'b', content: 'y' }),
      'format.archive-members',
    ],
    ['a workbook', packed({ name: 'xl/workbook.xml', content: '<x/>' }), 'format.is-xlsx'],
    ['a password', packed({ name: 'a', content: 'x', encrypted: true }), 'format.archive-encrypted'],
    ['a false size', packed({ name: 'a', content: 'xyz', statedSize: 1 }), 'format.archive-broken'],
  ])('refuses an archive with %s', async (_what, archive, code) => {
    const { text, codes } = await read(archive);

    expect(text).toBe('');
    expect(codes).toEqual([`block ${code}`]);
  });
});
