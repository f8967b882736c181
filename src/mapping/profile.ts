/**
 * Profile: what the columns, signs and dates of one kind of delivery mean. How its bytes become rows is the
 * connector's affair (`layout`); what follows from the figures is statistics.
 */
import * as z from 'zod';
import { movementsFile, personsFile } from './persons-profile.ts';
import { areaRule } from './profile-area.ts';
import { assignRule } from './profile-assign.ts';
import { checks, measureOf, termsOf, whereOf } from './profile-checks.ts';
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

const tableFile = z
  .strictObject({
    kind: z.exactOptional(z.literal('table')),
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
    assign: z.exactOptional(assignRule),
    checks,
    ignoreColumns: z.array(columnName).default([]),
    absent: z.enum(['error', 'nil', 'missing']).default('error'),
  })
  .superRefine((file, context) => {
    for (const [path, message] of profileProblems(file)) context.addIssue({ code: 'custom', path, message });
  });
export type TableFile = z.output<typeof tableFile>;

export const profileFile = z.discriminatedUnion('kind', [tableFile, personsFile, movementsFile]);
export type ProfileFile = z.output<typeof profileFile>;
export type Dimension = z.output<typeof dimension>;
export type RowRule = z.output<typeof rowRule>;

interface Written {
  /** Section `layout`; `form` names the layout of the connector, the rest are its options. */
  readonly layout: Readonly<Record<string, unknown>> & { readonly form: string };
  readonly origin: Origin;
  /** sha256 of the file's text. */
  readonly sha256: string;
}

/** Rows are figures. */
export type TableProfile = Readonly<Omit<TableFile, 'layout'>> & Written;
/** Rows are persons, or what happened to them. */
export type PersonsProfile =
  | (Readonly<Omit<z.output<typeof personsFile>, 'layout'>> & Written)
  | (Readonly<Omit<z.output<typeof movementsFile>, 'layout'>> & Written);
export type Profile = TableProfile | PersonsProfile;

export function profileOf(file: ProfileFile, source: { origin: Origin; sha256: string }): Profile {
  return { ...file, ...source };
}

export function isTableProfile(profile: Profile): profile is TableProfile {
  return profile.kind === undefined || profile.kind === 'table';
}

/** Dimensions that every value of the measure carries: from columns and from the breakdowns of value columns. */
export function columnDimensions(
  profile: Pick<TableFile, 'dimensions' | 'values'>,
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
export function columnMeasures({ values }: Pick<TableFile, 'values'>): Set<string> {
  if ('columns' in values) return new Set(values.columns.map((column) => column.measure));
  return new Set(typeof values.measure === 'string' ? [values.measure] : Object.values(values.measure.codes));
}

function profileProblems(file: TableFile): [PropertyKey[], string][] {
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
  const used = columnMeasures(file);
  for (const name of used)
    if (!(name in file.measures))
      problems.push([['measures'], `Die Messgröße „${name}“ ist hier nicht beschrieben.`]);
  for (const name of Object.keys(file.measures))
    if (!used.has(name)) problems.push([['measures', name], `Keine Spalte liefert die Messgröße „${name}“.`]);
  for (const [name, rule] of Object.entries(file.dimensions))
    if (rule.label !== undefined && rule.codes === undefined)
      problems.push([['dimensions', name, 'label'], '„label“ prüft gegen eine Codeliste; „codes“ fehlt.']);
  problems.push(...columnProblems(file), ...checkProblems(file), ...assignProblems(file));
  const { from } = file.date;
  if ((from === 'header' || from === 'labels') && !('columns' in file.values))
    problems.push([['date'], `„from: ${from}“ setzt Werte in mehreren Spalten voraus („values: columns:“).`]);
  return problems;
}

/**
 * Values of one measure all name the same dimensions. A total beside its parts would otherwise be added to
 * them; it is either a control sum (`total: true`) or has a code of its own, such as `insgesamt`.
 */
function columnProblems(file: TableFile): [PropertyKey[], string][] {
  if (!('columns' in file.values)) return [];
  return file.values.columns.flatMap((column, index): [PropertyKey[], string][] => {
    const path = ['values', 'columns', index, 'breakdown'];
    const clash = Object.keys(column.breakdown).find((name) => name in file.dimensions);
    if (clash !== undefined) return [[path, `Die Gliederung „${clash}“ kommt schon aus einer Spalte.`]];
    if (column.total) return [];
    const lacking = [...columnDimensions(file, column.measure)].filter(
      (name) => !(name in column.breakdown) && !(name in file.dimensions),
    );
    const message = `Andere Spalten von „${column.measure}“ sind nach „${lacking.join(', ')}“ gegliedert, diese nicht. Bitte einen Code nennen (etwa insgesamt) oder „total: true“ setzen.`;
    return lacking.length === 0 ? [] : [[path, message]];
  });
}

function assignProblems({ assign, measures: described }: TableFile): [PropertyKey[], string][] {
  if (assign?.by !== 'grid') return [];
  return assign.means.flatMap(({ mean, weight }, index): [PropertyKey[], string][] => {
    const path = ['assign', 'means', index];
    const problems: [PropertyKey[], string][] = [];
    if (!described[mean]?.rate)
      problems.push([[...path, 'mean'], `„${mean}“ ist hier keine Messgröße mit „rate: true“.`]);
    if (!described[weight] || described[weight].rate)
      problems.push([[...path, 'weight'], `„${weight}“ ist hier keine Messgröße, die etwas zählt.`]);
    return problems;
  });
}

/** A check that names what is not there would never be made; one over overlapping codes would never hold. */
function checkProblems(file: TableFile): [PropertyKey[], string][] {
  return file.checks.flatMap((check, index): [PropertyKey[], string][] =>
    termsOf(check).flatMap((term): [PropertyKey[], string][] => {
      const name = measureOf(term);
      if (!(name in file.measures))
        return [[['checks', index], `Die Messgröße „${name}“ gibt es hier nicht.`]];
      const known = columnDimensions(file, name);
      const strange = Object.keys(whereOf(term)).find((dimension) => !known.has(dimension));
      if (strange !== undefined)
        return [[['checks', index], `„${name}“ ist nicht nach „${strange}“ gegliedert.`]];
      const open = [...known].filter((dimension) => !(dimension in whereOf(term)));
      const single = file.measures[name]?.rate || open.some((one) => file.dimensions[one]?.overlapping);
      if (!single || open.length === 0) return [];
      const message = `„${name}“ lässt sich nicht über „${open.join(', ')}“ summieren: Bitte unter „where“ einen Code nennen.`;
      return [[['checks', index], message]];
    }),
  );
}
