/**
 * Profile: what the columns, signs and dates of one kind of delivery mean. How its bytes become rows is the
 * connector's affair (`layout`); what follows from the figures is statistics.
 */
import * as z from 'zod';
import { areaRule } from './profile-area.ts';
import { dateRule } from './profile-date.ts';
import { measures, valuesRule } from './profile-values.ts';
import type { Origin } from './problem.ts';
import { columnName, id, pattern, title } from './words.ts';

export const SIGN_TABLES = ['din', 'ba', 'genesis', 'none'] as const;
export type SignTableName = (typeof SIGN_TABLES)[number];

/** States a sign can stand for; a plain number is always `ok`. */
export const SIGN_STATES = [
  'nil',
  'rounded_zero',
  'suppressed',
  'unknown',
  'unreliable',
  'not_applicable',
  'not_yet',
  'missing',
] as const;
export type SignState = (typeof SIGN_STATES)[number];

const dimension = z.strictObject({
  column: z
    .union([columnName, z.array(columnName).min(2)])
    .describe('Spalte mit dem Code; mehrere Spalten werden mit Punkt verbunden'),
  padTo: z.exactOptional(z.int().min(1).max(20)).describe('jeden Teil links mit Nullen auffüllen'),
  codes: z.exactOptional(id).describe('Codeliste'),
  total: z
    .exactOptional(z.union([z.string(), z.array(z.string()).min(1)]))
    .describe("Codes der Summenzeilen; '' wo dort kein Code steht"),
  label: z.exactOptional(columnName).describe('Spalte, deren Text zur Bezeichnung des Codes passen muss'),
  overlapping: z
    .boolean()
    .default(false)
    .describe('die Codes überschneiden sich und dürfen nicht ungenannt summiert werden'),
});

const rowRule = z.strictObject({
  column: columnName,
  keep: pattern.describe('Zeilen, deren Text hier passt, werden gelesen'),
  skip: z
    .exactOptional(pattern)
    .describe('Zeilen, deren Text hier passt, gehören nicht dazu; jede andere ist ein Fehler'),
});

export const profileFile = z
  .strictObject({
    id,
    title,
    dataset: id,
    connector: id,
    layout: z.looseObject({ form: id }),
    decimal: z.enum(['comma', 'point', 'proven']),
    thousands: z.enum(['none', 'dot', 'space', 'comma']).default('none'),
    signs: z.strictObject({
      base: z.enum(SIGN_TABLES),
      override: z.record(z.string(), z.enum(SIGN_STATES)).default({}),
    }),
    rows: z.array(rowRule).default([]).describe('welche Zeilen der Lieferung gemeint sind'),
    area: areaRule,
    date: dateRule,
    dimensions: z.record(id, dimension).default({}),
    values: valuesRule,
    measures,
    ignoreColumns: z.array(columnName).default([]),
    absent: z.enum(['error', 'nil', 'missing']).default('error'),
  })
  .superRefine((file, context) => {
    for (const [path, message] of profileProblems(file)) context.addIssue({ code: 'custom', path, message });
  });
export type ProfileFile = z.output<typeof profileFile>;
export type Dimension = z.output<typeof dimension>;
export type RowRule = z.output<typeof rowRule>;

export interface Profile extends Readonly<Omit<ProfileFile, 'layout'>> {
  /** Section `layout`; `form` names the layout of the connector, the rest are its options. */
  readonly layout: Readonly<Record<string, unknown>> & { readonly form: string };
  readonly origin: Origin;
  /** sha256 of the file's text. */
  readonly sha256: string;
}

export function profileOf(file: ProfileFile, source: { origin: Origin; sha256: string }): Profile {
  return { ...file, ...source };
}

/** Levels at which the delivery itself carries figures. */
export function deliveredLevels(profile: Profile): Set<string> {
  const { area } = profile;
  return new Set<string>([
    ...(area.level === undefined ? [] : [area.level]),
    ...area.levels.filter(({ role }) => role === 'value').map((rule) => rule.level),
    ...Object.values(area.names).map((named) => named.level),
    ...(area.firstRow ? [area.firstRow.level] : []),
  ]);
}

/** Dimensions that every value of the measure carries: from columns and from the breakdowns of value columns. */
export function dimensionNames(
  profile: Pick<ProfileFile, 'dimensions' | 'values'>,
  measure: string,
): Set<string> {
  const columns = 'columns' in profile.values ? profile.values.columns : [];
  const own = columns.filter((column) => column.measure === measure && !column.total);
  return new Set([
    ...Object.keys(profile.dimensions),
    ...own.flatMap((column) => Object.keys(column.breakdown)),
  ]);
}

/** Names of measures that values are filed under. */
export function measureNames(profile: Pick<ProfileFile, 'values'>): Set<string> {
  const { values } = profile;
  if ('columns' in values) return new Set(values.columns.map((column) => column.measure));
  return new Set(typeof values.measure === 'string' ? [values.measure] : Object.values(values.measure.codes));
}

function profileProblems(file: ProfileFile): [PropertyKey[], string][] {
  const problems: [PropertyKey[], string][] = [];
  if (file.thousands === 'comma' && file.decimal === 'comma')
    problems.push([['thousands'], 'Das Komma kann nicht zugleich Dezimal- und Tausenderzeichen sein.']);
  if (file.thousands === 'dot' && file.decimal === 'point')
    problems.push([['thousands'], 'Der Punkt kann nicht zugleich Dezimal- und Tausenderzeichen sein.']);
  if (file.decimal === 'proven' && file.thousands !== 'none')
    problems.push([
      ['thousands'],
      'Mit „decimal: proven“ wird auch das Tausenderzeichen aus der Spalte bewiesen.',
    ]);
  const used = measureNames(file);
  for (const name of used)
    if (!(name in file.measures))
      problems.push([['measures'], `Die Messgröße „${name}“ ist hier nicht beschrieben.`]);
  for (const name of Object.keys(file.measures))
    if (!used.has(name)) problems.push([['measures', name], `Keine Spalte liefert die Messgröße „${name}“.`]);
  for (const [name, rule] of Object.entries(file.dimensions))
    if (rule.label !== undefined && rule.codes === undefined)
      problems.push([['dimensions', name, 'label'], '„label“ prüft gegen eine Codeliste; „codes“ fehlt.']);
  problems.push(...columnProblems(file));
  if (file.date.from === 'header' && !('columns' in file.values))
    problems.push([['date'], '„from: header“ setzt Werte in mehreren Spalten voraus („values: columns:“).']);
  return problems;
}

/**
 * Values of one measure all name the same dimensions. A total beside its parts would otherwise be added to
 * them; it is either a control sum (`total: true`) or has a code of its own, such as `insgesamt`.
 */
function columnProblems(file: ProfileFile): [PropertyKey[], string][] {
  if (!('columns' in file.values)) return [];
  return file.values.columns.flatMap((column, index): [PropertyKey[], string][] => {
    const path = ['values', 'columns', index, 'breakdown'];
    const clash = Object.keys(column.breakdown).find((name) => name in file.dimensions);
    if (clash !== undefined) return [[path, `Die Gliederung „${clash}“ kommt schon aus einer Spalte.`]];
    if (column.total) return [];
    const lacking = [...dimensionNames(file, column.measure)].filter(
      (name) => !(name in column.breakdown) && !(name in file.dimensions),
    );
    const message = `Andere Spalten von „${column.measure}“ sind nach „${lacking.join(', ')}“ gegliedert, diese nicht. Bitte einen Code nennen (etwa insgesamt) oder „total: true“ setzen.`;
    return lacking.length === 0 ? [] : [[path, message]];
  });
}
