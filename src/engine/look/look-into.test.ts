import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorSources } from '../../app/connector-sources.ts';
import { readAtDesk } from '../../../tests/support/desk-process.ts';
import { FIRST_ROWS, MOST_COLUMNS, type LookQuestion } from './look.ts';
import { lookInto } from './look-into.ts';
import { rawSource } from './raw-layout.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-look-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = rawSource(connectorSources());
const apart = readAtDesk(new Map([[source.id, source]]))(source);
const { signal } = new AbortController();

function look(content: string | Uint8Array, wish: Partial<LookQuestion> = {}, at = apart) {
  const file = path.join(folder, 'f');
  writeFileSync(file, content);
  const about = { file: 'f', path: file, bytes: 0, sha256: '', options: {}, near: [] };
  return lookInto(at, signal)({ ...about, ...wish });
}

const LINES = Array.from({ length: 500 }, (_, index) => `${index + 2};A${index};${index * 2},5`);
const CSV = ['Schlüssel;Name des Quartiers;Wert', ...LINES].join('\r\n');

async function workbook(fill: (book: exceljs.Workbook) => void): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  fill(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe('looking into a file', () => {
  it('keeps the first rows and those around the findings, and nothing else', async () => {
    const [sheet] = await look(CSV, { near: [{ row: 300 }] });
    const kept = [...(sheet?.rows.keys() ?? [])];

    expect(sheet?.name).toBeUndefined();
    expect(kept.slice(0, FIRST_ROWS)).toEqual(Array.from({ length: FIRST_ROWS }, (_, index) => index + 1));
    expect(kept.slice(FIRST_ROWS)).toEqual([298, 299, 300, 301, 302]);
    expect(sheet?.rows.get(300)).toEqual(['300', 'A298', '596,5']);
  });

  it('reads the same in a process of its own and in place', async () => {
    expect(await look(CSV, { near: [{ row: 77 }] })).toEqual(
      await look(CSV, { near: [{ row: 77 }] }, source),
    );
  });

  it('takes umlauts as the file has them, whatever is agreed where the file proves another encoding', async () => {
    const bytes = Buffer.from(CSV, 'latin1');

    expect((await look(bytes))[0]?.rows.get(1)?.[0]).toBe('Schlüssel');
    expect((await look(CSV, { options: { encoding: 'windows-1252' } }))[0]?.rows.get(1)?.[0]).toBe(
      'Schlüssel',
    );
  });

  it('shows a file whose lines nothing parts line by line, and a line without end as far as it fits', async () => {
    const [sheet] = await look(`0101   12\n0102   13\n${'x'.repeat(100_000)}`);

    expect(sheet?.rows.get(2)).toEqual(['0102   13']);
    expect(sheet?.rows.get(3)?.[0]).toMatch(/^x{300}…$/);
  });

  it('knows the sheets of a workbook by name and leaves hidden ones alone', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('Daten');
      sheet.addRow(['Quartier', 'Wert', 'Tag', 'Formel']);
      sheet.addRow(['0101', 12.5, new Date('2025-12-31T00:00:00Z'), { formula: 'B2*2', result: 25 }]);
      book.addWorksheet('Versteckt', { state: 'hidden' }).addRow(['geheim']);
    });
    const sheets = await look(bytes);

    expect(sheets.map(({ name }) => name)).toEqual(['Daten']);
    expect(sheets[0]?.rows.get(2)).toEqual(['0101', '12,5', '31.12.2025', '25']);
  });

  it('keeps at most so many columns, and no more bytes than it may', async () => {
    const wide = `${Array.from({ length: 600 }, () => 'y'.repeat(290)).join(';')}\n`.repeat(70);
    const [sheet] = await look(wide);

    expect(sheet?.rows.get(1)).toHaveLength(MOST_COLUMNS);
    expect(sheet?.rows.size).toBeLessThan(30);
  });

  it.each([
    ['names', 'Quartier;Nachname;Vorname;Wert\n1;A;B;2\n1;C;D;3\n1;E;F;3\n'],
    ['days of birth', 'a;b;c\n1;17.03.1961;x\n2;05.11.1988;x\n3;21.07.2003;x\n4;13.02.1944;x\n'],
    ['a title above the names', 'Liste der Fälle\n\nGebiet;Geburtsdatum;Anschrift\n1;x;y\n2;x;y\n'],
  ])('shows nothing of a file with %s', async (_what, text) => {
    await expect(look(text)).rejects.toMatchObject({ code: 'look.persons' });
  });

  it('says so where it is no text and no workbook', async () => {
    await expect(look(Uint8Array.of(0, 1, 2, 0, 255, 0))).rejects.toMatchObject({ code: 'look.unreadable' });
    await expect(look(Buffer.from('PK\u0003\u0004 kaputt'))).rejects.toMatchObject({
      code: 'look.unreadable',
    });
  });
});
