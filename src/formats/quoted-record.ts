/**
 * One record of a delimited text that holds quotation marks: RFC 4180, strict. Knows one record only;
 * lines, widths and what to do after an error are the business of delimited.ts.
 */
export interface RecordText {
  readonly text: string;
  readonly start: number;
  /** Position of the line feed that ends the first line, or the length of the text at its end. */
  readonly lineEnd: number;
  /** Nothing follows after `text`. */
  readonly last: boolean;
}

export interface RecordLimits {
  readonly chars: number;
  readonly lines: number;
}

export type QuotedRecord =
  | {
      readonly kind: 'record';
      readonly cells: string[];
      readonly next: number;
      /** Physical lines the record takes. */
      readonly lines: number;
    }
  /** The record goes on behind the text. */
  | { readonly kind: 'more' }
  | { readonly kind: 'stray' | 'unclosed'; readonly field: number }
  | { readonly kind: 'long' };

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const MORE: QuotedRecord = { kind: 'more' };

/**
 * Parses the record that begins at `start`. The answer does not depend on how much text follows the record,
 * so that any way of cutting a file into chunks gives the same records: an error is only told when the text
 * up to the deciding sign is there, and the limits go before every other error.
 */
export function parseQuotedRecord(
  { text, start, lineEnd: firstLineEnd, last }: RecordText,
  delimiter: string,
  limits: RecordLimits,
): QuotedRecord {
  const delimiterCode = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let position = start;
  let lineEnd = firstLineEnd;
  let lines = 1;
  let quote = -2;

  for (;;) {
    if (text.charCodeAt(position) !== QUOTE) {
      if (lineEnd === -1) lineEnd = text.indexOf('\n', position);
      if (lineEnd === -1) {
        if (!last) return text.length - start - 2 > limits.chars ? { kind: 'long' } : MORE;
        lineEnd = text.length;
      }
      if (lineEnd - start > limits.chars) return { kind: 'long' };
      const delimited = text.indexOf(delimiter, position);
      const ends = delimited === -1 || delimited >= lineEnd;
      const end = ends ? lineEnd : delimited;
      if (quote < position && quote !== -1) quote = text.indexOf('"', position);
      if (quote !== -1 && quote < end) return { kind: 'stray', field: cells.length + 1 };
      if (ends) {
        cells.push(text.slice(position, withoutReturn(text, position, end)));
        return { kind: 'record', cells, next: lineEnd + 1, lines };
      }
      cells.push(text.slice(position, end));
      position = end + 1;
      continue;
    }

    const close = closingQuote(text, position + 1, last);
    const seen = close === -1 ? text.length : close;
    const inner = seen > lineEnd && lineEnd !== -1 ? countLines(text, lineEnd, seen) : 0;
    if (seen - start - (close === -1 ? 2 : 0) > limits.chars || lines + inner > limits.lines)
      return { kind: 'unclosed', field: cells.length + 1 };
    if (close === -1) return last ? { kind: 'unclosed', field: cells.length + 1 } : MORE;
    if (inner > 0) {
      lines += inner;
      lineEnd = text.indexOf('\n', close);
    }

    const after = text.charCodeAt(close + 1);
    if (after === CR && close + 2 >= text.length && !last) return MORE;
    const ending = lineEnding(text, close + 1);
    if (after !== delimiterCode && ending === 0) return { kind: 'stray', field: cells.length + 1 };
    const content = text.slice(position + 1, close);
    cells.push(content.includes('"') ? content.replaceAll('""', '"') : content);
    if (ending > 0) return { kind: 'record', cells, next: close + 1 + ending, lines };
    position = close + 2;
  }
}

/**
 * Position of the quotation mark that closes the field, or -1 where it is not in the text (or could still be
 * the first of a doubled pair).
 */
function closingQuote(text: string, from: number, last: boolean): number {
  let position = from;
  for (;;) {
    const close = text.indexOf('"', position);
    if (close === -1) return -1;
    if (close + 1 === text.length) return last ? close : -1;
    if (text.charCodeAt(close + 1) !== QUOTE) return close;
    position = close + 2;
  }
}

/** Length of the line end at `position`: LF 1, CRLF 2, end of text 1 (nothing is behind it), none 0. */
function lineEnding(text: string, position: number): number {
  if (position >= text.length || text.charCodeAt(position) === LF) return 1;
  if (text.charCodeAt(position) !== CR) return 0;
  if (position + 1 >= text.length || text.charCodeAt(position + 1) === LF) return 2;
  return 0;
}

export function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
