/** Everything a proposal decides, before it is written down: area, date, breakdown, figures, signs, notation. */
import type { ProposalQuestion } from '../propose-profile.ts';
import { areaLevels, type AreaLevels } from './area-levels.ts';
import type { ColumnFacts } from './column-facts.ts';
import { isNumeric } from './column-facts.ts';
import { findArea, type FoundArea } from './find-area.ts';
import { dateColumn, fileNameDate, headerDate, titleDate, type FoundDate } from './find-date.ts';
import { findDimensions, type FoundDimensions } from './find-dimensions.ts';
import { findValues, type LongValues, type WideValues } from './find-values.ts';
import { datedMeasure, longMeasures, wideMeasures, type ProposedMeasure } from './measures.ts';
import { slug, uniqueIds } from './names.ts';
import { proposeNotation, type ProposedNotation } from './notation.ts';
import { proposeSigns, type ProposedSigns } from './sign-rules.ts';
import type { TableFacts } from './table-facts.ts';

export interface RowChoice {
  readonly column: ColumnFacts;
  readonly keep: string;
  readonly skip?: string;
  readonly check?: string;
}

export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly area: FoundArea;
  readonly levels: AreaLevels;
  readonly rows: readonly RowChoice[];
  /** Words for sums and residuals that are rows of the area column, once per area. */
  readonly totals: readonly string[];
  readonly residuals: readonly string[];
  readonly date: FoundDate;
  readonly dimensions: FoundDimensions;
  readonly values: LongValues | WideValues;
  readonly measures: readonly ProposedMeasure[];
  /** Codes of the rows to measures, in long form with several measures. */
  readonly codes: ReadonlyMap<string, string> | undefined;
  readonly notation: ProposedNotation;
  readonly signs: ProposedSigns;
  readonly missing: readonly string[];
}

export function draftProfile(question: ProposalQuestion): Draft | { readonly missing: readonly string[] } {
  const { table, file } = question;
  const { columns } = table;
  const written = dateColumn(columns);
  const undated = columns.filter((column) => column !== written?.column && !written?.others.includes(column));
  const area = findArea(undated);
  if (!area)
    return {
      missing: [
        'Keine Spalte ist als Schlüssel der Raumeinheit zu erkennen. Nennen Sie sie im Profil unter „area: column:“.',
      ],
    };
  const placed = [area.column, ...(written ? [written.column, ...written.others] : [])];
  const values = findValues(table, placed);
  const sums = sumRows(area);
  const broken = findBreakdown(withoutSums(table, area, sums), placed, values);
  const { dimensions } = broken;
  const figures = broken.values.kind === 'long' ? [broken.values.value] : broken.values.values;
  if (figures.length === 0)
    return {
      missing: [
        'Keine Spalte enthält Zahlen, die als Werte zu erkennen sind. Nennen Sie sie im Profil unter „values:“.',
      ],
    };
  const date = written ??
    headerDate(figures) ??
    titleDate(table.titles) ??
    fileNameDate(file) ?? { from: 'parameter' };
  const notation = proposeNotation(figures);
  const signs = proposeSigns(figures, question.signs);
  const named = namedMeasures(broken.values, table, { notation, date });
  return {
    id: profileId(file),
    title: titleOf(table, file),
    area,
    levels: areaLevels(area.texts, question.level),
    rows: [...sums.rows, ...unitRows(broken.values)],
    totals: sums.totals,
    residuals: sums.residuals,
    date,
    dimensions,
    values: broken.values,
    ...named,
    notation,
    signs,
    missing: missingOf({ area, date, notation, signs, dimensions }),
  };
}

function profileId(file: string): string {
  const [id = ''] = uniqueIds([slug(file.replace(/\.[^.]+$/, ''))], 'profil');
  return id;
}

/** Figures that break others down are codes: the two are told apart together. */
function findBreakdown(table: TableFacts, placed: readonly ColumnFacts[], values: LongValues | WideValues) {
  const figures = table.columns.filter((column) => isNumeric(column) && !placed.includes(column));
  const taken = new Set<ColumnFacts>(values.quality ? [values.quality] : []);
  if (values.kind === 'long')
    for (const column of [values.value, ...values.measure, values.unit, values.measureLabel])
      if (column) taken.add(column);
  const rowKeys = values.kind === 'long' ? [...placed, ...values.measure] : placed;
  const dimensions = findDimensions({ table, placed: rowKeys, figures, taken });
  if (values.kind === 'long') return { values, dimensions };
  const codes = new Set([...dimensions.dimensions.map(({ column }) => column), ...dimensions.labels]);
  return { values: { ...values, values: values.values.filter((column) => !codes.has(column)) }, dimensions };
}

