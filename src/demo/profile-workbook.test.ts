import exceljs from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateCounty } from './generate-county.ts';
import { groundTruth, type TruthMeasure } from './ground-truth.ts';
import { profileWorkbook } from './profile-workbook.ts';
import { COUNTY_KEY, COUNTY_NAME, editionOn } from './territory.ts';

const county = generateCounty({ population: 9000, quartiere: 20, sozialraeume: 6, gemeinden: 4 });
const truth = groundTruth(county);
const snapshot = county.snapshots.at(-1)!;
const { date } = snapshot;
const SHEETS: Readonly<Record<string, readonly TruthMeasure[]>> = {
  Soziales: [
    'grundsicherung-alter',
    'grundsicherung-erwerb',
    'hilfe-zur-pflege',
    'wohngeldhaushalte',
    'but-kinder',
    'betreut-u3',
  ],
  Infrastruktur: ['siedlungsflaeche', 'kitaplaetze', 'pflegeplaetze', 'pkw-privat'],
  Gesundheit: ['seu-untersucht', 'seu-sprache', 'seu-adipositas'],
};
let book: exceljs.Workbook;

beforeAll(async () => {
  book = new exceljs.Workbook();
  await book.xlsx.load(profileWorkbook(county, snapshot) as unknown as ArrayBuffer);
});

describe('the workbook of the quarters', () => {
  it('has three sheets with title, merged header rows and text keys', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual(Object.keys(SHEETS));
    for (const sheet of book.worksheets) {
      expect(sheet.getCell('A1').text).toBe('Quartiersprofil Kreis Musterland');
      expect(sheet.getCell('C1').master.address).toBe('A1');
      expect([sheet.getCell('A3').master.address, sheet.getCell('B3').master.address]).toEqual(['A2', 'B2']);
      expect(sheet.getCell('A4').value).toBe('010101');
    }
    const social = book.getWorksheet('Soziales')!;
    expect(social.getCell('E2').master.address).toBe('C2');
    expect(social.getCell('H2').text).toBe('Familien und Kinder 31.12.2024');
    expect(social.getCell('D3').text).toBe('bei voller Erwerbs-\nminderung');
    const infrastructure = book.getWorksheet('Infrastruktur')!;
    expect(infrastructure.getCell('C3').master.text).toBe(
      'Siedlungs- und Verkehrsfläche in km² (31.12.2024)',
    );
    expect(book.getWorksheet('Gesundheit')!.getCell('E2').text).toBe('übergewichtig (2024)');
  });

  it.each(Object.entries(SHEETS))(
    'tells in %s what is true, by quarter, rest and total',
    (name, measures) => {
      const sheet = book.getWorksheet(name)!;
      const areas = [
        ...editionOn(county.territory, date).quartiere.map(({ key }) => ({
          label: key,
          figures: measures.map((measure) =>
            truth.value({ level: 'demo-quartier', area: key, date, measure })!,
          ),
        })),
        ...county.territory.gemeinden.map(({ key }) => ({
          label: key,
          figures: measures.map((measure) =>
            truth.residual({ level: 'demo-gemeinde', area: key, date, measure }),
          ),
        })),
      ];

      areas.forEach(({ label, figures }, index) => {
        const row = sheet.getRow(4 + index);
        expect([row.getCell(1).value, ...measures.map((_, i) => row.getCell(3 + i).value)]).toEqual([
          label,
          ...figures.map((figure) => shown(name, figure)),
        ]);
      });
      const total = sheet.getRow(4 + areas.length);
      const place = { level: 'demo-kreis', area: COUNTY_KEY, date } as const;
      expect([total.getCell(1).value, total.getCell(2).value]).toEqual([null, COUNTY_NAME]);
      measures.forEach((measure, i) => {
        const whole = truth.value({ ...place, measure })! + truth.residual({ ...place, measure });
        expect([measure, total.getCell(3 + i).value]).toEqual([measure, shown(name, whole)]);
      });
      expect(sheet.getRow(5 + areas.length).hasValues).toBe(false);
      expect(sheet.getRow(7 + areas.length).getCell(1).text).toMatch(/^Quelle/);
    },
  );
});

function shown(sheet: string, figure: number): string | number {
  if (sheet === 'Infrastruktur') return figure;
  return figure === 0 ? '-' : figure < 3 ? '.' : figure;
}
