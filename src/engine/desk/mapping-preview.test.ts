import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorSources } from '../../app/connector-sources.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { loadYaml } from '../../mapping/load.ts';
import { isTableProfile, profileFile, profileOf } from '../../mapping/profile.ts';
import { labelledRows, type LabelledRows } from '../look/labelled-rows.ts';
import { PREVIEW_ROWS, previewMapping, samplesIn } from './mapping-preview.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-preview-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROFILE = `id: personen
title: Personen
dataset: personen
connector: duva
layout: { form: delimited, encoding: utf-8, delimiter: ';' }
decimal: comma
thousands: dot
signs: { base: din }
area: { column: QUARTIER, level: quartier, padTo: 4 }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
dimensions:
  geschlecht: { column: GESCHL }
values: { column: WERT, measure: wert }
measures:
  wert: { min: 0 }
checks:
  - { sum: { measure: wert, where: { geschlecht: m } }, of: [{ measure: wert, where: { geschlecht: w } }] }
`;
const SHEET = PROFILE.replace(
  /connector: .*\nlayout: .*/,
  () =>
    "connector: workbook\nlayout: { form: sheets, sheets: [Daten], titleRows: 0, key: QUARTIER, lastRow: '^0101$' }",
);
const CSV = `QUARTIER;STICHTAG;GESCHL;WERT
0101;31.12.2024;w;1.234,5
102;31.12.2024;w;.
0103;31.12.2024;w;-
0104;31.02.2024;w;4
0105;31.12.2024;w;(7)
0106;31.12.2024;w;12.5
0107;31.12.2024;w;abc
;31.12.2024;w;3
0101;31.12.2024;w;9
`;

async function labelled(yaml: string, content: string | Uint8Array): Promise<readonly LabelledRows[]> {
  const loaded = loadYaml(yaml, 'p.yaml', profileFile);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const profile = profileOf(loaded.value, { origin: loaded.origin, sha256: '' });
  if (!isTableProfile(profile)) throw new Error('persons');
  const file = path.join(folder, 'datei');
  writeFileSync(file, content);
  const ports = { sources: connectorSources(), signal: new AbortController().signal };
  return labelledRows(profile, { file: 'datei', path: file, sha256: '', bytes: content.length }, ports);
}

async function preview(yaml: string, content: string | Uint8Array = CSV, read = yaml) {
  const means = { codes: new Map(), today: referenceDate('2026-02-03') };
  return previewMapping(yaml, { file: 'datei', tables: await labelled(read, content) }, means);
}

const short = (found: Awaited<ReturnType<typeof preview>>) =>
  found?.rows.map(({ row, text, area, values: [value], findings }) => [
    row,
    text,
    area?.key,
    value?.cell?.value ?? value?.cell?.state,
    findings.map(({ code }) => code).join(' '),
  ]);

describe('a trial of a mapping', () => {
  it('reads keys, days, numbers and signs as a run does, and says which rows would be findings', async () => {
    const found = await preview(PROFILE);

    expect(short(found)).toEqual([
      [2, '0101', '0101', 1234.5, ''],
      [3, '102', '0102', 'suppressed', ''],
      [4, '0103', '0103', 0, ''],
      [5, '0104', '0104', undefined, 'mapping.impossible-date'],
      [6, '0105', '0105', 7, ''],
      [7, '0106', '0106', undefined, 'mapping.unparsable-number'],
      [8, '0107', '0107', undefined, 'mapping.unknown-sign'],
      [9, '', undefined, undefined, 'mapping.blank-key'],
      [10, '0101', '0101', undefined, 'mapping.duplicate-different'],
    ]);
    expect(found?.rows[4]?.values[0]).toMatchObject({ text: '(7)', cell: { state: 'low_reliability' } });
    expect(found?.rows[0]).toMatchObject({ date: '2024-12-31', breakdown: ['geschlecht: w'] });
  });

  it('makes no check that needs the whole file', async () => {
    expect((await preview(PROFILE))?.problems).toEqual([]);
  });

  it('shows what another decimal mark would do', async () => {
    const point = PROFILE.replace('decimal: comma\nthousands: dot', 'decimal: point');

    expect(short(await preview(point))?.[5]).toEqual([7, '0106', '0106', 12.5, '']);
    expect(short(await preview(point))?.[0]?.[4]).toBe('mapping.unparsable-number');
  });

  it('reads under the new headings, and says which ones are wrong', async () => {
    const changed = CSV.replace('WERT', 'Anzahl');
    const right = PROFILE.replace('column: WERT', 'column: Anzahl');

    expect(short(await preview(right, changed, PROFILE))?.[0]).toEqual([2, '0101', '0101', 1234.5, '']);
    const wrong = await preview(PROFILE, changed);
    expect(wrong?.rows).toEqual([]);
    expect(wrong?.problems.map(({ code }) => code)).toContain('mapping.missing-column');
  });

  it('shows ten rows, and the rest only where it decides', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `${1_000 + index};31.12.2024;w;${index}`);
    const found = await preview(PROFILE, ['QUARTIER;STICHTAG;GESCHL;WERT', ...rows].join('\n'));

    expect(found?.rows).toHaveLength(PREVIEW_ROWS);
    expect(found?.rows.at(-1)).toMatchObject({ text: '1009', values: [{ cell: { value: 9 } }] });
  });

  it('takes a number of a workbook for a number, whatever the decimal mark', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('Daten');
    sheet.addRow(['QUARTIER', 'STICHTAG', 'GESCHL', 'WERT']);
    sheet.addRow(['0101', new Date('2024-12-31T00:00:00Z'), 'w', 12.5]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());

    for (const yaml of [SHEET, SHEET.replace('decimal: comma\nthousands: dot', 'decimal: point')])
      expect(short(await preview(yaml, bytes))).toEqual([[2, '0101', '0101', 12.5, '']]);
  });

  it('tells rows that are not meant from those that cannot be read', async () => {
    const women = PROFILE.replace('area:', 'rows: [{ column: GESCHL, keep: ^w, skip: ^m }]\narea:');
    const found = await preview(women, CSV.replace('0103;31.12.2024;w', '0103;31.12.2024;m'));

    expect(short(found)?.[2]).toEqual([4, '0103', undefined, undefined, '']);
    expect(short(found)?.[1]).toEqual([3, '102', '0102', 'suppressed', '']);
  });

  it('says that nothing can be read with a text that is no profile', async () => {
    expect(await preview('id: [', CSV, PROFILE)).toBeUndefined();
  });

  it('needs no day where whoever delivers says it', async () => {
    const later = PROFILE.replace(/date: .*/, 'date: { from: parameter }').replace(
      'checks:',
      'ignoreColumns: [STICHTAG]\nchecks:',
    );

    expect((await preview(later))?.rows[0]).toMatchObject({
      date: undefined,
      values: [{ cell: { value: 1234.5 } }],
    });
  });
});

describe('examples of a column', () => {
  it('are its first three different texts, by the letters of its heading', async () => {
    const samples = samplesIn(await labelled(PROFILE, CSV));

    expect(samples.get('WERT')).toEqual(['1.234,5', '.', '-']);
    expect(samples.get('GESCHL')).toEqual(['w']);
  });
});

describe('the first rows of a file', () => {
  it('are none where the layout cannot read it', async () => {
    expect(await labelled(SHEET, 'keine Mappe')).toEqual([]);
  });
});
