/**
 * Layout `ffcsv`: the flat file of GENESIS since spring 2025 and of the Zensus 2022 database, plain or as the
 * ZIP that the service sends. One value per line, in no order; the header is the same in German and English.
 */
import {
  cellText,
  openPackedText,
  readDelimited,
  reportRow,
  RowReader,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type ReportRow,
  type Table,
} from '../../src/sdk/index.ts';
import { FIRST_GROUP, flatOptions, flatTable, GROUP_WIDTH, type FlatOptions } from './flat-rows.ts';
import { recogniseFlat } from './recognise-flat.ts';

const HEAD = ['statistics_code', 'statistics_label', 'time_code', 'time_label', 'time'];
const GROUP = ['variable_code', 'variable_label', 'variable_attribute_code', 'variable_attribute_label'];
const TAIL = ['value', 'value_unit', 'value_variable_code', 'value_variable_label'];
const QUALITY = 'value_q';

export const ffcsv: Layout<FlatOptions> = {
  kind: 'tables',
  options: flatOptions,
  read,
  recognise: (delivery, signal) => recogniseFlat(delivery, 'new', signal),
};

async function* read(
  delivery: LandedDelivery,
  options: FlatOptions,
  context: LayoutContext,
): AsyncGenerator<Table> {
  context.signal.throwIfAborted();
  const text = await openPackedText(delivery, {}, context.report);
  if (!text) return;
  const { file } = delivery;
  const report = reportRow({ file }, context);
  const reader = new RowReader(readDelimited(text.chunks, { file, delimiter: ';' }, context.report));
  try {
    const header = (await reader.take())?.cells.map(cellText);
    if (!header) return;
    const groups = groupsOf(header, report);
    if (groups === undefined) return;
    const value = FIRST_GROUP + GROUP_WIDTH * groups;
    const quality = header.length > value + TAIL.length ? value + TAIL.length : '';
    const places = [...TAIL.map((_, index) => value + index), quality];
    yield await flatTable(reader, { file, groups, options, value: places }, context);
  } finally {
    await reader.close();
  }
}

/** Number of variables, or undefined, reported, where the header is another one. */
function groupsOf(header: readonly string[], report: ReportRow): number | undefined {
  const value = header.indexOf('value');
  const groups = (value - FIRST_GROUP) / GROUP_WIDTH;
  const expected = [
    ...HEAD,
    ...Array.from({ length: Math.max(0, Math.floor(groups)) }, (_, n) =>
      GROUP.map((name) => `${n + 1}_${name}`),
    ).flat(),
    ...TAIL,
    ...(header.at(-1) === QUALITY ? [QUALITY] : []),
  ];
  if (value > 0 && header.join(';') === expected.join(';')) return groups;

  const old = value === -1 && header.some((name) => name.includes('__'));
  if (old) report('format.other-table', 1, { found: 'eine Flachdatei alten Aufbaus', expected: '„ffcsv“' });
  else report('format.header-missing', 0, { expected: `${HEAD.join(';')};…;${TAIL.join(';')}` });
  return undefined;
}
