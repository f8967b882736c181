import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { generateCounty } from './generate-county.ts';
import { groundTruth } from './ground-truth.ts';
import { labourMarketFiles } from './labour-market-file.ts';
import { COUNTY_KEY } from './territory.ts';

const county = generateCounty({ population: 9000, quartiere: 20, sozialraeume: 6, gemeinden: 4 });
const truth = groundTruth(county);
const files = labourMarketFiles(county);

describe('the labour market workbooks', () => {
  it('are one for each municipality, with the four sheets of the product', async () => {
    const sheets = await Promise.all(files.map(async ([, bytes]) => (await open(bytes)).worksheets));

    expect(files.map(([name]) => name)).toEqual(
      county.territory.gemeinden.map(({ key }) => `arbeitsmarkt-kommunal_${key}.xlsx`),
    );
    for (const own of sheets)
      expect(own.map(({ name }) => name)).toEqual(['Deckblatt', 'Impressum', 'Daten', 'Statistik-Infoseite']);
  });

  it('have region, year, header rows and sections at their places', async () => {
    const sheet = (await open(files[0]![1])).getWorksheet('Daten')!;
    const { key, name } = county.territory.gemeinden[0]!;

    expect(sheet.getCell('A4').text).toBe(`${key} ${name} (Gebietsstand im Jahr 2024)`);
    expect(sheet.getCell('A5').value).toBe(2024);
    expect(sheet.getCell('A7').text).toBe('Merkmale');
    expect(sheet.getCell('B8').master.address).toBe('A7');
    expect(['C7', 'D7', 'E7', 'F7', 'G7'].map((at) => sheet.getCell(at).value)).toEqual([
      2020, 2021, 2022, 2023, 2024,
    ]);
    expect(sheet.getCell('G8').value).toBe(5);
    expect(sheet.getCell('A15').text).toMatch(/SGB II\n\(Stichtag 31\.12\.\)$/);
    expect(sheet.getCell('B15').master.address).toBe('A15');
  });

  it('tell recipients and households of five years as they are true, with those without a quarter', async () => {
    for (const [index, [, bytes]] of files.entries()) {
      const sheet = (await open(bytes)).getWorksheet('Daten')!;
      const area = county.territory.gemeinden[index]!.key;
      for (const [column, year] of [2020, 2021, 2022, 2023, 2024].entries()) {
        const place = {
          level: 'demo-gemeinde',
          area,
          date: referenceDate(`${year}-12-31`),
          dataset: 'sgb2-gemeinde',
        } as const;
        const figures = [16, 17].map((row) => sheet.getRow(row).getCell(column + 3).value);
        expect(figures).toEqual([
          truth.value({ ...place, measure: 'bedarfsgemeinschaften' }),
          truth.value({ ...place, measure: 'leistungsberechtigte' }),
        ]);
      }
    }
  });

  it('add up to the county of the order file, rest included', () => {
    const place = { level: 'demo-kreis', area: COUNTY_KEY, date: county.snapshots.at(-1)!.date } as const;
    const question = { ...place, measure: 'leistungsberechtigte' } as const;

    expect(truth.value({ ...question, dataset: 'sgb2-gemeinde' })).toBe(
      truth.value(question)! + truth.residual(question),
    );
  });
});

async function open(bytes: Buffer): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book;
}
