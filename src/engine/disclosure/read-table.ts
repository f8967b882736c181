/** An outside table and its hierarchies, as their description says; what is wrong with a row is a finding. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { finding } from '../../core/finding.ts';
import type { OutsideCell, OutsideDimension, OutsideTable } from '../../disclosure/outside-table.ts';
import { readDelimited, type DelimitedRow } from '../../formats/delimited.ts';
import { openText } from '../../formats/encoding.ts';
import { parseNumber } from '../../formats/number-text.ts';
import type { Report } from '../../formats/source-file.ts';
import { SyncError } from '../../errors.ts';
import { sumsOf, treeFromLines } from '../../mapping/code-tree.ts';
import { loadYaml } from '../../mapping/load.ts';
import { configurationError, problemAt, type Origin } from '../../mapping/problem.ts';
import {
  columnsOf,
  tableFile,
  type CodeTree,
  type TableDescription,
  type TableDimension,
} from '../../mapping/table-description.ts';

/** Stands for everything where the file has no code for it. */
const NO_TOTAL = 'Summe';

interface Described {
  readonly folder: string;
  readonly description: TableDescription;
  readonly origin: Origin;
}

/** `file`: absolute path of the description. Throws `mapping.invalid` (configuration) or `source.unreadable`. */
export async function readOutsideTable(
  file: string,
  report: Report,
): Promise<{ readonly table: OutsideTable; readonly title: string }> {
  const name = path.basename(file);
  const loaded = loadYaml(await textOf(file), name, tableFile);
  if (!loaded.ok) throw configurationError(loaded.problems);
  const described = { folder: path.dirname(file), description: loaded.value, origin: loaded.origin };
  const { description } = described;
  const rows = await rowsOf(described, report);
  const columns = columnFinder(described, rows);
  const body = description.header ? rows.slice(1) : rows;
  const codes = (at: number) => new Set(body.map(({ cells }) => (cells[columns[at] ?? -1] ?? '').trim()));
  const dimensions: OutsideDimension[] = [];
  for (const [at, dimension] of description.dimensions.entries())
    dimensions.push(await dimensionOf(dimension, at, { ...described, codes: codes(at) }));
  const reader = cellReader(described, { columns, dimensions, report });
  return {
    title: description.title,
    table: {
      file: description.file,
      kind: description.kind,
      dimensions,
      cells: body.flatMap((row) => reader(row) ?? []),
      threshold: description.threshold ?? null,
      zeros: description.zeros,
      rounding: description.rounding,
    },
  };
}

async function rowsOf({ folder, description }: Described, report: Report): Promise<DelimitedRow[]> {
  const { file, encoding, delimiter } = description;
  const source = { file, path: path.join(folder, file) };
  await textOf(source.path);
  const opened = await openText(source, { declared: encoding }, report);
  const rows: DelimitedRow[] = [];
  if (opened)
    for await (const batch of readDelimited(opened.chunks, { file, delimiter }, report)) rows.push(...batch);
  return rows;
}

/** Positions from 0, in the order in which the description names its columns. */
function columnFinder({ description, origin }: Described, rows: readonly DelimitedRow[]): number[] {
  const [first] = rows;
  const labels = (description.header ? (first?.cells ?? []) : []).map((label) => label.trim());
  const width = first?.cells.length ?? 0;
  const wanted = columnsOf(description);
  const found = wanted.map(([, column]) =>
    typeof column === 'number' ? column - 1 : labels.indexOf(column),
  );
  const problems = wanted.flatMap(([place, column], index) =>
    rows.length === 0 || (found[index]! >= 0 && found[index]! < width)
      ? []
      : [
          problemAt(
            origin,
            place,
            `Die Spalte „${column}“ gibt es in ${description.file} nicht. Vorhanden: ${labels.length > 0 ? labels.join(', ') : `1 bis ${width}`}.`,
          ),
        ],
  );
  if (problems.length > 0) throw configurationError(problems);
  return found;
}

async function dimensionOf(
  dimension: TableDimension,
  at: number,
  { folder, codes, origin }: Described & { readonly codes: ReadonlySet<string> },
): Promise<OutsideDimension> {
  const total = dimension.total?.trim() ?? NO_TOTAL;
  const name = typeof dimension.column === 'string' ? dimension.column : `Spalte ${dimension.column}`;
  const tree = await treeOf(dimension, { folder, codes, total });
  const further = Object.fromEntries(dimension.further.map((code) => [code.trim(), null]));
  const sums = sumsOf({ ...tree, ...further }, total);
  const parts = [...sums.values()].flat();
  const twice = parts.find((code, index) => code === total || parts.indexOf(code) !== index);
  if (twice !== undefined)
    throw configurationError([
      problemAt(
        origin,
        ['dimensions', at, 'hierarchy'],
        `Der Code „${twice}“ steht in der Hierarchie mehrmals.`,
      ),
    ]);
  return { name, total, isDelivered: dimension.total !== undefined, sums };
}

