import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile } from '../../tests/support/zip-file.ts';
import type { Finding } from '../core/finding.ts';
import { decodeBytes } from './decode.ts';
import { openText, type DeclaredEncoding } from './encoding.ts';

const folder = tempFolder();

async function open(bytes: Uint8Array | string, declared?: DeclaredEncoding) {
  const findings: Finding[] = [];
  const source = folder.write('lieferung.csv', bytes);
  const opened = await openText(source, declared ? { declared } : {}, (f) => findings.push(f));
  let text = '';
  if (opened) for await (const chunk of opened.chunks) text += chunk;
  return { text, encoding: opened?.encoding, findings, codes: findings.map((f) => f.code) };
}

const TEXT = 'Straße;Größe – „10 €“\r\n';

describe('openText', () => {
  it('reads UTF-8 without any declaration, with and without mark', async () => {
    const plain = await open(TEXT);
    const marked = await open(`\ufeff${TEXT}`);

    expect(plain).toMatchObject({ text: TEXT, encoding: 'utf-8', codes: [] });
    expect(marked).toMatchObject({ text: TEXT, encoding: 'utf-8', codes: [] });
  });

  it('reads Windows-1252 with its dashes and euro signs where it is declared, also as ISO-8859-1', async () => {
    const bytes = iconv.encode(TEXT, 'windows-1252');

    expect(await open(bytes, 'windows-1252')).toMatchObject({ text: TEXT, codes: [] });
    expect(await open(bytes, 'iso-8859-1')).toMatchObject({ text: TEXT, encoding: 'windows-1252' });
  });

  it('reads CP850 and UTF-16 where they are declared', async () => {
    const dos = iconv.encode('Größe;Übel\r\n', 'cp850');
    const wide = iconv.encode(TEXT, 'utf-16le');

    expect(await open(dos, 'cp850')).toMatchObject({ text: 'Größe;Übel\r\n', codes: [] });
    expect(await open(wide, 'utf-16le')).toMatchObject({ text: TEXT, codes: [] });
    expect(await open(iconv.encode(TEXT, 'utf-16le', { addBOM: true }))).toMatchObject({ text: TEXT });
  });

  it('takes plain ASCII for any single-byte declaration', async () => {
    for (const declared of [undefined, 'utf-8', 'windows-1252', 'cp850'] as const)
      expect(await open('a;b\n', declared)).toMatchObject({ text: 'a;b\n', codes: [] });
  });

  it('never guesses: bytes that are not UTF-8 need a declaration', async () => {
    const result = await open(iconv.encode('a;b\nc;Größe\n', 'windows-1252'));

    expect(result.encoding).toBeUndefined();
    expect(result.findings).toMatchObject([
      { code: 'format.encoding-unknown', severity: 'block', found: 'Byte 8', place: { row: 2 } },
    ]);
  });

  it('refuses a declaration that the bytes refute', async () => {
    const umlauts = 'x;Größe\n';

    expect((await open(umlauts, 'windows-1252')).codes).toEqual(['format.encoding-contradicts']);
    expect((await open(`\ufeffabc`, 'windows-1252')).codes).toEqual(['format.encoding-contradicts']);
    expect((await open(iconv.encode(umlauts, 'windows-1252'), 'utf-8')).findings).toMatchObject([
      { code: 'format.encoding-contradicts', expected: 'utf-8', found: 'Byte 4', place: { row: 1 } },
    ]);
    expect((await open('abc', 'utf-16le')).codes).toEqual(['format.encoding-contradicts']);
    expect((await open(iconv.encode(`${umlauts}.`, 'utf-16le').subarray(1), 'utf-16le')).codes).toEqual([
      'format.encoding-contradicts',
    ]);
  });

  it('notices CP850 under the name of Windows-1252 by its ü', async () => {
    const result = await open(iconv.encode('München\n', 'cp850'), 'windows-1252');

    expect(result.findings).toMatchObject([{ code: 'format.encoding-contradicts', found: 'Byte 1, cp850?' }]);
  });

  it('refuses a file joined from two encodings and names the line', async () => {
    const joined = Buffer.concat([iconv.encode('a;Größe\n', 'windows-1252'), Buffer.from('b;Größe\n')]);

    const result = await open(joined, 'windows-1252');

    expect(result.findings).toMatchObject([{ code: 'format.encoding-mixed', place: { row: 2 } }]);
  });

  it('tells content that is no text by its bytes, whatever the name says', async () => {
    const workbook = zipFile([{ name: 'xl/workbook.xml', content: '<workbook/>' }]);
    const archive = zipFile([{ name: 'daten.csv', content: 'a;b\n' }]);
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

    expect((await open(workbook, 'windows-1252')).codes).toEqual(['format.is-xlsx']);
    expect((await open(archive)).codes).toEqual(['format.is-zip']);
    expect((await open(compound)).codes).toEqual(['format.is-old-excel-or-protected']);
    expect((await open('a;b\n\0\0', 'windows-1252')).codes).toEqual(['format.binary']);
    expect((await open('')).codes).toEqual(['format.empty']);
    expect((await open('\ufeff')).codes).toEqual(['format.empty']);
  });

  it('finds the first broken byte behind the first megabyte, also across the border of two chunks', async () => {
    const megabyte = 1 << 20;
    const border = Buffer.from(`${'x'.repeat(megabyte - 1)}ü${'y'.repeat(megabyte)}`);
    const broken = Buffer.concat([border, Buffer.of(0xfc), Buffer.from('z')]);

    expect((await open(border)).codes).toEqual([]);
    expect((await open(broken)).findings[0]?.found).toBe(`Byte ${border.length}`);
  });

  it('takes a sequence that ends with the file for broken', async () => {
    expect((await open(Buffer.of(0x61, 0xc3))).findings[0]?.found).toBe('Byte 1');
  });
});

describe('decodeBytes', () => {
  it('decodes every byte of Windows-1252 as iconv-lite does', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        const bytes = Buffer.from(array);
        expect(decodeBytes(bytes, 'windows-1252')).toBe(iconv.decode(bytes, 'windows-1252'));
      }),
    );
  });
});
