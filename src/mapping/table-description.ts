/**
 * Description of an outside table with additive margins: columns, hierarchies, what is hidden and what has to be
 * protected. For `kmsync disclosure audit --table`; it imports nothing into a dataset.
 */
import * as z from 'zod';
import { columnName, title, type ColumnName } from './words.ts';

/** A code with its parts; `null` or nothing: it has none. */
export interface CodeTree {
  readonly [code: string]: CodeTree | null;
}

const NO_PATH = /^[^/\\]+$/u;
const fileName = z.string().regex(NO_PATH, {
  error: 'Nur der Name einer Datei, die im selben Ordner liegt wie diese Beschreibung.',
});
const tree: z.ZodType<CodeTree> = z.lazy(() => z.record(z.string().min(1), z.union([tree, z.null()])));
const words = z.array(z.string()).min(1);
const column = columnName.describe('Überschrift der Spalte, oder ihre Stelle ab 1');

const dimension = z.strictObject({
  column,
  total: z
    .exactOptional(z.string().min(1))
    .describe('Code der Summe; fehlt er, gelten die Summen als allgemein bekannt'),
  hierarchy: z
    .exactOptional(
      z.union([
        z.strictObject({ tree: tree.describe('Code mit seinen Teilen, ohne die Summe selbst') }),
        z.strictObject({
          file: fileName,
          lead: z.string().min(1).default('@').describe('Zeichen, die je Stufe am Anfang der Zeile stehen'),
        }),
      ]),
    )
    .describe('ohne sie sind alle Codes Teile der Summe'),
  further: z
    .array(z.string().min(1))
    .default([])
    .describe('weitere Codes unmittelbar unter der Summe, etwa „ohne Angabe“'),
});

export const tableFile = z
  .strictObject({
    title,
    file: fileName,
    delimiter: z.enum([';', ',', '\t', '|']),
    encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'cp850', 'utf-16le']).default('utf-8'),
    decimal: z.enum(['comma', 'point']).default('comma'),
    thousands: z.enum(['none', 'dot', 'comma', 'space']).default('none'),
    header: z.boolean().default(true).describe('false: die erste Zeile ist schon ein Wert'),
    kind: z
      .enum(['count', 'amount'])
      .describe('count: Anzahlen, also ganze Zahlen; amount: Summen von Beträgen'),
    dimensions: z.array(dimension).min(1).max(4),
    value: column.describe('Spalte mit dem wahren Wert, auch dem der gesperrten Zellen'),
    weight: z.exactOptional(column).describe('Spalte mit dem Preis des Sperrens; sonst der Wert'),
    status: z
      .exactOptional(
        z.strictObject({
          column,
          open: words,
          primary: words.describe('für sich allein geheim'),
          secondary: words.default([]).describe('zum Schutz anderer gesperrt'),
          frozen: words.default([]).describe('bleibt immer offen'),
        }),
      )
      .describe('ohne sie ist gesperrt, was unter „threshold“ liegt'),
    threshold: z
      .exactOptional(z.int().min(3))
      .describe('Mindestfallzahl, die jede geheime Zelle noch erreichen können muss'),
    protection: z
      .exactOptional(
        z.union([
          z
            .strictObject({ lower: column, upper: column })
            .describe('Spalten mit dem Abstand nach unten und oben'),
          z.strictObject({ amount: z.number().gt(0) }).describe('derselbe Abstand für alle'),
          z.strictObject({ percent: z.number().gt(0).max(100) }).describe('Abstand in Prozent des Werts'),
        ]),
      )
      .describe('wie weit der Wert einer geheimen Zelle mindestens ungewiss bleiben muss'),
    zeros: z
      .enum(['open', 'hidden'])
      .default('open')
      .describe('open: Nullen stehen immer da, also ist eine gesperrte Zelle bekanntlich keine'),
    rounding: z
      .number()
      .min(0)
      .default(1)
      .describe('um so viel darf eine Summe verfehlt werden; dann gilt sie nur mit diesem Spielraum'),
  })
  .superRefine((file, context) => {
    const refuse = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if ((file.threshold === undefined) === (file.protection === undefined))
      refuse(
        [],
        'Genau eines von „threshold“ und „protection“ sagt, wie weit geheime Zellen zu schützen sind',
      );
    if (file.status === undefined && file.threshold === undefined)
      refuse([], 'Ohne „status“ muss „threshold“ sagen, was geheim ist');
    if (file.kind === 'amount' && file.threshold !== undefined)
      refuse(['threshold'], 'Eine Mindestfallzahl gilt für Anzahlen; für Beträge steht „protection“');
    if (file.delimiter === ',' && file.decimal === 'comma' && file.kind === 'amount')
      refuse(['decimal'], 'Das Komma trennt schon die Spalten');
    if (!file.header)
      for (const [path, name] of columnsOf(file))
        if (typeof name === 'string')
          refuse(path, 'Ohne Überschriften wird eine Spalte mit ihrer Stelle genannt');
    if (file.status)
      for (const word of repeated(file.status)) refuse(['status'], `„${word}“ steht mehrmals da`);
  });
export type TableDescription = z.output<typeof tableFile>;
export type TableDimension = TableDescription['dimensions'][number];

/** Every column the description names, with its place in the file. */
export function columnsOf(file: {
  readonly dimensions: readonly { readonly column: ColumnName }[];
  readonly value: ColumnName;
  readonly weight?: ColumnName;
  readonly status?: { readonly column: ColumnName };
  readonly protection?: object;
}): [path: PropertyKey[], column: ColumnName][] {
  const { protection } = file;
  return [
    ...file.dimensions.map((one, index): [PropertyKey[], ColumnName] => [
      ['dimensions', index, 'column'],
      one.column,
    ]),
    [['value'], file.value],
    ...(file.weight === undefined ? [] : [[['weight'], file.weight] as [PropertyKey[], ColumnName]]),
    ...(file.status === undefined
      ? []
      : [[['status', 'column'], file.status.column] as [PropertyKey[], ColumnName]]),
    ...Object.entries(protection ?? {}).flatMap(([name, column]): [PropertyKey[], ColumnName][] =>
      name === 'lower' || name === 'upper' ? [[['protection', name], column as ColumnName]] : [],
    ),
  ];
}

function repeated({
  open,
  primary,
  secondary,
  frozen,
}: Record<'open' | 'primary' | 'secondary' | 'frozen', string[]>) {
  const all = [...open, ...primary, ...secondary, ...frozen];
  return new Set(all.filter((word, index) => all.indexOf(word) !== index));
}
