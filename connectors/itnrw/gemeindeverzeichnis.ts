/**
 * Layout `gemeindeverzeichnis`: the quarterly extract of the official directory of municipalities (GV-ISys). One row
 * for each Land, Regierungsbezirk, Kreis and Gemeinde; the key is put together from its parts.
 */
import { z } from 'zod';
import {
  abortable,
  cellText,
  normaliseLabel,
  reportRow,
  RowReader,
  sheetSources,
  type Layout,
  type LayoutContext,
  type RawRow,
  type ReportRow,
  type Table,
  type TableSource,
} from '../../src/sdk/index.ts';

const options = z.strictObject({
  /** Only this Land, by its two digits; left out: all of them. */
  land: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
});
type Options = z.infer<typeof options>;

const SHEET = 'Onlineprodukt_Gemeinden*';
const HEAD = ['Satzart', 'Textkennzeichen', 'Amtlicher Regionalschlüssel (ARS)'];
const PARTS = ['Land', 'RB', 'Kreis', 'VB', 'Gem'];
const NAME = 'Gemeindename';
/** Columns of the sheet, from 0: the parts of the key and the name. */
const AT = { kind: 0, land: 2, district: 3, county: 4, town: 6, name: 7 } as const;

/** Satzart with the length of its key; regions (30) and associations (50) are no areas of the AGS. */
const KEY_LENGTHS: Readonly<Record<string, number | null>> = {
  '10': 2,
  '20': 3,
  '30': null,
  '40': 5,
  '50': null,
  '60': 8,
};

const COLUMNS = ['Satzart', 'Schlüssel', 'Name'].map((label, index) => ({
  position: index + 1,
  path: [label],
}));

export const gemeindeverzeichnis: Layout<Options> = {
  kind: 'tables',
  options,
  async *read(delivery, own, context) {
    context.signal.throwIfAborted();
    for (const source of await sheetSources(delivery, SHEET, context)) yield* readSheet(source, own, context);
  },
};

async function* readSheet(
  source: TableSource,
  { land }: Options,
  context: LayoutContext,
): AsyncGenerator<Table> {
  const report = reportRow(source, context);
  const reader = new RowReader(source.rows);
  try {
    const titles = await readHead(reader);
    if (!titles) {
      report('format.header-missing', 0, { expected: [...HEAD, ...PARTS, NAME].join(', ') });
      return;
    }
    const notes: string[] = [];
    yield {
      file: source.file,
      ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
      titles,
      columns: COLUMNS,
      rows: abortable(body(reader, { land, notes, report }), context.signal),
      notes,
    };
  } finally {
    await reader.close();
  }
}

/** Three header rows; the last one says to which day the directory refers. Undefined where they are others. */
async function readHead(reader: RowReader): Promise<string[] | undefined> {
  const titles: string[] = [];
  for (let row = await reader.take(); row; row = await reader.take()) {
    const labels = labelsOf(row);
    if (labels[0] !== HEAD[0]) {
      titles.push(...labels.filter((label) => label !== ''));
      continue;
    }
    const parts = labelsOf(await reader.take()).slice(AT.land, AT.land + PARTS.length);
    const fits = HEAD.every((label, i) => labels[i] === label) && labels[AT.name] === NAME;
    if (!fits || !PARTS.every((label, i) => parts[i] === label)) return undefined;
    const day = labelsOf(await reader.take())[AT.land] ?? '';
    return day.startsWith('Gebietsstand') ? [...titles, day] : undefined;
  }
  return undefined;
}

function labelsOf(row: RawRow | undefined): string[] {
  return row?.cells.map((cell) => normaliseLabel(cellText(cell))) ?? [];
}

interface BodyTask {
  readonly land: string | undefined;
  readonly notes: string[];
  readonly report: ReportRow;
}

async function* body(
  reader: RowReader,
  { land, notes, report }: BodyTask,
): AsyncGenerator<readonly RawRow[]> {
  let any = false;
  for await (const batch of reader.rest()) {
    const rows: RawRow[] = [];
    for (const row of batch) {
      const cells = row.cells.map(cellText);
      const [kind = ''] = cells;
      if (cells.every((text) => text === '')) continue;
      if (cells.slice(1).every((text) => text === '')) {
        notes.push(kind);
        continue;
      }
      const length = KEY_LENGTHS[kind];
      if (length === null || (land !== undefined && cells[AT.land] !== land)) continue;
      any = true;
      const key = [AT.land, AT.district, AT.county, AT.town].map((at) => cells[at] ?? '').join('');
      const name = cells[AT.name] ?? '';
      if (length === undefined || key.length !== length || !/^\d+$/.test(key) || name === '')
        report('format.directory-row', row.row, { found: `${kind} ${key} ${name}`.trim() });
      else rows.push({ row: row.row, cells: [kind, key, name] });
    }
    if (rows.length > 0) yield rows;
  }
  if (!any) report('format.no-rows', 0);
}
