/**
 * The rows of a file as they stand in it, without any meaning: a layout beside those of the connectors, so that it is
 * read in the same processes and within the same limits. A file that looks like persons is not shown.
 */
import { setImmediate as turn } from 'node:timers/promises';
import * as z from 'zod';
import type { LandedDelivery } from '../../core/delivery.ts';
import type { Finding } from '../../core/finding.ts';
import { rawValue, type RawRow, type RawValue, type Table } from '../../core/table.ts';
import { SyncError } from '../../errors.ts';
import { readDelimited, type Delimiter } from '../../formats/delimited.ts';
import { decodeFile, type TextEncoding } from '../../formats/decode.ts';
import type { Layout, LayoutContext } from '../../formats/layout.ts';
import { isZip, readHead } from '../../formats/magic.ts';
import { beginningBy, proposeDelimiter } from '../../formats/propose-delimiter.ts';
import { readWorkbook } from '../../formats/sheet.ts';
import { probeText, type TextProbe } from '../../formats/text-probe.ts';
import type { DeliverySource } from '../ports.ts';
import { LONGEST_CELL, MOST_COLUMNS, type RawOptions } from './look.ts';
import { lookLikePersons, SIGN_ROWS } from './person-rows.ts';

export const RAW = { source: 'look', form: 'raw' } as const;

const options: z.ZodType<RawOptions> = z.object({
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'cp850', 'utf-16le']).optional(),
  delimiter: z.enum([';', ',', '\t', '|']).optional(),
});

/** What the `layout` section of a profile says of the bytes; each is left out where it is none of these. */
export function rawOptionsOf(layout: Readonly<Record<string, unknown>> | undefined): RawOptions {
  const said = (name: 'encoding' | 'delimiter') => options.safeParse({ [name]: layout?.[name] }).data?.[name];
  return { encoding: said('encoding'), delimiter: said('delimiter') } as RawOptions;
}

/** Enough of a text to see what parts its lines. */
const BEGINNING = 1 << 18;

export interface RawSource {
  readonly id: string;
  readonly layouts: { readonly raw: Extract<Layout<RawOptions>, { kind: 'tables' }> };
}

/** `sources`: those of the connectors, which know how files of persons look. */
export function rawSource(sources: ReadonlyMap<string, Pick<DeliverySource, 'layouts'>>): RawSource {
  async function* read(
    delivery: LandedDelivery,
    given: RawOptions,
    { signal }: LayoutContext,
  ): AsyncGenerator<Table> {
    for (const { layouts = {} } of sources.values())
      for (const layout of Object.values(layouts)) {
        if (layout.kind !== 'tables' || layout.holdsPersons === undefined) continue;
        if (await layout.recognise?.(delivery, signal)) throw ofPersons();
      }
    yield* isZip(await readHead(delivery.path)) ? sheets(delivery) : lines(delivery, given);
  }
  return { id: RAW.source, layouts: { raw: { kind: 'tables', options, read } } };
}

/** Sheets out of sight stay there. */
async function* sheets(delivery: LandedDelivery): AsyncGenerator<Table> {
  const workbook = await readWorkbook(delivery, () => undefined, { hiddenSheets: 'any' });
  if (!workbook) throw unreadable();
  for (const { name, rows, hidden } of workbook.sheets) {
    if (hidden) continue;
    const texts = rows.map(({ row, cells }) => ({ row, cells: textsOf(cells) }));
    refusePersons(texts);
    yield tableOf(delivery, name, batches(texts));
  }
}

async function* batches(rows: readonly RawRow[]): AsyncGenerator<readonly RawRow[]> {
  for (let from = 0; from < rows.length; from += 1_000) {
    yield rows.slice(from, from + 1_000);
    await turn();
  }
}

