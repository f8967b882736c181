/**
 * Facts about the XML of a workbook part that decide whether it may be loaded, taken from the raw text: what
 * is unsafe (DTD), what the library would misread or drop in silence, and how much there is.
 */
export interface SheetFacts {
  entities: boolean;
  rows: number;
  mergedCells: number;
  /** Addresses of formulas whose result is not stored; at most six. */
  uncalculated: string[];
  /** The first thing the library cannot read rightly. */
  unreadable: string | undefined;
}

/** All repetitions are bounded: a hostile text must not make the search quadratic. */
const ENTITIES = /<!(DOCTYPE|ENTITY)/i;
const PREFIXED_ROW = /<\w+:row[\s>/]/;
/** ISO dates in cells come out as their year. */
const ISO_DATE_CELL = /<c\s[^>]{0,400}?\bt="d"/;
const CELL_WITHOUT_ADDRESS = /<c(?=[\s>/])(?![^>]{0,400}\sr=")/;
const ROW = /<row[\s>/]/g;
const MERGE = /<mergeCell\s[^>]{0,400}?ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"/g;
const FORMULA_CELL =
  /<c\s([^>]{0,400})>\s{0,9}<f\b(?:[^>]{0,400}\/>|[^>]{0,400}>[^<]{0,9000}<\/f>)\s{0,9}(?:<v\s?\/>|<v[^>]{0,99}><\/v>)?\s{0,9}<\/c>/g;

export function newSheetFacts(): SheetFacts {
  return { entities: false, rows: 0, mergedCells: 0, uncalculated: [], unreadable: undefined };
}

/**
 * Takes the next piece of text and answers what has to be put in front of the following piece: the beginning
 * of an element that is not complete yet.
 */
export function scanSheetXml(text: string, facts: SheetFacts): string {
  const cut = cutOf(text);
  const whole = text.slice(0, cut);
  // UTF-16 hides the words from a search in bytes.
  facts.entities ||= ENTITIES.test(whole.includes('\0') ? whole.replaceAll('\0', '') : whole);
  facts.unreadable ??= unreadableIn(whole);
  facts.rows += count(whole, ROW);
  for (const match of whole.matchAll(MERGE)) facts.mergedCells += areaOf(match);
  for (const match of whole.matchAll(FORMULA_CELL)) {
    const attributes = match[1] ?? '';
    // t="str" without text is the empty text, a result like any other.
    if (attributes.includes('t="str"') || facts.uncalculated.length > 5) continue;
    facts.uncalculated.push(/\br="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? '?');
  }
  return text.slice(cut);
}

/** Behind the last whole cell; without one, before the last tag; a text beyond all measure is cut anywhere. */
function cutOf(text: string): number {
  const cell = text.lastIndexOf('</c>');
  if (cell !== -1) return cell + 4;
  if (text.length > 1 << 20) return text.length;
  return text.length > 1 << 16 ? Math.max(0, text.lastIndexOf('<')) : 0;
}

function unreadableIn(xml: string): string | undefined {
  if (PREFIXED_ROW.test(xml)) return 'XML-Präfix';
  if (ISO_DATE_CELL.test(xml)) return 't="d"';
  return CELL_WITHOUT_ADDRESS.test(xml) ? '<c> ohne Adresse' : undefined;
}

function count(text: string, pattern: RegExp): number {
  let hits = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) hits += 1;
  return hits;
}

function areaOf([, left = '', top = '', right = '', bottom = '']: readonly string[]): number {
  return (columnNumber(right) - columnNumber(left) + 1) * (Number(bottom) - Number(top) + 1);
}

/** `A` is 1, `AA` is 27. */
export function columnNumber(letters: string): number {
  return letters.split('').reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
