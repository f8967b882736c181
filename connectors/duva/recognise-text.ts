/** What the text layouts make of a file that no profile describes yet: `delimited`, `open-data`, `result-table`. */
import {
  cellText,
  normaliseLabel,
  plainLabel,
  probeText,
  proposeDelimiter,
  type DelimitedBeginning,
  type LandedDelivery,
  type LayoutProposal,
  type TextProbe,
} from '../../src/sdk/index.ts';
import { findTable, type FoundTable, type TextLine } from './find-table.ts';
import { resultOptions } from './result-options.ts';

/** Names by which the long form of open data from DUVA is known. */
const OPEN_DATA = ['raum_id', 'zahl'];
/** Beginnings of files that are tables of another kind, whatever their rows look like. */
const OTHER_KIND =
  /^(?:\uFEFF)?(?:\* Der Benutzer|K;DQ|statisti[ck]s?_code;|gitter_id_|(?:GENESIS-)?Tabelle: )/i;

interface Look {
  readonly probe: TextProbe;
  readonly beginning: DelimitedBeginning;
  readonly table: FoundTable | undefined;
  /** Nothing but a header and rows of equal width. */
  readonly plain: boolean;
}

async function look(delivery: LandedDelivery): Promise<Look | undefined> {
  const probe = await probeText(delivery);
  if (!probe || probe.members.length > 0 || OTHER_KIND.test(probe.text)) return undefined;
  const beginning = await proposeDelimiter(probe.text);
  if (!beginning) return undefined;
  const lines = beginning.rows.map(({ row, cells }): TextLine => ({ row, texts: cells.map(cellText) }));
  const table = findTable(lines);
  return { probe, beginning, table, plain: isPlain(beginning, lines, table) };
}

export async function recogniseDelimited(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const found = await look(delivery);
  if (!found?.plain) return undefined;
  const { probe, beginning, table } = found;
  const header = table?.header.length ?? 1;
  return {
    options: {
      ...encodingOf(probe),
      delimiter: beginning.delimiter,
      ...(header === 1 ? {} : { header }),
    },
    certainty: 0.7,
    because: `Feldnamen stehen in ${header === 1 ? 'der ersten Zeile' : `den ersten ${header} Zeilen`}, alle folgenden Zeilen haben gleich viele Felder (${beginning.width}).`,
  };
}

export async function recogniseOpenData(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const found = await look(delivery);
  if (!found?.plain) return undefined;
  const { probe, beginning } = found;
  const columns = (beginning.rows[0]?.cells ?? []).map(plainLabel);
  if (!OPEN_DATA.every((name) => columns.includes(name))) return undefined;
  const { delimiter } = beginning;
  return {
    options: { ...encodingOf(probe), ...(delimiter === ',' ? {} : { delimiter }), columns },
    certainty: 0.9,
    because: `Die Spalten ${OPEN_DATA.join(' und ')} kennzeichnen die offenen Daten aus DUVA in Langform.`,
  };
}

export async function recogniseResultText(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const found = await look(delivery);
  if (!found?.table) return undefined;
  const { probe, beginning, table, plain } = found;
  return {
    options: {
      ...encodingOf(probe),
      delimiter: beginning.delimiter,
      ...resultOptions(table, normaliseLabel),
    },
    certainty: plain ? 0.3 : 0.6,
    because: `Ab Zeile ${table.start} stehen ${table.header.length} Kopfzeilen${table.titles.length > 0 ? ` unter ${table.titles.length} Titeln` : ''}, darunter Zeilen mit Zahlen.`,
  };
}

export function encodingOf({ encoding }: TextProbe): { encoding?: string } {
  return encoding.declared === undefined ? {} : { encoding: encoding.declared };
}

function isPlain(
  { rows, width, evenness }: DelimitedBeginning,
  lines: readonly TextLine[],
  table: FoundTable | undefined,
): boolean {
  const labels = lines[0]?.texts ?? [];
  const named = labels.length === width && labels.every((label) => label !== '' && !/^[\d.,-]+$/.test(label));
  const distinct = new Set(labels).size === labels.length;
  const framed =
    table !== undefined && (table.titles.length > 0 || table.numbering !== 'none' || table.units.length > 0);
  // A line with too few fields is one faulty line in a table, or the notes below one.
  const even = evenness === 1 || (evenness > 0.99 && (rows.at(-1)?.cells.length ?? 0) === width);
  return (
    named && distinct && !framed && even && (table?.start ?? 1) === 1 && (table?.fillDown.length ?? 0) === 0
  );
}