function namedMeasures(
  values: LongValues | WideValues,
  table: TableFacts,
  { notation, date }: { readonly notation: ProposedNotation; readonly date: FoundDate },
): Pick<Draft, 'measures' | 'codes'> {
  if (values.kind === 'long') return longMeasures(values, table, notation);
  const context = unitTitle(table.titles) ?? '';
  if (date.from === 'header')
    return { measures: [datedMeasure(values.values, notation, context || 'wert')], codes: undefined };
  return { measures: wideMeasures(values.values, notation, context), codes: undefined };
}

/** `Mindestsicherungsquote (Prozent)`: the last title of official tables that have one measure. */
function unitTitle(titles: readonly string[]): string | undefined {
  const last = titles.at(-1);
  return last !== undefined && /\((?:Anzahl|Prozent|%|qkm|EUR|1000)[^)]*\)$/.test(last) ? last : undefined;
}

/** Sums that occur more often than any area belong to something between: they are passed over, not compared. */
function sumRows({ column, texts }: FoundArea): Pick<Draft, 'rows' | 'totals' | 'residuals'> {
  const often = [...texts.keys.values()].reduce((a, b) => Math.max(a, b), 0);
  const repeated = [...texts.totals].filter(([, count]) => count > often).map(([text]) => text);
  const totals = [...texts.totals.keys()].filter((text) => !repeated.includes(text));
  const residuals = [...texts.residuals.keys()];
  if (repeated.length === 0) return { rows: [], totals, residuals };
  const skip = `^(?:${repeated.map(escaped).join('|')})$`;
  const check = 'Summen zwischen den Zeilen werden übergangen, nicht verglichen';
  return { rows: [{ column, keep: `^(?!${skip.slice(1)}).`, skip, check }], totals, residuals };
}

/** Rows that are passed over say nothing about how the others are told apart. */
function withoutSums(table: TableFacts, area: FoundArea, { rows }: Pick<Draft, 'rows'>): TableFacts {
  if (rows.length === 0) return table;
  const skipped = rows.map(({ skip }) => new RegExp(skip ?? '(?!)', 'u'));
  const at = table.columns.indexOf(area.column);
  return {
    ...table,
    sample: table.sample.filter((row) => !skipped.some((skip) => skip.test(row[at] ?? ''))),
  };
}

/** A new unit in a later delivery stops the load. */
function unitRows(values: LongValues | WideValues): RowChoice[] {
  const unit = values.kind === 'long' ? values.unit : undefined;
  const [only, ...others] = unit ? [...unit.texts.keys()] : [];
  if (!unit || only === undefined || others.length > 0 || unit.blank > 0) return [];
  return [{ column: unit, keep: `^${escaped(only)}$` }];
}

function titleOf({ titles }: TableFacts, file: string): string {
  const own = titles.find((title) => !/^(?:GENESIS-)?Tabelle: /.test(title) && title.length > 5) ?? file;
  return (
    own
      .replaceAll(/[<\s]+/gu, ' ')
      .trim()
      .slice(0, 200) || file
  );
}

function missingOf(draft: Pick<Draft, 'area' | 'date' | 'notation' | 'signs' | 'dimensions'>): string[] {
  const { area, date, notation, signs, dimensions } = draft;
  const missing = [...signs.missing];
  if (notation.missing !== undefined) missing.push(notation.missing);
  const [strange] = area.texts.strange;
  if (strange !== undefined)
    missing.push(
      `In Spalte „${area.column.label}“ stehen neben Schlüsseln ${area.texts.strange.length} andere Texte, der erste ist „${strange.slice(0, 40)}“. Gehören sie unter „residual:“ oder „total:“, oder sind es Zeilen, die nicht gemeint sind („rows:“)?`,
    );
  if (area.texts.shape === 'name')
    missing.push(
      `In Spalte „${area.column.label}“ stehen nur Namen. Geben Sie jedem Namen unter „area: names:“ seine Raumebene und seinen Schlüssel.`,
    );
  if (date.from === 'parameter')
    missing.push('Die Lieferung nennt keinen Stichtag. Geben Sie ihn mit --date an, wenn sie gelesen wird.');
  if (dimensions.alike > 0)
    missing.push(
      `Schlüssel, Stichtag und Gliederung unterscheiden nicht alle Zeilen (${dimensions.alike} doppelte). Welche Spalte fehlt unter „dimensions:“?`,
    );
  return missing;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
