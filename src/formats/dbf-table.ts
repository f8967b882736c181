/** A dBASE table by itself, such as a street list or a block list: texts, numbers and days as the file declares them. */
import { readFile } from 'node:fs/promises';
import { finding } from '../core/finding.ts';
import type { RawCell, RawRow, Table } from '../core/table.ts';
import { readDbf, type DbfEncoding, type DbfTable } from './dbf.ts';
import type { Report, SourceFile } from './source-file.ts';

const BATCH = 1000;

/**
 * Rows are counted from 1, records that are marked as deleted are left out. Undefined after the finding
 * `format.dbf-broken` or `format.encoding-contradicts`.
 */
export async function readDbfTable(
  source: SourceFile,
  { encoding }: { readonly encoding?: DbfEncoding | undefined },
  report: Report,
): Promise<Table | undefined> {
  const place = { file: source.file, row: 0 };
  const table = readDbf(await readFile(source.path), encoding);
  if ('problem' in table) {
    const { problem, found } = table;
    const code = problem === 'broken' ? 'format.dbf-broken' : 'format.encoding-contradicts';
    report(finding(code, place, problem === 'broken' ? { found } : { found, expected: '.dbf' }));
    return undefined;
  }
  const columns = table.fields.map((name, index) => ({ position: index + 1, path: [name] }));
  return { file: source.file, titles: [], columns, rows: batches(table), notes: [] };
}

async function* batches({ fields, records }: DbfTable): AsyncGenerator<readonly RawRow[]> {
  for (let start = 0; start < records.length; start += BATCH) {
    const rows: RawRow[] = [];
    for (const [index, record] of records.slice(start, start + BATCH).entries())
      if (record) rows.push({ row: start + index + 1, cells: fields.map((name) => cellOf(record[name])) });
    yield rows;
  }
}

/** Texts are plain, as those of a text file are; what has a type keeps it. */
function cellOf(value: RawCell['value'] | undefined): string | RawCell {
  return typeof value === 'string' ? value : { value: value ?? null };
}
