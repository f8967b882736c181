import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile } from '../../tests/support/zip-file.ts';
import { proposeDelimiter } from './propose-delimiter.ts';
import { probeText } from './text-probe.ts';

const temp = tempFolder();
const TEXT = 'Größe;Straße\nMünster;1\n';

describe('the encoding of a file that nobody has described', () => {
  it.each<[string, Buffer, object]>([
    ['UTF-8', Buffer.from(TEXT), { name: 'utf-8', declared: undefined, certain: true }],
    [
      'a byte order mark',
      Buffer.from(`\uFEFF${TEXT}`),
      { name: 'utf-8', declared: undefined, certain: true },
    ],
    ['ASCII', Buffer.from('a;b\n1;2\n'), { name: 'ascii', declared: undefined, certain: true }],
    [
      'Windows-1252',
      iconv.encode(TEXT, 'windows-1252'),
      { name: 'windows-1252', declared: 'windows-1252', certain: true },
    ],
    ['CP850', iconv.encode(TEXT, 'cp850'), { name: 'cp850', declared: 'cp850', certain: true }],
    [
      'neither for sure',
      Buffer.from([0x61, 0xc5, 0x3b, 0x62, 0x0a]),
      { name: 'windows-1252', certain: false },
    ],
  ])('is proposed for %s', async (name, bytes, expected) => {
    const probe = await probeText(temp.write(`${name}.csv`, bytes));

    expect(probe?.encoding).toMatchObject(expected);
  });

  it('is read from the member of an archive', async () => {
    const source = temp.write(
      'archiv.zip',
      zipFile([{ name: 'a/tabelle.csv', content: iconv.encode(TEXT, 'windows-1252') }]),
    );

    const probe = await probeText(source);

    expect(probe).toMatchObject({
      text: TEXT,
      members: ['a/tabelle.csv'],
      encoding: { declared: 'windows-1252' },
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['null bytes', Buffer.from([1, 0, 2, 0, 0])],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['half an archive', Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
  ])('is none for %s', async (name, bytes) => {
    expect(await probeText(temp.write(`${name}.bin`, bytes))).toBeUndefined();
  });

  it('finds letters behind the beginning that is kept', async () => {
    const long = `${'1;2\n'.repeat(300_000)}Größe;3\n`;

    const probe = await probeText(temp.write('lang.csv', iconv.encode(long, 'windows-1252')));

    expect(probe?.encoding.declared).toBe('windows-1252');
    expect(probe).toMatchObject({ whole: false });
    expect(probe?.text.endsWith('\n')).toBe(true);
  });
});

describe('the delimiter', () => {
  it.each([
    ['a;b\n1,5;2\n2,5;3\n', ';', 2],
    ['Titel ohne Zeichen\n\na,b,c\n1,2,3\n4,5,6\n', ',', 3],
    ['a\tb\n"x\ty"\t2\n3\t4\n', '\t', 2],
    ['a|b;c|d\n1|2|3\n4|5|6\n', '|', 3],
  ])('of %j is %j', async (text, delimiter, width) => {
    expect(await proposeDelimiter(text)).toMatchObject({ delimiter, width });
  });

  it('of a text is none', async () => {
    expect(
      await proposeDelimiter('Sehr geehrte Damen und Herren,\nanbei die Zahlen.\nGruß\n'),
    ).toBeUndefined();
  });
});
