/** All findings of a run as a file: complete, whatever the page shows. */
import { findingText, type Finding } from '../../core/finding.ts';
import { writeTable } from '../../formats/sheet.ts';
import { csv, harmless, type CsvCell } from '../csv.ts';
import { csvFile, xlsxFile } from '../files.ts';
import { parameter, type Visit } from '../visit.ts';
import { SEVERITIES } from '../words/states.ts';

const ALL = Number.MAX_SAFE_INTEGER;

const COLUMNS = [
  { title: 'Art', width: 14 },
  { title: 'Datei', width: 30 },
  { title: 'Blatt', width: 16 },
  { title: 'Zeile', width: 8 },
  { title: 'Spalte', width: 20 },
  { title: 'Befund', width: 60 },
  { title: 'Gefunden', width: 24 },
  { title: 'Erwartet', width: 30 },
  { title: 'Abhilfe', width: 80 },
  { title: 'Kennung', width: 28 },
] as const;

export async function checkCsv(visit: Visit) {
  const id = parameter(visit, 'id');
  const { findings } = await visit.house.app.desk.check(id, { offset: 0, limit: ALL });
  const head = COLUMNS.map(({ title }) => title);
  return csvFile(visit, `befunde-${id}.csv`, csv(head, findings.map(rowOf)));
}

export async function checkXlsx(visit: Visit) {
  const id = parameter(visit, 'id');
  const { findings } = await visit.house.app.desk.check(id, { offset: 0, limit: ALL });
  const bytes = await writeTable({ sheet: 'Befunde', columns: COLUMNS, rows: safeRows(findings) });
  return xlsxFile(visit, `befunde-${id}.xlsx`, bytes);
}

function* safeRows(findings: readonly Finding[]) {
  for (const found of findings)
    yield rowOf(found).map((cell) => (typeof cell === 'string' ? harmless(cell) : cell));
}

function rowOf(found: Finding): CsvCell[] {
  const { text, hint } = findingText(found);
  const { place } = found;
  return [
    SEVERITIES[found.severity].label,
    place.file,
    place.sheet ?? '',
    place.row > 0 ? place.row : '',
    place.column ?? '',
    text,
    found.found ?? '',
    found.expected ?? '',
    hint,
    found.code,
  ];
}
