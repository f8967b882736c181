/** Reads a landed delivery to its end and keeps everything, for tests with small files. */
import type { Finding, GeoLayer, LandedDelivery, Layout, RawRow, TableColumn } from '../../src/sdk/index.ts';

export interface ReadTable {
  readonly file: string;
  readonly sheet: string | undefined;
  readonly titles: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly RawRow[];
  readonly notes: readonly string[];
}

export interface ReadResult {
  readonly tables: readonly ReadTable[];
  readonly layer: GeoLayer | undefined;
  readonly findings: readonly Finding[];
}

export async function readLayout<Options>(
  layout: Layout<Options>,
  delivery: LandedDelivery,
  options: Options,
  signal: AbortSignal = new AbortController().signal,
): Promise<ReadResult> {
  const findings: Finding[] = [];
  const context = { signal, report: (found: Finding) => void findings.push(found) };
  if (layout.kind === 'polygons') {
    const layer = await layout.read(delivery, options, context);
    return { tables: [], layer, findings };
  }
  const tables: ReadTable[] = [];
  for await (const table of layout.read(delivery, options, context)) {
    const rows: RawRow[] = [];
    for await (const batch of table.rows) rows.push(...batch);
    const { file, sheet, titles, columns, notes } = table;
    tables.push({ file, sheet, titles, columns, rows, notes });
  }
  return { tables, layer: undefined, findings };
}
