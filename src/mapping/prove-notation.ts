/**
 * Finds out how a column writes its numbers, from all its cells together. `1.234` alone proves nothing:
 * then the column stays unproven, and the cells that would differ are named instead of guessed.
 */
import { numberParser, trimCell, type Notation } from './number-text.ts';

const CANDIDATES: readonly Notation[] = [
  { decimal: 'comma', thousands: 'dot' },
  { decimal: 'point', thousands: 'comma' },
  { decimal: 'comma', thousands: 'space' },
  { decimal: 'point', thousands: 'space' },
];
const PARSERS = CANDIDATES.map((notation) => numberParser(notation));
const DIGIT = /\d/;

export type Proof =
  | { readonly notation: Notation }
  /** Texts that read differently depending on the notation, first ones first. */
  | { readonly ambiguous: readonly string[] }
  /** No notation fits all cells; the text at which the last one failed. */
  | { readonly mixed: string };

/** `texts`: the cells of one column as text, signs included; cells without a digit prove nothing. */
export function proveNotation(texts: Iterable<string>): Proof {
  let open = CANDIDATES.map((_, index) => index);
  const differing = new Set<string>();
  for (const raw of texts) {
    const text = bare(raw);
    if (!DIGIT.test(text)) continue;
    const values = PARSERS.map((parse) => parse(text));
    if (values.every((value) => value === undefined)) continue;
    const left = open.filter((index) => values[index] !== undefined);
    if (left.length === 0) return { mixed: text };
    open = left;
    if (new Set(left.map((index) => values[index])).size > 1) differing.add(text);
  }
  const ambiguous = [...differing].filter(
    (text) => new Set(open.map((index) => PARSERS[index]?.(text))).size > 1,
  );
  if (ambiguous.length > 0) return { ambiguous };
  return { notation: CANDIDATES[open[0] ?? 0] ?? { decimal: 'comma', thousands: 'dot' } };
}

/** Without brackets and quality marks, which say nothing about the notation. */
function bare(text: string): string {
  return trimCell(
    trimCell(text)
      .replace(/^\((.*)\)$/, '$1')
      .replace(/[prse]$/, ''),
  );
}