/** Without a hierarchy every code of the file is a part of the total. */
async function treeOf(
  { hierarchy, further }: TableDimension,
  { folder, codes, total }: { folder: string; codes: ReadonlySet<string>; total: string },
): Promise<CodeTree> {
  if (hierarchy === undefined) {
    const parts = [...codes].filter((code) => code !== total && !further.includes(code));
    return Object.fromEntries(parts.map((code) => [code, null]));
  }
  if ('tree' in hierarchy) return hierarchy.tree;
  const { file, lead } = hierarchy;
  const text = await textOf(path.join(folder, file));
  const lines = text.split(/\r?\n/).map((line, index) => ({ row: index + 1, text: line }));
  const result = treeFromLines(lines, lead);
  if (result.ok) return result.tree;
  const message =
    result.problem === 'depth'
      ? 'Diese Zeile liegt mehr als eine Stufe tiefer als die davor.'
      : 'Dieser Code steht schon weiter oben.';
  throw configurationError([{ file, line: result.row, column: 1, message }]);
}

interface ReaderMeans {
  readonly columns: readonly number[];
  readonly dimensions: readonly OutsideDimension[];
  readonly report: Report;
}

type Word = OutsideCell['status'];

function cellReader(
  { description }: Described,
  { columns, dimensions, report }: ReaderMeans,
): (row: DelimitedRow) => OutsideCell | undefined {
  const { file, kind, decimal, thousands, status, protection, threshold, weight } = description;
  const named = dimensions.map(({ sums, total }) => new Set([total, ...[...sums.values()].flat()]));
  const words = new Map<string, Word>(
    (['open', 'primary', 'secondary', 'frozen'] as const).flatMap((word) =>
      (status?.[word] ?? []).map((sign) => [sign.trim(), word] as const),
    ),
  );
  const position = new Map(
    columnsOf(description).map(([place], index) => [place.join('.'), columns[index] ?? -1]),
  );

  return ({ row, cells }) => {
    const refuse = (code: Parameters<typeof finding>[0], column: string, found?: string): undefined => {
      report(finding(code, { file, row, column }, found === undefined ? {} : { found }));
    };
    const text = (place: string) => (cells[position.get(place) ?? -1] ?? '').trim();
    const number = (place: string): number | undefined => {
      const value = parseNumber(text(place), { decimal, thousands });
      return typeof value === 'number' ? value : undefined;
    };
    const codes = dimensions.map((_, at) => text(`dimensions.${at}.column`));
    for (const [at, code] of codes.entries())
      if (!named[at]?.has(code))
        return refuse('disclosure.table-code-unknown', dimensions[at]?.name ?? '', code);
    const value = number('value');
    const isUsable = value !== undefined && (kind === 'amount' || (Number.isInteger(value) && value >= 0));
    if (!isUsable) return refuse('disclosure.table-value', 'value');
    const word = status ? words.get(text('status.column')) : undefined;
    if (status && !word)
      return refuse('disclosure.table-status', String(status.column), text('status.column'));
    const price = weight === undefined ? Math.abs(value) : number('weight');
    if (price === undefined || price < 0) return refuse('disclosure.table-value', 'weight');
    const isBelow = threshold !== undefined && value > 0 && value < threshold;
    const own: Word = word ?? (isBelow ? 'primary' : 'open');
    const distance = distanceOf(protection, value, number);
    if (own === 'primary' && protection && !distance) return refuse('disclosure.table-value', 'protection');
    return { codes, value, weight: price, status: own, row, ...(distance ? { protection: distance } : {}) };
  };
}

function distanceOf(
  protection: TableDescription['protection'],
  value: number,
  number: (place: string) => number | undefined,
): OutsideCell['protection'] {
  if (protection === undefined) return undefined;
  if ('amount' in protection) return { lower: protection.amount, upper: protection.amount };
  if ('percent' in protection) {
    const part = (Math.abs(value) * protection.percent) / 100;
    return { lower: part, upper: part };
  }
  const [lower, upper] = [number('protection.lower'), number('protection.upper')];
  return lower === undefined || upper === undefined || lower < 0 || upper < 0 ? undefined : { lower, upper };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new SyncError({
      code: 'source.unreadable',
      kind: 'source',
      message: `Die Datei „${path.basename(file)}“ ist nicht da oder nicht lesbar.`,
      hint: 'Tabelle und Hierarchien liegen im selben Ordner wie die Beschreibung. Prüfen Sie Namen und Leserecht.',
      cause,
    });
  }
}
