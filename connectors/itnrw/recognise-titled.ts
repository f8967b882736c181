/** What the layouts `classic-csv` and `xlsx` make of a file that no profile describes yet: tables made for people. */
import {
  beginningBy,
  cellText,
  isBlankRow,
  probeText,
  probeWorkbook,
  rowText,
  type LandedDelivery,
  type LayoutProposal,
} from '../../src/sdk/index.ts';
import { keyNames } from './key-names.ts';

const TABLE_LINE = /^(?:GENESIS-)?Tabelle: (\S+)$/;
const CODE = /^\d{5}-/;
const CLOSING_LINE = /^_{4,}$/;
const MOST_KEYS = 8;
const MOST_HEAD_ROWS = 28;

export async function recogniseClassic(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const probe = await probeText(delivery);
  if (!probe || !/^(?:GENESIS-)?Tabelle: \S/.test(probe.text)) return undefined;
  const beginning = await beginningBy(';', probe.text);
  const lines = (beginning?.rows ?? []).map(({ cells }) => cells.map(cellText));
  const header = lines.findIndex((cells) => cells[0] === '' && !isBlankRow(cells));
  const labels = lines[header];
  if (!labels) return undefined;
  const keys = labels.findIndex((label) => label !== '');
  const above = (cells: readonly string[]) => isBlankRow(cells.slice(0, keys)) && !isBlankRow(cells);
  const bodyStart = lines.findIndex((cells, index) => index > header && !above(cells));
  if (keys > MOST_KEYS || bodyStart === -1) return undefined;
  const end = lines.findIndex((cells) => CLOSING_LINE.test(rowText(cells)));
  const code = TABLE_LINE.exec(rowText(lines[0] ?? []))?.[1];
  const { name } = probe.encoding;
  return {
    options: {
      ...(name === 'windows-1252' || name === 'ascii' ? {} : { encoding: name }),
      ...(code !== undefined && CODE.test(code) ? { table: code } : {}),
      keys: keyNames(lines.slice(bodyStart, end === -1 ? undefined : end), keys),
    },
    certainty: 0.97,
    because: `Die erste Zeile nennt eine GENESIS-Tabelle, und über ${keys} Schlüsselspalten links steht keine Kopfzeile.`,
    signs: { base: 'genesis' },
  };
}

/** Sheets with the closing line of underscores that GENESIS writes under a table. */
export async function recogniseTitledSheet(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const { sheets } = await probeWorkbook(delivery);
  for (const sheet of sheets) {
    const end = sheet.rows.findIndex(({ cells }) => CLOSING_LINE.test(rowText(cells)));
    const rows = sheet.rows.slice(0, Math.max(end, 0));
    const heads = sheet.merges.filter(
      ({ top, bottom, left }) => left === 1 && bottom > top && top <= MOST_HEAD_ROWS,
    );
    const [keyHead] = heads.toSorted((a, b) => a.top - b.top);
    if (!keyHead || rows.length === 0) continue;
    const { top, bottom, right } = keyHead;
    const body = rows.filter(({ row }) => row > bottom).map(({ cells }) => cells.map(cellText));
    if (body.length === 0 || right > MOST_KEYS) continue;
    return {
      options: {
        sheet: sheet.name,
        titleRows: top - 1,
        headerRows: bottom - top + 1,
        keys: keyNames(body, right),
      },
      certainty: 0.95,
      because: `Im Blatt „${sheet.name}“ endet die Tabelle mit der Linie aus Unterstrichen, die GENESIS schreibt, und die Kopfzelle über ${right} Schlüsselspalten ist verbunden.`,
      signs: { base: 'genesis' },
    };
  }
  return undefined;
}