async function* lines(delivery: LandedDelivery, { encoding, delimiter }: RawOptions): AsyncGenerator<Table> {
  const probe = await probeText(delivery);
  if (!probe) throw unreadable();
  const text = probe.text.slice(0, BEGINNING);
  const beginning =
    (delimiter === undefined ? undefined : await beginningBy(delimiter, text)) ??
    (await proposeDelimiter(text));
  if (beginning) refusePersons(beginning.rows);
  const codec = encodingOf(probe, encoding);
  yield tableOf(
    delivery,
    undefined,
    beginning ? fieldsOf(delivery, beginning.delimiter, codec) : wholeLines(decodeFile(delivery.path, codec)),
  );
}

/** What the file proves counts, then what is agreed, then what is likely. */
function encodingOf({ encoding }: TextProbe, declared: RawOptions['encoding']): TextEncoding {
  const name = encoding.certain ? encoding.name : (declared ?? encoding.name);
  if (name === 'ascii') return 'utf-8';
  return name === 'iso-8859-1' ? 'windows-1252' : name;
}

/** Lines that cannot be parted come as they are, after the others: somebody wants to see just these. */
async function* fieldsOf(
  { path }: LandedDelivery,
  delimiter: Delimiter,
  codec: TextEncoding,
): AsyncGenerator<readonly RawRow[]> {
  const faulty = new Set<number>();
  const report = ({ place: { row } }: Finding) => void faulty.add(row);
  const read = readDelimited(decodeFile(path, codec), { file: '', delimiter, width: 'any' }, report);
  for await (const rows of read) yield rows.map(({ row, cells }) => ({ row, cells: textsOf(cells) }));
  if (faulty.size === 0) return;
  for await (const rows of wholeLines(decodeFile(path, codec)))
    yield rows.filter(({ row }) => faulty.has(row));
}

/** Where nothing parts the fields, each line is one cell. */
async function* wholeLines(chunks: AsyncIterable<string>): AsyncGenerator<readonly RawRow[]> {
  let [rest, row] = ['', 0];
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    // Of a line without an end no more is kept than is shown.
    rest = (parts.pop() ?? '').slice(0, LONGEST_CELL + 1);
    yield parts.map((line) => ({ row: (row += 1), cells: textsOf([line.replace(/\r$/, '')]) }));
  }
  if (rest !== '') yield [{ row: row + 1, cells: textsOf([rest]) }];
}

function tableOf({ file }: LandedDelivery, sheet: string | undefined, rows: Table['rows']): Table {
  return { file, ...(sheet === undefined ? {} : { sheet }), titles: [], columns: [], rows, notes: [] };
}

function textsOf(cells: RawRow['cells']): string[] {
  const kept = cells.length > MOST_COLUMNS ? cells.slice(0, MOST_COLUMNS) : cells;
  return kept.map((cell) => short(textOf(rawValue(cell))));
}

function short(text: string): string {
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL)}…`;
}

/** Numbers with a decimal comma and days as they are written in German; the sheet's own number formats are left aside. */
function textOf(value: RawValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'WAHR' : 'FALSCH';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const [year, month, day] = value.toISOString().slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
}

function refusePersons(rows: readonly RawRow[]): void {
  const first = rows
    .slice(0, SIGN_ROWS)
    .map(({ cells }) => cells.map((cell) => String(rawValue(cell) ?? '')));
  if (lookLikePersons(first)) throw ofPersons();
}

function ofPersons(): SyncError {
  return new SyncError({
    code: 'look.persons',
    kind: 'check',
    message: 'Die Datei sieht nach Angaben zu einzelnen Personen aus und wird hier nicht gezeigt.',
    hint: 'Sie wurde wieder gelöscht. Sehen Sie die Zeile dort an, wo die Datei herkommt.',
  });
}

function unreadable(): SyncError {
  return new SyncError({
    code: 'look.unreadable',
    kind: 'check',
    message: 'Die Datei lässt sich nicht öffnen.',
    hint: 'Sie wurde wieder gelöscht. Beheben Sie zuerst, was der Prüfbericht zur ganzen Datei sagt.',
  });
}
