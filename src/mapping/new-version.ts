/**
 * A new version of a profile for a file that does not fit it: other headings, signs and decimal mark. Comments and
 * everything else of the text stay as they are, but for blanks within brackets. What a person proposes here is taken
 * over by IT, with a second look.
 */
import { isPair, isScalar, parseDocument, visit, type Document, type Pair } from 'yaml';
import type { AreaKey, LevelId } from '../core/area.ts';
import { loadYaml } from './load.ts';
import { profileFile, type SignState, type TableProfile } from './profile.ts';

/** Where a profile names a column, and for what. */
export interface ColumnUse {
  /** As the profile names it. */
  readonly column: string;
  readonly meaning: ColumnMeaning;
  /** Name of the breakdown or measure, where there are several. */
  readonly name?: string;
}

export type ColumnMeaning =
  | 'area'
  | 'section'
  | 'date'
  | 'dimension'
  | 'label'
  | 'value'
  | 'measure'
  | 'quality'
  | 'rows';

/** Columns with names, each once, in the order of the profile; those by number or pattern are left out. */
export function columnUses(
  profile: Pick<TableProfile, 'area' | 'date' | 'dimensions' | 'values' | 'rows'>,
): ColumnUse[] {
  const uses: ColumnUse[] = [];
  const add = (column: unknown, meaning: ColumnMeaning, name?: string) => {
    for (const one of [column].flat())
      if (typeof one === 'string' && uses.every((known) => known.column !== one))
        uses.push({ column: one, meaning, ...(name === undefined ? {} : { name }) });
  };
  add(profile.area.column, 'area');
  add(profile.area.section, 'section');
  if (profile.date.from === 'column') add(profile.date.column, 'date');
  for (const [name, { column, label }] of Object.entries(profile.dimensions)) {
    add(column, 'dimension', name);
    add(label, 'label', name);
  }
  const { values } = profile;
  if ('columns' in values)
    for (const { label, measure, quality } of values.columns) {
      add(label, 'value', measure);
      add(quality, 'quality', measure);
    }
  else {
    add(values.column, 'value', typeof values.measure === 'string' ? values.measure : undefined);
    if (typeof values.measure === 'object') add(values.measure.column, 'measure');
    add(values.quality, 'quality');
  }
  for (const { column } of profile.rows) add(column, 'rows');
  return uses;
}

export interface ProfileChange {
  /** Heading in the profile to heading in the file. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Headings of the file that are not read. */
  readonly ignored: readonly string[];
  readonly signs: ReadonlyMap<string, SignState>;
  readonly decimal: 'comma' | 'point' | 'proven';
  /** Texts of the area column that are one area, at any time. */
  readonly named?: ReadonlyMap<string, { readonly level: LevelId; readonly key: AreaKey }>;
  /** Id of the crosswalk that brings the keys of the file to those of the level. */
  readonly crosswalk?: string | undefined;
  /** Lines above the profile: why. */
  readonly reason: readonly string[];
}

export interface NewVersion {
  readonly yaml: string;
  /** German, with line; none: it loads. */
  readonly problems: readonly string[];
}

/** Keys under which a table profile names a column. */
const COLUMN_KEYS: ReadonlySet<unknown> = new Set(['column', 'section', 'label', 'quality']);
/** The same in `layout`, where that of a workbook finds its rows by columns. */
const LAYOUT_KEYS: ReadonlySet<unknown> = new Set(['key', 'name', 'headerStart', 'fillDown']);

/** `text`: of the profile's file as it is. */
export function newVersion(text: string, file: string, change: ProfileChange): NewVersion {
  const document = parseDocument(text);
  rename(document, change.renamed);
  setIgnored(document, change);
  if (document.get('decimal') !== change.decimal) setDecimal(document, change.decimal);
  for (const [sign, state] of change.signs) document.setIn(['signs', 'override', sign], state);
  for (const [text, area] of change.named ?? [])
    document.setIn(['area', 'names', text], document.createNode(area, { flow: true }));
  if (change.crosswalk !== undefined)
    document.set(
      'assign',
      document.createNode({ by: 'crosswalk', crosswalk: change.crosswalk }, { flow: true }),
    );
  const yaml = `${commentLines(change.reason)}${document.toString({ lineWidth: 0 })}`;
  const loaded = loadYaml(yaml, file, profileFile);
  const problems = loaded.ok ? [] : loaded.problems.map(({ line, message }) => `Zeile ${line}: ${message}`);
  return { yaml, problems };
}

/** Each text as a line of comment; nothing for none. */
export function commentLines(texts: readonly string[]): string {
  return texts.map((line) => `# ${line.replaceAll(/\s+/g, ' ').trim()}\n`).join('');
}

function rename(document: Document, renamed: ReadonlyMap<string, string>): void {
  const exchange = (node: unknown) => {
    if (!isScalar(node) || typeof node.value !== 'string') return;
    const now = renamed.get(node.value);
    if (now !== undefined) node.value = now;
  };
  visit(document, {
    Pair(_key, pair: Pair, ancestors) {
      const isWithin = (name: string) =>
        ancestors.some((node) => isPair(node) && isScalar(node.key) && node.key.value === name);
      // There it is the text of a row.
      if (isWithin('firstRow')) return;
      const keys = isWithin('layout') ? LAYOUT_KEYS : COLUMN_KEYS;
      if (!isScalar(pair.key) || !keys.has(pair.key.value)) return;
      exchange(pair.value);
      const { value } = pair;
      if (typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items))
        for (const item of value.items) exchange(item);
    },
  });
}

/** Those of before that are not read under another name now, and the new ones. */
function setIgnored(document: Document, { renamed, ignored }: ProfileChange): void {
  const before = (document.toJS() as { ignoreColumns?: (string | number)[] }).ignoreColumns ?? [];
  const read = new Set<string | number>(renamed.values());
  const after = [...new Set([...before.filter((column) => !read.has(column)), ...ignored])];
  const isSame = after.length === before.length && after.every((column, index) => column === before[index]);
  if (!isSame) document.set('ignoreColumns', document.createNode(after, { flow: true }));
}

/** With the other mark the one for thousands may be the same, or be proven as well. */
function setDecimal(document: Document, decimal: ProfileChange['decimal']): void {
  document.set('decimal', decimal);
  const thousands = document.get('thousands');
  const clash = { comma: 'comma', point: 'dot', proven: thousands }[decimal];
  if (thousands !== undefined && thousands === clash) document.delete('thousands');
}
