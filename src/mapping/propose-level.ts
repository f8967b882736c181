/**
 * From the properties of a polygon file to a skeleton of a spatial level: key and name are proposed, everything that
 * stands in no file (since when, responsible office, level above) is left to a person.
 */
import type { ColumnFacts } from './propose/column-facts.ts';
import { filled } from './propose/column-facts.ts';
import { PLACEHOLDER_LEVEL } from './propose/area-levels.ts';
import { checksOf, inline, quoted, yamlText, type Check, type YamlLine } from './propose/yaml-lines.ts';

export interface LevelQuestion {
  readonly file: string;
  readonly connector: string;
  readonly layout: Readonly<Record<string, unknown>> & { readonly form: string };
  readonly level?: string | undefined;
  readonly properties: readonly ColumnFacts[];
  /** West, south, east, north in degrees, with some room; undefined where the coordinate system is not decided. */
  readonly region: readonly [number, number, number, number] | undefined;
  /** The file's own parameters, where they fit no registered system. */
  readonly proj?: string | undefined;
}

export interface LevelProposal {
  readonly id: string;
  readonly yaml: string;
  readonly checks: readonly Check[];
  readonly missing: readonly string[];
}

const KEY_NAME =
  /^(?:id|nr|nummer|ags|ars|schl(?:ü|ue)ssel|key|gen_?id)$|[_ ]?(?:nr|id|schl|key|nummer)$|^(?:stt|stv|bez|plr|stadtbez)/iu;
/** Running numbers that programs give to features; another export numbers them anew. */
const RUNNING = /^(?:fid|ogc_fid|objectid|gid)$/iu;
const AREA_NAME = /name|bezeichnung|^gen$|^bez$/iu;
const ROMAN_OR_SHORT = 2;

export function proposeLevel(question: LevelQuestion): LevelProposal {
  const { properties, layout } = question;
  const key = best(
    properties.filter(isKey),
    (column) =>
      (KEY_NAME.test(column.label) ? 4 : 0) -
      (RUNNING.test(column.label) ? 9 : 0) +
      (/\d/.test([...column.texts.keys()][0] ?? '') ? 1 : 0) -
      column.longest / 100,
  );
  const name = best(
    properties.filter((column) => column !== key && isName(column)),
    (column) => (AREA_NAME.test(column.label) ? 4 : 0) + Math.min(column.longest, 40) / 100,
  );
  const id = question.level ?? PLACEHOLDER_LEVEL;
  const { form, ...options } = layout;
  const lines: YamlLine[] = [
    { text: '# yaml-language-server: $schema=../../config/schema/level.schema.json' },
    {
      text: `# Vorschlag für ${question.file.replaceAll(/\s+/gu, ' ')}. Neben allem, was die Datei nicht beweist, steht „prüfen“.`,
    },
    { text: `id: ${quoted(id)}`, check: question.level === undefined ? 'Kennung der Raumebene' : undefined },
    { text: 'name: Raumebene', check: 'Name der Raumebene in KomMonitor' },
    question.region
      ? { text: `region: [${question.region.join(', ')}]`, check: 'Lage der Datei mit etwas Rand' }
      : {
          text: 'region: [5.5, 47, 15.5, 55.5]',
          check: 'West, Süd, Ost, Nord in Grad; hier ganz Deutschland',
        },
    { text: 'source:' },
    { text: `  connector: ${question.connector}` },
    {
      text: `  config: { files: ${quoted(question.file)} }`,
      check: 'Ordner unter den Lieferungen davorsetzen',
    },
    { text: `  layout: ${inline({ form, ...options })}` },
    { text: 'editions:' },
    {
      text: `  - { validFrom: 2000-01-01, file: ${quoted(question.file)} }`,
      check: 'seit wann die Grenzen gelten',
    },
    {
      text: `key: { property: ${quoted(key?.label ?? properties[0]?.label ?? 'id')}${padding(key)} }`,
      check: keyCheck(key),
    },
    {
      text: `nameProperty: ${quoted(name?.label ?? key?.label ?? 'name')}`,
      check: name ? undefined : 'keine Eigenschaft sieht nach einem Namen aus',
    },
    ...(question.proj === undefined
      ? []
      : [
          {
            text: `crs: { proj: ${quoted(question.proj)}, reason: aus der Datei übernommen }`,
            check: 'die Angabe der Datei passt zu keinem bekannten System; Begründung eintragen',
          },
        ]),
    { text: 'metadata:' },
    { text: '  contact: eintragen', check: 'zuständige Stelle' },
    { text: '  datasource: eintragen', check: 'Quelle und Lizenz' },
    { text: '  description: eintragen', check: 'Beschreibung' },
    { text: '  updateInterval: ARBITRARY' },
  ];
  return {
    id,
    yaml: yamlText(lines),
    checks: checksOf(lines),
    missing: key
      ? []
      : [
          'Keine Eigenschaft ist in jeder Fläche gefüllt und überall verschieden; ohne Schlüssel gibt es keine Raumebene.',
        ],
  };
}

function best(
  columns: readonly ColumnFacts[],
  weight: (column: ColumnFacts) => number,
): ColumnFacts | undefined {
  return columns.toSorted((a, b) => weight(b) - weight(a))[0];
}

/** Filled and different in every area, and no measurement. */
function isKey(column: ColumnFacts): boolean {
  const { texts, rows, notations, whole, numbers } = column;
  return (
    filled(column) === rows &&
    texts.size === rows &&
    notations.comma + notations.point === 0 &&
    (numbers === 0 || whole) &&
    column.dateCells === 0
  );
}

function isName(column: ColumnFacts): boolean {
  return (
    filled(column) === column.rows &&
    column.numbers === 0 &&
    column.longest > ROMAN_OR_SHORT &&
    column.texts.size > column.rows / 2
  );
}

/** A key that arrives as a number has lost its zeros where its lengths differ. */
function padding(key: ColumnFacts | undefined): string {
  return key && key.digitLengths.size > 1 && key.leadingZeros === 0 ? `, padTo: ${key.longest}` : '';
}

function keyCheck(key: ColumnFacts | undefined): string | undefined {
  if (!key) return 'Eigenschaft mit dem Schlüssel';
  if (padding(key) !== '') return 'verschieden lange Schlüssel: mit Nullen aufgefüllt';
  return KEY_NAME.test(key.label)
    ? undefined
    : 'in jeder Fläche gefüllt und verschieden; ist es der Schlüssel der Statistik?';
}
