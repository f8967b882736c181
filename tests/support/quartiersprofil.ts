/** A small workbook "Quartiersprofil" of the form that the profile `demo-quartiersprofil` reads. All made up. */
import exceljs from 'exceljs';

export type ProfileValue = number | '-' | '.' | null;

interface Block {
  readonly label: string | undefined;
  readonly columns: readonly string[];
}

/** Keys as text, with their zeros. */
export const PROFILE_QUARTERS = ['010101', '010102', '010201', '020101'];

/** Figure of a quarter in one column: whole, different for each, with a nil and a secret one among the social ones. */
export function profileValue(sheet: string, quarter: number, column: number): ProfileValue {
  if (sheet === 'Soziales' && quarter === 1 && column === 2) return '.';
  if (sheet === 'Soziales' && quarter === 2 && column === 4) return '-';
  if (sheet === 'Infrastruktur' && column === 0) return 0.25 + quarter;
  return (quarter + 1) * 10 + column;
}

export async function quartiersprofil(
  year: number,
  change: (workbook: exceljs.Workbook) => void = () => undefined,
): Promise<Buffer> {
  const day = `31.12.${year}`;
  const workbook = new exceljs.Workbook();
  addSheet(workbook, 'Soziales', [
    {
      label: `Grundsicherung und Hilfen ${day}`,
      columns: ['im Alter', 'bei voller Erwerbs-\nminderung', 'Hilfe zur Pflege'],
    },
    {
      label: `Familien und Kinder ${day}`,
      columns: [
        'Haushalte mit Wohn-\ngeld',
        'Kinder mit Bildung und Teilhabe',
        'Kinder unter 3 Jahren in Betreuung',
      ],
    },
  ]);
  addSheet(workbook, 'Infrastruktur', [
    {
      label: undefined,
      columns: [
        `Siedlungs- und Verkehrsfläche in km² (${day})`,
        `Kita-Plätze (${day})`,
        `Pflegeplätze vollstationär (${day})`,
        `Private Pkw (${day})`,
      ],
    },
  ]);
  addSheet(workbook, 'Gesundheit', [
    {
      label: `Schuleingangsuntersuchung (${year})`,
      columns: ['untersuchte Kinder', 'sprachauffällig', 'übergewichtig'],
    },
  ]);
  change(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addSheet(workbook: exceljs.Workbook, name: string, blocks: readonly Block[]): void {
  const sheet = workbook.addWorksheet(name);
  const labels = blocks.flatMap(({ columns }) => columns);
  const width = labels.length + 2;
  sheet.getCell('A1').value = 'Quartiersprofil Kreis Musterland';
  sheet.mergeCells(1, 1, 1, width);
  for (const [index, label] of ['Quartier', 'Name'].entries()) {
    sheet.getCell(2, index + 1).value = label;
    sheet.mergeCells(2, index + 1, 3, index + 1);
  }
  let column = 3;
  for (const block of blocks) {
    const last = column + block.columns.length - 1;
    for (const [index, label] of block.columns.entries()) {
      sheet.getCell(block.label === undefined ? 2 : 3, column + index).value = label;
      if (block.label === undefined) sheet.mergeCells(2, column + index, 3, column + index);
    }
    if (block.label !== undefined) {
      sheet.getCell(2, column).value = block.label;
      sheet.mergeCells(2, column, 2, last);
    }
    column = last + 1;
  }
  for (const [quarter, key] of PROFILE_QUARTERS.entries())
    sheet.addRow([key, `Quartier ${quarter + 1}`, ...labels.map((_, at) => profileValue(name, quarter, at))]);
  for (const key of ['05998001', '05998002']) sheet.addRow([key, 'nicht zuzuordnen', ...labels.map(() => 1)]);
  sheet.addRow([null, 'Kreis Musterland', ...labels.map((_, at) => totalOf(name, at))]);
  sheet.addRow(['. = Wert aus Gründen der Geheimhaltung nicht angegeben']);
  sheet.addRow(['Quelle: Kreis Musterland (erfundene Daten)']);
}

/** The secret figure is part of the total. */
function totalOf(sheet: string, column: number): number {
  return PROFILE_QUARTERS.reduce((sum, _, quarter) => {
    const value = profileValue(sheet, quarter, column);
    return sum + (typeof value === 'number' ? value : value === '.' ? 2 : 0);
  }, 2);
}
