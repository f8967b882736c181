/** A workbook from a folder of fixtures with one thing changed, and what a layout made of it, for tests. */
import exceljs, { type Workbook, type Worksheet } from 'exceljs';
import { columnLabel, rawValue } from '../../src/core/table.ts';
import type { Finding } from '../../src/core/finding.ts';
import { landed } from '../connectors/land.ts';
import type { ReadResult } from '../connectors/read-layout.ts';
import type { TempFolder } from './temp-folder.ts';

/** Written under its own name, or another one, into the temporary folder. */
export async function changedBook(
  fixture: string,
  { temp, name }: { readonly temp: TempFolder; readonly name: string },
  change: (workbook: Workbook) => void,
): ReturnType<typeof landed> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(fixture);
  change(workbook);
  return landed(temp.write(name, Buffer.from(await workbook.xlsx.writeBuffer())).path);
}

export function sheetOf(workbook: Workbook, name: string): Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (!sheet) throw new RangeError(`no sheet ${name}`);
  return sheet;
}

/** `error mapping.unknown-key 7` */
export function told(findings: readonly Finding[]): string[] {
  return findings.map((f) => `${f.severity} ${f.code} ${f.place.row}`);
}

/** The rows of a table as records by the labels of its columns. */
export function recordsOf({ tables }: ReadResult, index = 0): Record<string, unknown>[] {
  const table = tables[index];
  const names = table?.columns.map(columnLabel) ?? [];
  return (table?.rows ?? []).map(({ cells }) =>
    Object.fromEntries(names.map((name, at) => [name, rawValue(cells[at])])),
  );
}
