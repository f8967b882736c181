/**
 * Delimited text (CSV and its kin) to rows: RFC 4180, strict, streamed. A faulty record costs its first
 * line and a finding; reading goes on with the next line. Knows no header and no meaning.
 */
import { rejectsOf, type Rejects } from './rejects.ts';
import { parseQuotedRecord, withoutReturn, type RecordLimits } from './quoted-record.ts';
import type { Report } from './source-file.ts';

export type Delimiter = ';' | ',' | '\t' | '|';

export interface DelimitedOptions {
  /** File name for findings. */
  readonly file: string;
  readonly delimiter: Delimiter;
  /**
   * Fields every row must have; without it as many as the first row. `any`: no check, for files with titles
   * and notes around the table; only then are blank lines delivered.
   */
  readonly width?: number | 'any';
}

export interface DelimitedRow {
  /** 1-based physical line on which the record begins. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** A record may be long (notes in a quoted cell), but an unclosed quotation mark must not eat the file. */
const LIMITS: RecordLimits = { chars: 1 << 20, lines: 200 };
const BATCH = 4096;
const DOS_END = 0x1a;

/**
 * The rows in batches of at most 4,096. Findings: `format.row-width`, `format.stray-quote`,
 * `format.unclosed-quote`, `format.record-too-long`; `format.no-rows` where there is nothing but blank lines.
 * Long cells (13 characters and more) share memory with their chunk of text: copy what is to be kept.
 */
export async function* readDelimited(
  text: AsyncIterable<string>,
  options: DelimitedOptions,
  report: Report,
): AsyncGenerator<readonly DelimitedRow[]> {
  const rejects = rejectsOf(options.file, report);
  const reader = recordReader(options, rejects);
  let delivered = 0;

  let rest = '';
  for await (const chunk of text) {
    rest += chunk;
    for (let more = true; more;) {
      const step = reader.read(rest, false);
      rest = rest.slice(step.position);
      more = step.full;
      delivered += step.rows.length;
      if (step.rows.length > 0) yield step.rows;
    }
  }
  rest = withoutDosEnd(rest);
  for (let more = true; more;) {
    const step = reader.read(rest, true);
    rest = rest.slice(step.position);
    more = step.full;
    delivered += step.rows.length;
    if (step.rows.length > 0) yield step.rows;
  }

  if (delivered === 0 && rejects.count() === 0) rejects.reject('format.no-rows', 0, {});
  rejects.close();
}

interface Step {
  readonly rows: readonly DelimitedRow[];
  /** Everything before is done with. */
  readonly position: number;
  /** The batch is full: read on in the same text. */
  readonly full: boolean;
}

/** Carries line number, width and the state "rest of this line is rejected" from one piece of text to the next. */
function recordReader(options: DelimitedOptions, rejects: Rejects) {
  const { delimiter } = options;
  let row = 1;
  let skipping = false;
  let width = typeof options.width === 'number' ? options.width : undefined;

  return { read };

  function read(text: string, last: boolean): Step {
    const rows: DelimitedRow[] = [];
    let position = 0;
    let quote = text.indexOf('"');

    while (position < text.length) {
      if (rows.length === BATCH) return { rows, position, full: true };
      const newline = text.indexOf('\n', position);
      const lineEnd = newline === -1 ? text.length : newline;

      if (skipping) {
        skipping = newline === -1;
        row += skipping ? 0 : 1;
        position = lineEnd + 1;
        continue;
      }
      const open = newline === -1 && !last;
      if (lineEnd - position - (open ? 2 : 0) > LIMITS.chars) {
        rejects.reject('format.record-too-long', row, { expected: String(LIMITS.chars) });
        skipping = true;
        continue;
      }
      if (open) break;

      if (quote !== -1 && quote < position) quote = text.indexOf('"', position);
      if (quote === -1 || quote >= lineEnd) {
        deliver(rows, text.slice(position, withoutReturn(text, position, lineEnd)).split(delimiter));
        row += 1;
        position = lineEnd + 1;
        continue;
      }

      const record = parseQuotedRecord({ text, start: position, lineEnd, last }, delimiter, LIMITS);
      if (record.kind === 'more') break;
      if (record.kind === 'record') {
        deliver(rows, record.cells);
        row += record.lines;
        position = record.next;
        continue;
      }
      if (record.kind === 'long')
        rejects.reject('format.record-too-long', row, { expected: String(LIMITS.chars) });
      else rejects.reject(`format.${record.kind}-quote`, row, { found: String(record.field) });
      row += 1;
      position = lineEnd + 1;
    }
    return { rows, position, full: false };
  }

  function deliver(rows: DelimitedRow[], cells: readonly string[]): void {
    if (options.width !== 'any') {
      const blank = cells.length === 1 && cells[0] === '' && width !== 1;
      if (blank) return;
      width ??= cells.length;
      if (cells.length !== width) {
        rejects.reject('format.row-width', row, { found: String(cells.length), expected: String(width) });
        return;
      }
    }
    rows.push({ row, cells });
  }
}

/** DOS programs end a text with 0x1A. */
function withoutDosEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === DOS_END) end -= 1;
  return text.slice(0, end);
}
