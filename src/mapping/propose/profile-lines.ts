/** A drafted profile as the lines of its YAML file, in the order of the language's documentation. */
import type { ProposalQuestion } from '../propose-profile.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { Draft } from './draft.ts';
import { ownDate, type FoundDate } from './find-date.ts';
import { columnNameOf, isAlone, slug, uniqueIds } from './names.ts';
import { PLACEHOLDER_LEVEL } from './area-levels.ts';
import { inline, quoted, type YamlLine } from './yaml-lines.ts';

/** Day that the source's documentation would have to say. */
const YEAR_END = '12-31';
const CENSUS = /zensus\s?_?2022/iu;
const CENSUS_DAY = '05-15';
const SHOWN = 40;

export function profileLines(question: ProposalQuestion, draft: Draft): YamlLine[] {
  const { columns } = question.table;
  const name = (column: ColumnFacts) => inline(columnNameOf(column, columns));
  return [
    { text: '# yaml-language-server: $schema=../../config/schema/profile.schema.json' },
    {
      text: `# Vorschlag für ${question.file.replaceAll(/\s+/gu, ' ')}. Neben allem, was die Datei nicht beweist, steht „prüfen“.`,
    },
    { text: `id: ${quoted(draft.id)}`, check: 'Kennung des Profils' },
    { text: `title: ${quoted(draft.title)}` },
    { text: `dataset: ${quoted(draft.id)}`, check: 'Kennung des Datenbestands, dem die Zahlen zugehen' },
    { text: `connector: ${question.connector}` },
    { text: `layout: ${inline(question.layout)}` },
    ...notationLines(draft),
    ...signLines(draft),
    ...rowLines(draft, name),
    ...areaLines(draft, name),
    dateLine(draft, question, name),
    ...dimensionLines(draft, name),
    ...valueLines(draft, columns, name),
    ...measureLines(draft),
    ...ignoreLines(draft, columns, name),
    ...absentLines(draft),
  ];
}

type NameOf = (column: ColumnFacts) => string;

function notationLines({ notation }: Draft): YamlLine[] {
  const { decimal, thousands, check } = notation;
  return [
    { text: `decimal: ${decimal}`, check },
    ...(thousands === 'none' ? [] : [{ text: `thousands: ${thousands}` }]),
  ];
}

function signLines({ signs }: Draft): YamlLine[] {
  const override = Object.keys(signs.override).length > 0 ? `, override: ${inline(signs.override)}` : '';
  const check = [...signs.checks, ...signs.missing].join('; ');
  return [{ text: `signs: { base: ${signs.base}${override} }`, check: check === '' ? undefined : check }];
}

function rowLines({ rows }: Draft, name: NameOf): YamlLine[] {
  if (rows.length === 0) return [];
  return [
    { text: 'rows:' },
    ...rows.map(({ column, keep, skip, check }) => ({
      text: `  - { column: ${name(column)}, keep: ${quoted(keep)}${skip === undefined ? '' : `, skip: ${quoted(skip)}`} }`,
      check,
    })),
  ];
}

function areaLines({ area, levels, totals, residuals }: Draft, name: NameOf): YamlLine[] {
  const { rules, padTo } = levels;
  const [first] = rules;
  const single = rules.length === 1 && first?.match === undefined ? first : undefined;
  const above = `${first?.level ?? PLACEHOLDER_LEVEL}-gesamt`;
  const rival = area.rival && `auch Spalte „${area.rival.label}“ käme in Frage`;
  const sum = (text: string) => `    ${quoted(text)}: { level: ${above}, key: gesamt }`;
  const where = 'Raumebene und Schlüssel des Gebiets, für das diese Zeile steht';
  return [
    { text: 'area:' },
    { text: `  column: ${name(area.column)}`, check: rival },
    ...(area.texts.shape === 'digits-and-name'
      ? [
          {
            text: `  strip: '\\D.*$'`,
            check: 'Schlüssel und Name stehen in einer Zelle; es bleiben die Ziffern am Anfang',
          },
        ]
      : []),
    ...(padTo ? [{ text: `  padTo: ${padTo.width}`, check: padTo.check }] : []),
    ...(single
      ? [{ text: `  level: ${single.level}`, check: single.check }]
      : [
          { text: '  levels:' },
          ...rules.map(({ level, match, check }) => ({
            text: `    - { level: ${level}, match: ${quoted(match ?? '.')} }`,
            check,
          })),
        ]),
    ...(residuals.length > 0
      ? [{ text: '  residual:' }, ...residuals.map((text) => ({ text: sum(text), check: where }))]
      : []),
    ...(totals.length > 0
      ? [{ text: '  total:' }, ...totals.map((text) => ({ text: sum(text), check: where }))]
      : []),
  ];
}

