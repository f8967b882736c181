/**
 * Layout `cube`: the data cube export of GENESIS. Blocks of records, each announced by a line `K`; the last one
 * holds the values, the ones before say what its columns are. Each measure becomes a table in long form.
 */
import { z } from 'zod';
import {
  abortable,
  limitedReport,
  openPackedText,
  readDelimited,
  reportRow,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type RawRow,
  type ReportRow,
  type Table,
  type TextRow,
} from '../../src/sdk/index.ts';
import { recogniseCube } from './recognise-others.ts';

const options = z.strictObject({
  /** Code of the cube, `47414BJ002`; another one is not read. */
  cube: z.string().min(1).optional(),
});

/** Of each measure: value, quality, locked, distortion. */
const VALUE_WIDTH = 4;
/** Stands where the office has locked or changed a value; in GENESIS: unknown or secret. */
const SECRET = '.';

export const cube: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  read,
  recognise: recogniseCube,
};

async function* read(
  delivery: LandedDelivery,
  declared: z.infer<typeof options>,
  context: LayoutContext,
): AsyncGenerator<Table> {
  let measures = 1;
  for (let index = 0; index < measures; index += 1) {
    context.signal.throwIfAborted();
    // What is wrong with the records is told in the first pass.
    const told: LayoutContext = index === 0 ? context : { ...context, report: () => undefined };
    const text = await openPackedText(delivery, {}, told.report);
    if (!text) return;
    const { file } = delivery;
    const report = reportRow({ file }, told);
    const batches = readDelimited(text.chunks, { file, delimiter: ';', width: 'any' }, told.report);
    const iterator: AsyncIterator<readonly TextRow[]> = batches[Symbol.asyncIterator]();
    try {
      const head = await readHead(iterator);
      if (!head) report('format.header-missing', 0, { expected: HEADER });
      if (!head || !isExpected(head, declared, report)) return;
      measures = head.measures.length;
      const rows = body(iterator, head, { index, report });
      yield {
        file,
        titles: [head.cube],
        columns: columnsOf(head),
        rows: abortable(rows, context.signal),
        notes: [],
      };
    } finally {
      await iterator.return?.();
    }
  }
}

interface CubeHead {
  readonly cube: string;
  /** Codes of the variables in the order of the columns, the time last. */
  readonly axes: readonly string[];
  readonly measures: readonly { readonly code: string; readonly unit: string }[];
  /** Records of the last block that came in the same batch as its announcement. */
  readonly first: readonly TextRow[];
}

const HEADER = 'K;QEI;…;WERT;QUALITAET;GESPERRT;WERT-VERFAELSCHT';

/** Reads up to the announcement of the values. The first line names the user: it is never kept. */
async function readHead(batches: AsyncIterator<readonly TextRow[]>): Promise<CubeHead | undefined> {
  const blocks = new Map<string, string[][]>();
  let records: string[][] | undefined;
  for (let next = await batches.next(); !next.done; next = await batches.next()) {
    for (const [at, { cells }] of next.value.entries()) {
      const [kind, name = '', ...fields] = cells;
      if (kind === 'K' && name === 'QEI') return headOf(blocks, fields, next.value.slice(at + 1));
      if (kind === 'K') blocks.set(name, (records = []));
      else if (kind === 'D') records?.push(cells.slice(1));
      else if (kind?.startsWith('*') !== true && cells.some((cell) => cell !== '')) return undefined;
    }
  }
  return undefined;
}

function headOf(
  blocks: ReadonlyMap<string, readonly (readonly string[])[]>,
  fields: readonly string[],
  first: readonly TextRow[],
): CubeHead | undefined {
  const names = (block: string): string[] => (blocks.get(block) ?? []).map((record) => record[0] ?? '');
  const axes = [...names('DQA'), ...names('DQZ')];
  const measures = (blocks.get('DQI') ?? []).map(([code = '', unit = '']) => ({ code, unit }));
  const cube = names('DQ')[0];
  const sound =
    cube !== undefined &&
    measures.length > 0 &&
    fields.length === axes.length + VALUE_WIDTH * measures.length &&
    fields[axes.length] === 'WERT' &&
    fields[axes.length + 2] === 'GESPERRT';
  return sound ? { cube, axes, measures, first } : undefined;
}

function isExpected(head: CubeHead, { cube: expected }: z.infer<typeof options>, report: ReportRow): boolean {
  if (expected === undefined || head.cube === expected) return true;
  report('format.other-table', 2, { found: head.cube, expected });
  return false;
}

function columnsOf({ axes }: CubeHead): Table['columns'] {
  return [...axes, 'value', 'value_unit', 'value_variable_code', 'value_q'].map((name, index) => ({
    position: index + 1,
    path: [name],
  }));
}

async function* body(
  batches: AsyncIterator<readonly TextRow[]>,
  head: CubeHead,
  { index, report }: { readonly index: number; readonly report: ReportRow },
): AsyncGenerator<readonly RawRow[]> {
  const limited = limitedReport(report);
  const { axes, measures } = head;
  const width = 1 + axes.length + VALUE_WIDTH * measures.length;
  const { code = '', unit = '' } = measures[index] ?? {};
  const at = 1 + axes.length + VALUE_WIDTH * index;
  let any = false;
  for (let batch: readonly TextRow[] = head.first; ;) {
    const rows = batch.flatMap(({ row, cells }): RawRow[] => {
      if (cells.length === 1 && cells[0] === '') return [];
      if (cells[0] !== 'D' || cells.length !== width) {
        limited.report('format.row-width', row, { found: String(cells.length), expected: String(width) });
        return [];
      }
      const [value = '', quality = '', locked = '', distortion = ''] = cells.slice(at, at + VALUE_WIDTH);
      const open = locked.trim() === '' && Number(distortion) === 0;
      return [
        {
          row,
          cells: [...cells.slice(1, 1 + axes.length), open ? value : SECRET, unit, code, open ? quality : ''],
        },
      ];
    });
    any ||= rows.length > 0;
    if (rows.length > 0) yield rows;
    const next = await batches.next();
    if (next.done) break;
    batch = next.value;
  }
  limited.close();
  if (!any) report('format.no-rows', 0);
}
