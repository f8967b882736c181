/**
 * Layout `zensus-grid`: the grids of the Zensus 2022, one value or more per populated cell of 100 m, 1 km or
 * 10 km. A cell that is not there was not populated; a sign says that its value is not told, which is not 0.
 */
import { z } from 'zod';
import {
  abortable,
  cellText,
  limitedReport,
  matchesName,
  openPackedText,
  readDelimited,
  reportRow,
  RowReader,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type RawRow,
  type ReportRow,
  type Table,
} from '../../src/sdk/index.ts';
import { recogniseGrid } from './recognise-others.ts';

const range = z.tuple([z.number(), z.number()]).refine(([from, to]) => from < to, {
  error: 'zuerst der kleinere, dann der größere Wert',
});

const options = z.strictObject({
  /** Most themes are UTF-8, some Windows-1252. */
  encoding: z.enum(['utf-8', 'windows-1252']),
  /** Edge of a cell in metres. */
  cell: z.union([z.literal(100), z.literal(1000), z.literal(10_000)]),
  /** Names of all value columns; upper and lower case make no difference. */
  values: z.array(z.string().min(1)).min(1),
  /** In an archive with several grids: name of the file, `*` for any characters. */
  member: z.string().min(1).optional(),
  /** Only cells whose lower left corner lies here, in metres of EPSG:3035, upper bounds excluded. */
  within: z.strictObject({ east: range, north: range }).optional(),
});
type GridOptions = z.infer<typeof options>;

const CELL_ID = /^CRS3035RES(\d+)mN(\d+)E(\d+)$/;
const SIGN = 'werterlaeuternde_zeichen';

export const zensusGrid: Layout<GridOptions> = { kind: 'tables', options, read, recognise: recogniseGrid };

async function* read(
  delivery: LandedDelivery,
  declared: GridOptions,
  context: LayoutContext,
): AsyncGenerator<Table> {
  context.signal.throwIfAborted();
  const { encoding, member } = declared;
  const isMember = (name: string) =>
    member === undefined || matchesName(member, name.split('/').at(-1) ?? name);
  const text = await openPackedText(delivery, { declared: encoding, isMember }, context.report);
  if (!text) return;
  const { file } = delivery;
  const report = reportRow({ file }, context);
  const reader = new RowReader(readDelimited(text.chunks, { file, delimiter: ';' }, context.report));
  try {
    const header = (await reader.take())?.cells.map(cellText);
    const places = header && placesOf(header, declared, report);
    if (!places) return;
    const rows = body(reader, { places, declared, report });
    yield {
      file,
      titles: [],
      columns: columnsOf(declared),
      rows: abortable(rows, context.signal),
      notes: [],
    };
  } finally {
    await reader.close();
  }
}

interface Places {
  readonly id: number;
  readonly east: number;
  readonly north: number;
  readonly values: readonly number[];
  /** -1: the theme has no signs. */
  readonly sign: number;
}

function columnsOf({ values }: GridOptions): Table['columns'] {
  const names = ['zelle', 'ost', 'nord', ...values, 'zeichen'];
  return names.map((name, index) => ({ position: index + 1, path: [name] }));
}

/** Where each column stands; undefined, reported, where one is missing or not foreseen. */
function placesOf(
  header: readonly string[],
  { cell, values }: GridOptions,
  report: ReportRow,
): Places | undefined {
  const width = cell >= 1000 ? `${cell / 1000}km` : `${cell}m`;
  const wanted = [
    `gitter_id_${width}`,
    `x_mp_${width}`,
    `y_mp_${width}`,
    ...values.map((name) => name.toLowerCase()),
  ];
  const names = header.map((name) => name.trim().toLowerCase());
  const at = wanted.map((name) => names.indexOf(name));
  const [id = -1, east = -1, north = -1] = at;
  if (id === -1) {
    report('format.header-missing', 0, { expected: `GITTER_ID_${width};x_mp_${width};y_mp_${width};…` });
    return undefined;
  }
  const missing = wanted.filter((_, index) => at[index] === -1);
  const strange = header.filter((_, index) => !at.includes(index) && names[index] !== SIGN);
  for (const name of missing) report('format.column-missing', 1, { expected: name });
  for (const name of strange) report('format.column-unexpected', 1, { found: name });
  if (missing.length + strange.length > 0) return undefined;
  return { id, east, north, values: at.slice(3), sign: names.indexOf(SIGN) };
}

interface BodyTask {
  readonly places: Places;
  readonly declared: GridOptions;
  readonly report: ReportRow;
}

async function* body(reader: RowReader, task: BodyTask): AsyncGenerator<readonly RawRow[]> {
  const limited = limitedReport(task.report);
  const told = { ...task, report: limited.report };
  let any = false;
  for await (const batch of reader.rest()) {
    const rows: RawRow[] = [];
    for (const row of batch) {
      any = true;
      const cells = cellsOf(row.row, row.cells as readonly string[], told);
      if (cells) rows.push({ row: row.row, cells });
    }
    if (rows.length > 0) yield rows;
  }
  limited.close();
  if (!any) task.report('format.no-rows', 0);
}

/** Undefined for a cell outside the wanted part, and, reported, for one whose id and centre do not fit. */
function cellsOf(row: number, source: readonly string[], task: BodyTask): string[] | undefined {
  const { places, declared, report } = task;
  const id = (source[places.id] ?? '').trim();
  const [, size, northText, eastText] = CELL_ID.exec(id) ?? [];
  const north = Number(northText);
  const east = Number(eastText);
  if (Number(size) === declared.cell && !isWithin(east, north, declared)) return undefined;

  const centre = `${(source[places.east] ?? '').trim()} ${(source[places.north] ?? '').trim()}`;
  const expected = `${east + declared.cell / 2} ${north + declared.cell / 2}`;
  const onGrid = east % declared.cell === 0 && north % declared.cell === 0;
  if (Number(size) !== declared.cell || !onGrid || centre !== expected) {
    const hint = size === undefined ? `CRS3035RES${declared.cell}mN…E…` : expected;
    report('format.grid-cell-differs', row, { found: `${id} ${centre}`, expected: hint });
    return undefined;
  }
  return [
    id,
    String(east),
    String(north),
    ...places.values.map((at) => source[at] ?? ''),
    places.sign === -1 ? '' : (source[places.sign] ?? ''),
  ];
}

function isWithin(east: number, north: number, { within }: GridOptions): boolean {
  if (!within) return true;
  const inside = (value: number, [from, to]: readonly [number, number]) => from <= value && value < to;
  return inside(east, within.east) && inside(north, within.north);
}