function dateLine({ date }: Draft, question: ProposalQuestion, name: NameOf): YamlLine {
  if (date.from === 'parameter')
    return {
      text: 'date: { from: parameter }',
      check: 'die Lieferung nennt keinen Stichtag; er wird mit --date angegeben',
    };
  const place = date.from === 'column' ? `column: ${name(date.column)}` : `match: ${quoted(date.match)}`;
  const isCensus = CENSUS.test([question.file, ...question.table.titles].join(' '));
  const day = isCensus ? CENSUS_DAY : YEAR_END;
  const own = date.format === 'YYYY' ? `, day: ${day}` : '';
  return {
    text: `date: { from: ${date.from}, ${place}, format: ${quoted(date.format)}${own} }`,
    check: dateCheck(date, day),
  };
}

function dateCheck(date: Exclude<FoundDate, { from: 'parameter' }>, day: string): string | undefined {
  const checks: string[] = [];
  if (date.format === 'YYYY') checks.push(`die Datei nennt nur das Jahr; angenommen ist der Tag ${day}`);
  if (date.from === 'title' || date.from === 'fileName')
    checks.push(`gefunden ${date.from === 'title' ? 'im Titel' : 'im Dateinamen'}: ${date.found}`);
  if (date.from === 'column' && date.others.length > 0)
    checks.push(`auch „${date.others[0]?.label}“ enthält Tage`);
  return checks.length === 0 ? undefined : checks.join('; ');
}

function dimensionLines({ dimensions }: Draft, name: NameOf): YamlLine[] {
  const list = dimensions.dimensions;
  if (list.length === 0) return [];
  const ids = uniqueIds(
    list.map(({ column }) => slug(column.label)),
    'gliederung',
  );
  return [
    { text: 'dimensions:' },
    ...list.map(({ column, totals, overlaps }, index) => {
      const [only] = totals;
      const total =
        totals.length === 0 ? '' : `, total: ${totals.length === 1 ? inline(only) : inline(totals)}`;
      const checks = [
        ...(totals.length === 0 ? ['kein Code für die Summe gefunden'] : []),
        ...(totals.includes('') ? ['Zeilen ohne Code gelten als Summe'] : []),
        ...(overlaps ? ['Codes wie B-F enthalten andere'] : []),
        ...(column.texts.has('(none)') ? ['(none) steht, wo eine Zeile nicht danach gegliedert ist'] : []),
      ];
      return {
        text: `  ${ids[index]}: { column: ${name(column)}${total}${overlaps ? ', overlapping: true' : ''} }`,
        check: checks.length === 0 ? undefined : checks.join('; '),
      };
    }),
  ];
}

