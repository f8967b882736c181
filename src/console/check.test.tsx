import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { finding, type Finding } from '../core/finding.ts';
import { referenceDate } from '../core/reference-date.ts';
import { ROLES } from '../engine/approval/person.ts';
import type { RunDelivery } from '../engine/deliveries/delivery-book.ts';

let world: ConsoleWorld;
let all: Browser;
beforeAll(async () => {
  world = await consoleWorld();
  all = await world.browser('alles', ...ROLES);
});
afterAll(() => world.close());

const FILE = 'personen_2022-12-31.csv';
const unknown = (row: number, found: string): Finding =>
  finding('mapping.unknown-key', { file: FILE, row, column: 'QUARTIER' }, { found, expected: 'einer von 4' });
const BLANK = finding('mapping.blank-cells', { file: FILE, row: 9 }, { found: 'PERSONEN', expected: '2' });

const delivery = (more: Partial<RunDelivery> = {}): RunDelivery => ({
  file: FILE,
  sha256: 'a'.repeat(64),
  bytes: 1_000,
  profile: 'klein-personen',
  profileSha256: 'b'.repeat(64),
  dataset: 'klein-personen',
  rows: 448,
  dates: [referenceDate('2022-12-31')],
  refused: true,
  ...more,
});

async function failed(findings: readonly Finding[], more?: Partial<RunDelivery>): Promise<string> {
  const run = await world.run('check_failed', findings);
  await world.app.ledger.putRunDeliveries(run, [delivery(more)]);
  return run;
}

const textOf = async (path: string, browser = all) =>
  (await (await browser.get(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('Prüfbericht of a delivery that was brought again', () => {
  it('says what is gone and what is new, marks it, and keeps the filter in the address', async () => {
    const first = await failed([unknown(17, '0599'), unknown(40, '0601'), BLANK]);
    const second = await failed([unknown(18, '0599'), unknown(60, '0777'), BLANK]);
    const path = `/laeufe/${second}/pruefung`;

    const text = await textOf(path);
    expect(text).toContain('448 Zeilen gelesen. 2 Fehler, 1 Hinweis in 2 Gruppen.');
    expect(text).toContain(`Seit dem letzten Versuch ( Lauf ${first} ): 1 behoben, 1 neu.`);
    expect(text).toContain('Zeile 60, Spalte QUARTIER Neu');
    expect(await textOf(`${path}?nur=fehler`)).not.toContain('PERSONEN');
    expect(await textOf(`${path}?nur=hinweise`)).not.toContain('0777');
    const fixed = await textOf(`${path}?nur=behoben`);
    expect(fixed).toContain('0601');
    expect(fixed).not.toContain('0777');
    expect((await all.get(`${path}?nur=toString`)).status).toBe(200);
  });

  it('does not compare deliveries for different Stichtage', async () => {
    await failed([unknown(1, 'A')], { dates: [referenceDate('2019-12-31')] });
    const run = await failed([unknown(1, 'B')], { dates: [referenceDate('2018-12-31')] });

    expect(await textOf(`/laeufe/${run}/pruefung`)).not.toContain('Seit dem letzten Versuch');
  });

  it('leads from one finding to the next, and to the form for a new file with its source chosen', async () => {
    const run = await failed([unknown(17, '0599'), unknown(40, '0601'), BLANK]);
    const html = await (await all.get(`/laeufe/${run}/pruefung`)).text();

    expect(html).toContain('href="#befund-1-2">Nächster Fehler');
    expect(html).toContain('href="#gruppe-2">Nächste Gruppe');
    const href = /href="(\/lieferungen\/neu\?[^"]+)"/.exec(html)?.[1] ?? '';
    expect(await (await all.get(href)).text()).toMatch(/value="klein#0" checked/);
    const viewer = await world.browser('vera', 'sync-viewer');
    expect(await textOf(`/laeufe/${run}/pruefung`, viewer)).not.toContain('Neue Datei hochladen');
  });
});

describe('Fehlerliste als Excel', () => {
  it('holds every finding as text that no spreadsheet takes for a formula', async () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\u0000=1'];
    const run = await world.run(
      'check_failed',
      formulas.map((found, index) => unknown(index + 1, found)),
    );
    const response = await all.get(`/laeufe/${run}/pruefung.xlsx`);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const sheet = workbook.getWorksheet('Befunde');

    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="befunde-${run}.xlsx"`);
    expect(sheet?.rowCount).toBe(formulas.length + 1);
    expect(sheet?.getCell('A1').value).toBe('Art');
    for (let row = 2; row <= formulas.length + 1; row += 1) {
      expect(sheet?.getCell(row, 7).type).toBe(exceljs.ValueType.String);
      expect(sheet?.getCell(row, 7).text).toMatch(/^'/);
    }
    expect(sheet?.getCell('D2').value).toBe(1);
  });

  it('is complete where the page is not', async () => {
    const run = await world.run(
      'check_failed',
      Array.from({ length: 1_203 }, (_, row) => unknown(row, 'X')),
    );
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await (await all.get(`/laeufe/${run}/pruefung.xlsx`)).arrayBuffer());

    expect(workbook.getWorksheet('Befunde')?.rowCount).toBe(1_204);
  });
});
