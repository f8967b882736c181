/**
 * Where a table made for people stands between titles and notes: its header, units, column numbers, nested labels
 * and body, told from the texts of its rows. Proposes; what holds is declared in the profile.
 */
export interface TextLine {
  readonly row: number;
  /** Trimmed texts, labels of merged header cells in all their columns. */
  readonly texts: readonly string[];
}

export interface FoundTable {
  readonly header: readonly TextLine[];
  /** Row of the header's first line. */
  readonly start: number;
  /** Texts above the header. */
  readonly titles: readonly string[];
  readonly units: readonly string[];
  readonly numbering: 'none' | 'stub' | 'all';
  readonly body: readonly TextLine[];
  /** Indexes of leading columns with nested labels. */
  readonly fillDown: readonly number[];
  /** Index of the first column with figures. */
  readonly firstValue: number;
}

const VALUE = /^(?:\(?[-\u2013]?\s?\d[\d\s\u00A0.,]*%?\)?(?:\s?[prse])?|[-\u2013.*/xX\u2026]|\.{3})$/u;
const DAY = /^\d{1,2}\.\d{1,2}\.\d{4}$/;
const YEAR = /^(?:19|20)\d{2}$/;
const SMALL = /^[1-9]\d?$/;
const UNIT =
  /^(?:anzahl|in %|%|prozent|in prozent|personen|einwohner|haushalte|wohnungen|eur|euro|€|ha|qm|m²|qkm|km²|1 ?000|jahre|ew pro qkm|ew je qkm|je 1 ?000)$/iu;
const UNDERSCORES = /^[_\u2013\u2014-]{4,}$/u;
const MOST_HEADER_ROWS = 4;
const MOST_NUMBERING_ROWS = 4;
/** A table that begins later is not read either. */
const MOST_ROWS_ABOVE = 200;

/** Undefined where no row with figures stands under a row of labels. */
export function findTable(lines: readonly TextLine[]): FoundTable | undefined {
  const first = lines.slice(0, MOST_ROWS_ABOVE).findIndex((_, index) => beginsBody(lines, index));
  if (first < 1) return undefined;
  let top = first;
  const numbered: TextLine[] = [];
  while (top > 0 && numbered.length < MOST_NUMBERING_ROWS && areSmall(lines[top - 1])) {
    top -= 1;
    numbered.unshift(lines[top]!);
  }
  if (numbered.length > 0 && !countUp(numbered)) top = first;
  const numbering = top === first ? 'none' : numbered.some(({ texts }) => texts[0] !== '') ? 'all' : 'stub';
  const unitLine = isUnits(lines[top - 1]) ? lines[top - 1] : undefined;
  if (unitLine) top -= 1;
  const header: TextLine[] = [];
  while (top > 0 && header.length < MOST_HEADER_ROWS && isLabels(lines[top - 1])) {
    top -= 1;
    header.unshift(lines[top]!);
  }
  const [headline] = header;
  if (!headline) return undefined;
  const body = bodyOf(lines.slice(first));
  const firstValue = firstValueColumn(body);
  if (firstValue < 1) return undefined;
  return {
    header,
    start: headline.row,
    titles: lines.slice(0, top).flatMap(({ texts }) => texts.filter((text) => text !== '')),
    units: [...new Set((unitLine?.texts ?? []).filter((text) => text !== ''))],
    numbering,
    body,
    fillDown: nestedLabels(body, firstValue),
    firstValue,
  };
}

/** One row with figures could be a title; two one below the other are a table, unless nothing follows at all. */
function beginsBody(lines: readonly TextLine[], at: number): boolean {
  const line = lines[at];
  if (!line || !holdsFigures(line) || areSmall(line)) return false;
  const next = lines.find(({ texts }, index) => index > at && texts.some((text) => text !== ''));
  return next === undefined || holdsFigures(next) || UNDERSCORES.test(firstText(next));
}

function holdsFigures({ texts }: TextLine): boolean {
  const filled = texts.flatMap((text, index) => (text === '' ? [] : [index]));
  const [lead, ...others] = filled;
  if (lead === undefined || others.length === 0) return false;
  const figures = others.filter((index) => isValue(texts[index] ?? ''));
  if (figures.length === 0 || figures.length * 2 < others.length) return false;
  // A header may consist of years or days; a body never does.
  return !others.every((index) => YEAR.test(texts[index] ?? '')) || isValue(texts[lead] ?? '');
}

function isValue(text: string): boolean {
  return VALUE.test(text) && !DAY.test(text);
}

function areSmall(line: TextLine | undefined): boolean {
  const filled = line?.texts.filter((text) => text !== '') ?? [];
  return filled.length > 0 && filled.every((text) => SMALL.test(text));
}

/** Together 1..n, each once. */
function countUp(lines: readonly TextLine[]): boolean {
  const numbers = lines.flatMap(({ texts }) => texts.filter((text) => text !== '').map(Number));
  return new Set(numbers).size === numbers.length && Math.max(...numbers) === numbers.length;
}

function isUnits(line: TextLine | undefined): boolean {
  const filled = line?.texts.filter((text) => text !== '') ?? [];
  return filled.length > 0 && filled.every((text) => UNIT.test(text));
}

/** A row with one text is a title; not in the first column, it is the label of a group. */
function isLabels(line: TextLine | undefined): boolean {
  const filled = line?.texts.filter((text) => text !== '').length ?? 0;
  return filled > 1 || (filled === 1 && line?.texts[0] === '');
}

function bodyOf(lines: readonly TextLine[]): TextLine[] {
  const end = lines.findIndex((line) => firstText(line) === '' || UNDERSCORES.test(firstText(line)));
  return lines.slice(0, end === -1 ? undefined : end);
}

function firstText({ texts }: TextLine): string {
  return texts.find((text) => text !== '') ?? '';
}

/** The first column of which nearly all filled cells are figures; leading keys of digits are followed by a text. */
function firstValueColumn(body: readonly TextLine[]): number {
  const width = Math.max(0, ...body.map(({ texts }) => texts.length));
  for (let column = 1; column < width; column += 1) {
    const filled = body.map(({ texts }) => texts[column] ?? '').filter((text) => text !== '');
    if (filled.length > 0 && filled.filter(isValue).length * 10 >= filled.length * 9) return column;
  }
  return -1;
}

function nestedLabels(body: readonly TextLine[], firstValue: number): number[] {
  return Array.from({ length: firstValue - 1 }, (_, column) => column).filter((column) => {
    const blanks = body.filter(({ texts }) => (texts[column] ?? '') === '').length;
    return blanks > 0 && blanks < body.length && (body[0]?.texts[column] ?? '') !== '';
  });
}
