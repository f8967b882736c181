/** Cron expressions of five fields, as jobs write them: numbers, lists, ranges and steps. */

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

const FIELDS: readonly Field[] = [
  { name: 'Minute', least: 0, most: 59 },
  { name: 'Stunde', least: 0, most: 23 },
  { name: 'Tag', least: 1, most: 31 },
  { name: 'Monat', least: 1, most: 12 },
  { name: 'Wochentag', least: 0, most: 7 },
];
const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What is wrong with the expression, in German; undefined where it can be computed and ever comes. */
export function cronProblem(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `erwartet werden fünf Felder (Minute Stunde Tag Monat Wochentag), gefunden ${parts.length}`;
  const values: number[][] = [];
  for (const [index, field] of FIELDS.entries()) {
    const read = valuesOf(parts[index] ?? '', field);
    if (typeof read === 'string') return read;
    values.push(read);
  }
  const [, , days = [], months = []] = values;
  const exists = months.some((month) => days.some((day) => day <= (LONGEST_MONTH[month - 1] ?? 0)));
  return exists || parts[4] !== '*' ? undefined : 'diesen Tag gibt es in keinem der Monate';
}

function valuesOf(text: string, field: Field): number[] | string {
  const values: number[] = [];
  for (const item of text.split(',')) {
    const match = /^(?:(?<all>\*)|(?<first>\d{1,2})(?:-(?<last>\d{1,2}))?)(?:\/(?<step>\d{1,2}))?$/.exec(
      item,
    );
    if (!match?.groups) return `„${item}“ ist im Feld ${field.name} nicht lesbar`;
    const { all, first, last, step } = match.groups;
    const from = all ? field.least : Number(first);
    const to = all ? field.most : Number(last ?? first);
    if (from < field.least || to > field.most || from > to)
      return `„${item}“ liegt im Feld ${field.name} nicht zwischen ${field.least} und ${field.most}`;
    if (step !== undefined && (Number(step) === 0 || (!all && last === undefined)))
      return `der Schritt in „${item}“ (Feld ${field.name}) ist nicht möglich`;
    for (let value = from; value <= to; value += Number(step ?? 1)) values.push(value);
  }
  return values;
}