function valueLines(
  { values, measures, codes, date }: Draft,
  all: readonly ColumnFacts[],
  name: NameOf,
): YamlLine[] {
  const quality = values.quality ? `, quality: ${name(values.quality)}` : '';
  if (values.kind === 'long') {
    const [first, ...others] = values.measure.map(name);
    const column = others.length > 0 ? `[${[first, ...others].join(', ')}]` : (first ?? '');
    if (!codes)
      return [
        {
          text: `values: { column: ${name(values.value)}, measure: ${measures[0]?.id ?? 'wert'}${quality} }`,
        },
      ];
    return [
      { text: 'values:' },
      { text: `  column: ${name(values.value)}` },
      ...(values.quality ? [{ text: `  quality: ${name(values.quality)}` }] : []),
      { text: '  measure:' },
      { text: `    column: ${column}` },
      { text: '    codes:' },
      ...[...codes].map(([code, id]) => ({ text: `      ${quoted(code)}: ${id}` })),
    ];
  }
  const dated = date.from === 'header' ? measures[0] : undefined;
  const columns = values.values.map((column, index) => {
    const measure = dated ?? measures[index];
    const position = isAlone(column, all) ? '' : `position: ${column.position}, `;
    const own = date.from === 'column' || dated ? undefined : ownDate(column.label);
    const day = own && 'date' in own ? `, date: ${own.date}` : '';
    return {
      text: `    - { ${position}label: ${quoted(column.label)}, measure: ${measure?.id ?? 'wert'}${day}${quality} }`,
      check:
        own &&
        ('date' in own
          ? 'der Kopf nennt einen eigenen Tag'
          : `der Kopf nennt ${own.year}: gilt der Stichtag der Lieferung?`),
    };
  });
  if (!dated || date.from !== 'header') return [{ text: 'values:' }, { text: '  columns:' }, ...columns];
  return [
    { text: 'values:' },
    { text: '  columns:' },
    {
      text: `    - { match: ${quoted(date.match)}, measure: ${dated.id}${quality} }`,
      check: 'alle Spalten mit einem Tag im Kopf sind dieselbe Messgröße',
    },
  ];
}

function measureLines({ measures }: Draft): YamlLine[] {
  return [
    { text: 'measures:' },
    ...measures.map(({ id, integer, rate, percent, notNegative, check }) => {
      const rules = [
        ...(integer ? ['integer: true'] : []),
        ...(rate ? ['rate: true'] : []),
        ...(notNegative ? ['min: 0'] : []),
        ...(percent ? ['percent: hundredfold'] : []),
      ];
      return { text: `  ${id}: ${rules.length === 0 ? '{}' : `{ ${rules.join(', ')} }`}`, check };
    }),
  ];
}

function ignoreLines(draft: Draft, columns: readonly ColumnFacts[], name: NameOf): YamlLine[] {
  const used = usedColumns(draft);
  const others = columns.filter((column) => !used.has(column));
  if (others.length === 0) return [];
  return [
    { text: 'ignoreColumns:' },
    ...others.map((column) => ({ text: `  - ${name(column)}`, check: ignoreCheck(column, draft) })),
  ];
}

/** The rule only matters where codes are combined with areas. */
function absentLines({ dimensions }: Draft): YamlLine[] {
  if (dimensions.dimensions.length === 0) return [];
  return [
    {
      text: 'absent: error',
      check: 'nil, wo die Quelle Zeilen mit 0 weglässt; missing, wo sie Zahlen nicht nennt',
    },
  ];
}

function usedColumns({ area, date, dimensions, values, rows, codes }: Draft): ReadonlySet<ColumnFacts> {
  const figures = values.kind === 'long' ? [values.value] : values.values;
  // What a measure is told by is read only where there are several.
  const measure = values.kind === 'long' && codes ? values.measure : [];
  return new Set([
    area.column,
    ...(date.from === 'column' ? [date.column] : []),
    ...dimensions.dimensions.map(({ column }) => column),
    ...figures,
    ...(values.quality ? [values.quality] : []),
    ...measure,
    ...rows.map(({ column }) => column),
  ]);
}

/** A label of something that is read needs no look; a column of its own does. */
function ignoreCheck(column: ColumnFacts, { dimensions, values }: Draft): string | undefined {
  if (column.rows === column.blank) return 'leer';
  if (values.kind === 'long' && column === values.measureLabel) return undefined;
  const [only] = column.texts.keys();
  if (column.texts.size === 1 && column.blank === 0) return `überall „${(only ?? '').slice(0, SHOWN)}“`;
  return dimensions.labels.has(column) ? undefined : 'wird nicht gelesen';
}
