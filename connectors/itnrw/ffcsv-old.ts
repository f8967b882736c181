/**
 * Layout `ffcsv-old`: flat files until April 2025, one column per measure. The English edition names three
 * columns of each group alike, so groups are read by position. Each measure becomes a table in long form with
 * the columns of `ffcsv`; dates are written as there.
 */
import {
  cellText,
  finding,
  openPackedText,
  readDelimited,
  RowReader,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type Table,
} from '../../src/sdk/index.ts';
import { FIRST_GROUP, flatOptions, flatTable, GROUP_WIDTH, type FlatOptions } from './flat-rows.ts';
import { recogniseFlat } from './recognise-flat.ts';

const FIRST_NAME = /^(statistik|statistics)_code$/i;
const GROUP_NAME = /^\d+_(merkmal|variable)_code$/i;
const GERMAN_DAY = /^(\d{2})\.(\d{2})\.(\d{4})$/;
const SEPARATOR = '__';

export const ffcsvOld: Layout<FlatOptions> = {
  kind: 'tables',
  options: flatOptions,
  read,
  recognise: (delivery, signal) => recogniseFlat(delivery, 'old', signal),
};

/** The file is read once for each measure: a table's rows are streamed, and each line feeds all of them. */
async function* read(
  delivery: LandedDelivery,
  options: FlatOptions,
  context: LayoutContext,
): AsyncGenerator<Table> {
  let measures = 1;
  for (let index = 0; index < measures; index += 1) {
    context.signal.throwIfAborted();
    // What is wrong with the lines is told in the first pass.
    const told: LayoutContext = index === 0 ? context : { ...context, report: () => undefined };
    const text = await openPackedText(delivery, {}, told.report);
    if (!text) return;
    const { file } = delivery;
    const reader = new RowReader(readDelimited(text.chunks, { file, delimiter: ';' }, told.report));
    try {
      const header = (await reader.take())?.cells.map(cellText);
      const shape = header && shapeOf(header);
      if (!shape) {
        if (header) reportHeader(file, header, told);
        return;
      }
      measures = shape.measures.length;
      const { groups } = shape;
      const value = valuePlaces(shape, index);
      yield await flatTable(reader, { file, groups, options, timeOf: isoDay, value }, told);
    } finally {
      await reader.close();
    }
  }
}

interface Measure {
  readonly code: string;
  readonly label: string;
  readonly unit: string;
}

interface OldShape {
  readonly groups: number;
  readonly measures: readonly Measure[];
}

function valuePlaces({ groups, measures }: OldShape, index: number): (number | string)[] {
  const { code = '', label = '', unit = '' } = measures[index] ?? {};
  return [FIRST_GROUP + GROUP_WIDTH * groups + index, unit, code, label, ''];
}

function shapeOf(header: readonly string[]): OldShape | undefined {
  if (!FIRST_NAME.test(header[0] ?? '') || header.includes('value')) return undefined;
  let groups = 0;
  while (GROUP_NAME.test(header[FIRST_GROUP + GROUP_WIDTH * groups] ?? '')) groups += 1;
  const measures = header.slice(FIRST_GROUP + GROUP_WIDTH * groups).map(measureOf);
  return measures.length > 0 && measures.every((measure) => measure !== undefined)
    ? { groups, measures }
    : undefined;
}

/** `BEVSTD__Bevoelkerungsstand__Anzahl`; names are padded with blanks or underscores in some files. */
function measureOf(name: string): Measure | undefined {
  const bare = name.replaceAll(/^[\s_]+|[\s_]+$/gu, '');
  const first = bare.indexOf(SEPARATOR);
  const last = bare.lastIndexOf(SEPARATOR);
  if (first <= 0 || last <= first) return undefined;
  const label = bare.slice(first + SEPARATOR.length, last).replaceAll(/^[\s_]+|[\s_]+$/gu, '');
  return { code: bare.slice(0, first), label, unit: bare.slice(last + SEPARATOR.length).trim() };
}

function isoDay(time: string): string {
  const [, day, month, year] = GERMAN_DAY.exec(time) ?? [];
  return year === undefined ? time : `${year}-${month}-${day}`;
}

function reportHeader(file: string, header: readonly string[], context: LayoutContext): void {
  const isNew = header.includes('value');
  context.report(
    isNew
      ? finding(
          'format.other-table',
          { file, row: 1 },
          { found: 'eine Flachdatei neuen Aufbaus', expected: '„ffcsv-old“' },
        )
      : finding(
          'format.header-missing',
          { file, row: 0 },
          { expected: 'Statistik_Code;…;CODE__Bezeichnung__Einheit' },
        ),
  );
}
