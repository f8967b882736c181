/**
 * How the first rows of a file would be read with a proposed profile: by the parser of profiles and the reader of rows
 * that a run uses. Everything stays in memory; nothing is checked that needs the whole file.
 */
import type { AreaKey, LevelId } from '../../core/area.ts';
import type { Cell } from '../../core/cell.ts';
import type { Finding } from '../../core/finding.ts';
import type { Observation, ObservationRole } from '../../core/observation.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { columnLabel, type RawRow, type Table } from '../../core/table.ts';
import { applyProfile } from '../../mapping/apply-profile.ts';
import { areaReader } from '../../mapping/area-reader.ts';
import { bindColumns, type BoundTable } from '../../mapping/bind-columns.ts';
import type { CodeList } from '../../mapping/code-list.ts';
import { labelKey, plainText } from '../../mapping/column-label.ts';
import { compileProfile } from '../../mapping/compile-profile.ts';
import { findingDesk } from '../../mapping/finding-desk.ts';
import { loadYaml } from '../../mapping/load.ts';
import { isTableProfile, profileFile, profileOf, type TableProfile } from '../../mapping/profile.ts';
import { areaText } from '../../mapping/row-columns.ts';
import { rowFilter } from '../../mapping/row-filter.ts';
import type { LabelledRows } from '../look/labelled-rows.ts';

export const PREVIEW_ROWS = 10;
/** Of value columns; more fit on no page. */
export const PREVIEW_COLUMNS = 12;

export interface ReadArea {
  readonly role: ObservationRole;
  readonly level: LevelId;
  readonly key: AreaKey;
}

export interface PreviewedValue {
  /** As the file has it. */
  readonly text: string;
  /** Undefined where nothing could be read. */
  readonly cell: Cell | undefined;
}

export interface PreviewedRow {
  readonly sheet: string | undefined;
  readonly row: number;
  /** Text of the area column. */
  readonly text: string;
  /** Undefined where the row is not meant, or speaks of no area. */
  readonly area: ReadArea | undefined;
  /** Undefined where none was read, where a column says it, and where whoever delivers does. */
  readonly date: ReferenceDate | undefined;
  /** `geschlecht: w` */
  readonly breakdown: readonly string[];
  /** One for each of the columns. */
  readonly values: readonly PreviewedValue[];
  readonly findings: readonly Finding[];
}

export interface MappingPreview {
  /** Those of values, `PREVIEW_COLUMNS` at most; `date`: where the column is of one day. */
  readonly columns: readonly { readonly label: string; readonly date: ReferenceDate | undefined }[];
  readonly allColumns: number;
  readonly rows: readonly PreviewedRow[];
  /** About the file as a whole; with them there may be no rows. */
  readonly problems: readonly Finding[];
}

/** Undefined where the profile does not load. `yaml`: of a profile whose code lists are those of `codes`. */
export async function previewMapping(
  yaml: string,
  { file, tables }: { readonly file: string; readonly tables: readonly LabelledRows[] },
  { codes, today }: { readonly codes: ReadonlyMap<string, CodeList>; readonly today: ReferenceDate },
): Promise<MappingPreview | undefined> {
  const loaded = loadYaml(yaml, file, profileFile);
  if (!loaded.ok) return undefined;
  const profile = profileOf(loaded.value, { origin: loaded.origin, sha256: '' });
  if (!isTableProfile(profile)) return undefined;
  const findings: Finding[] = [];
  const observations: Observation[] = [];
  const isLater = profile.date.from === 'parameter';
  // Sums need all rows.
  const compiled = compileProfile({ ...profile, checks: [] }, codes);
  const context = {
    fileName: file,
    report: (found: Finding) => void findings.push(found),
    ...(isLater ? { date: today } : {}),
  };
  for await (const batch of applyProfile(compiled, readable(tables), context)) observations.push(...batch);
  const problems = findings.filter(({ place, severity }) => place.row === 0 && severity !== 'info');
  const first = firstBound(profile, tables);
  if (!first) return { columns: [], allColumns: 0, rows: [], problems };
  const { bound, sheet } = first;
  const shown = bound.values.slice(0, PREVIEW_COLUMNS);
  const isMeant = rowFilter(
    bound.rules,
    { file },
    findingDesk(file, () => undefined),
  );
  const readArea = areaReader(profile.area);
  const areaOf = (row: RawRow, index: number) => {
    const area = isMeant(row) ? readArea(areaText(row, bound), index === 0) : undefined;
    return area && !('wrong' in area) ? { role: area.role, level: area.level, key: area.area } : undefined;
  };
  const reading = { sheet, bound, shown, observations, findings, isLater };
  return {
    columns: shown.map(({ label, date }) => ({ label, date })),
    allColumns: bound.values.length,
    rows: first.rows
      .slice(0, PREVIEW_ROWS)
      .map((row, index) => ({ ...previewed(row, reading), area: areaOf(row, index) })),
    problems,
  };
}

function firstBound(profile: TableProfile, tables: readonly LabelledRows[]) {
  for (const table of tables) {
    const bound = bindColumns(profile, tableOf(table), () => undefined);
    if (bound && table.rows.length > 0) return { bound, sheet: table.sheet, rows: table.rows };
  }
  return undefined;
}

interface Reading {
  readonly sheet: string | undefined;
  readonly bound: BoundTable;
  readonly shown: BoundTable['values'];
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly isLater: boolean;
}

function previewed(row: RawRow, reading: Reading): Omit<PreviewedRow, 'area'> {
  const { sheet, bound, shown, isLater } = reading;
  const isHere = ({ place }: Pick<Finding, 'place'>) => place.row === row.row && place.sheet === sheet;
  const own = reading.observations.filter(isHere);
  const [one] = own;
  return {
    sheet,
    row: row.row,
    text: areaText(row, bound),
    date: isLater || shown.some(({ date }) => date !== undefined) ? undefined : one?.date,
    breakdown: one
      ? Object.entries(one.breakdown)
          .filter(([name]) => bound.dimensions.some((dimension) => dimension.name === name))
          .map(([name, code]) => `${name}: ${code}`)
      : [],
    values: shown.map(({ index, label }) => ({
      text: plainText(row.cells[index]),
      cell: own.find(({ place }) => place.column === label)?.cell,
    })),
    findings: reading.findings.filter((each) => isHere(each) && each.severity !== 'info'),
  };
}

async function* readable(tables: readonly LabelledRows[]): AsyncGenerator<Table> {
  for (const table of tables) yield tableOf(table);
}

function tableOf(table: LabelledRows): Table {
  return { ...table, notes: [], rows: inOneBatch(table.rows) };
}

async function* inOneBatch(rows: readonly RawRow[]): AsyncGenerator<readonly RawRow[]> {
  yield rows;
}

const MOST_SAMPLES = 3;

/** By the letters of its heading the first different texts of each column. */
export function samplesIn(tables: readonly LabelledRows[]): ReadonlyMap<string, readonly string[]> {
  const samples = new Map<string, string[]>();
  for (const { columns, rows } of tables)
    for (const [index, column] of columns.entries()) {
      const key = labelKey(columnLabel(column));
      const known = samples.get(key) ?? [];
      samples.set(key, known);
      for (const { cells } of rows) {
        const text = plainText(cells[index]);
        if (known.length < MOST_SAMPLES && !known.includes(text)) known.push(text);
      }
    }
  return samples;
}
