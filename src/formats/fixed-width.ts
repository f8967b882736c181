/**
 * Fixed-width text to rows by a record layout (Satzaufbau). Slices decoded lines; a line of the wrong length
 * is a finding and no row. Implied decimals become a decimal point by inserting it, never by computing.
 */
import { SyncError } from '../errors.ts';
import type { DelimitedRow } from './delimited.ts';
import { rejectsOf } from './rejects.ts';
import type { Report } from './source-file.ts';

export interface FixedField {
  readonly name: string;
  /** 1-based position of the first character. */
  readonly start: number;
  readonly length: number;
  readonly kind: 'text' | 'number';
  /** Implied decimals of a number: `12345` with 2 means 123.45. */
  readonly decimals?: number;
}

/** No line of a record layout comes near this; without a limit a file without line ends fills the memory. */
const MAX_LINE = 1 << 20;

/**
 * The rows in batches, one text per field: text without the blanks at its end, numbers without blanks at both
 * ends. Findings: `format.line-length`, `format.no-rows`, `format.record-too-long`.
 *
 * A line may be shorter than the layout where its end fell victim to an editor that removes blanks: the missing
 * part then lies in text fields only, and the line has a line end. A short line without one is a cut-off file.
 */
export async function* readFixedWidth(
  text: AsyncIterable<string>,
  options: { readonly file: string; readonly layout: readonly FixedField[] },
  report: Report,
): AsyncGenerator<readonly DelimitedRow[]> {
  checkLayout(options.layout);
  const rejects = rejectsOf(options.file, report);
  const width = recordLength(options.layout);
  const shortest = shortestLength(options.layout);
  let row = 0;
  let delivered = 0;

  for await (const lines of linesOf(text)) {
    const batch: DelimitedRow[] = [];
    for (const { line, ended, long } of lines) {
      row += 1;
      if (long) rejects.reject('format.record-too-long', row, { expected: String(MAX_LINE) });
      else if (line === '') continue;
      else if (fits(line, ended ? shortest : width, width))
        batch.push({ row, cells: options.layout.map((field) => cellOf(line, field)) });
      else rejects.reject('format.line-length', row, { found: String(line.length), expected: String(width) });
    }
    delivered += batch.length;
    if (batch.length > 0) yield batch;
  }
  if (delivered === 0 && rejects.count() === 0) rejects.reject('format.no-rows', 0, {});
  rejects.close();
}

/** Blanks behind the last field are padding of the record. */
function fits(line: string, shortest: number, width: number): boolean {
  if (line.length > width) return line.slice(width).trim() === '';
  return line.length >= shortest;
}

function cellOf(line: string, field: FixedField): string {
  const raw = line.slice(field.start - 1, field.start - 1 + field.length);
  if (field.kind === 'text') return raw.trimEnd();
  return field.decimals ? withPoint(raw.trim(), field.decimals) : raw.trim();
}

/** Anything but a sign and digits (a blank, `*`, `.`, a mark that is there already) is left as it stands. */
function withPoint(digits: string, decimals: number): string {
  const match = /^([+-]?)(\d+)$/.exec(digits);
  if (!match) return digits;
  const [, sign = '', whole = ''] = match;
  const padded = whole.padStart(decimals + 1, '0');
  return `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

function recordLength(layout: readonly FixedField[]): number {
  return Math.max(...layout.map((field) => field.start + field.length - 1));
}

function shortestLength(layout: readonly FixedField[]): number {
  const numbers = layout.filter((field) => field.kind === 'number');
  return Math.max(1, ...numbers.map((field) => field.start + field.length - 1));
}

function checkLayout(layout: readonly FixedField[]): void {
  let next = 1;
  for (const field of [...layout].sort((a, b) => a.start - b.start)) {
    if (field.length < 1 || !Number.isInteger(field.length)) throw faulty(field, 'hat keine gültige Länge');
    if (field.start < next) throw faulty(field, 'überschneidet das Feld davor');
    if (field.start > next)
      throw faulty(field, `beginnt erst an Stelle ${field.start}, davor ist eine Lücke`);
    next = field.start + field.length;
  }
  if (next === 1) throw faulty({ name: '' }, 'fehlt: Der Satzaufbau ist leer');
}

function faulty(field: { name: string }, what: string): SyncError {
  return new SyncError({
    code: 'configuration.record-layout',
    kind: 'configuration',
    message: `Der Satzaufbau ist nicht lückenlos: Feld „${field.name}“ ${what}.`,
    hint: 'Beschreiben Sie jede Stelle des Satzes genau einmal; ungenutzte Stellen als Textfeld „Füller“.',
  });
}

interface Line {
  readonly line: string;
  /** A line end follows. */
  readonly ended: boolean;
  readonly long: boolean;
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let rest = '';
  let long = false;
  for await (const chunk of text) {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop() ?? '';
    const lines = pieces.map((piece, index) => ({
      line: withoutReturn(piece),
      ended: true,
      long: (index === 0 && long) || piece.length > MAX_LINE,
    }));
    if (lines.length > 0) long = false;
    yield lines;
    if (rest.length <= MAX_LINE) continue;
    long = true;
    rest = '';
  }
  const last = rest.endsWith('\u001a') ? rest.slice(0, rest.indexOf('\u001a')) : rest;
  if (last !== '' || long) yield [{ line: withoutReturn(last), ended: false, long }];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
