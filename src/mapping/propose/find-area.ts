/** Which column says the area, told from its label and from what stands in it. */
import type { ColumnFacts } from './column-facts.ts';
import { filled } from './column-facts.ts';
import { areaTexts, type AreaTexts } from './key-shapes.ts';

export interface FoundArea {
  readonly column: ColumnFacts;
  readonly texts: AreaTexts;
  /** Another column that would do nearly as well. */
  readonly rival: ColumnFacts | undefined;
}

const KEY_LABEL =
  /^(?:ags|ars|_?rs|gkz|agz|zelle|sb|stb|stt|stv|plr|bzr|dinsg|kreise|gemein|(?:gebiet|raum|region|quartier|stadtteil|stadtbezirk|bezirk|viertel|gemeinde|kreis|plr|bez|stt|stv)s?[ _-]?(?:id|nr|nummer|code|schl(?:ü|ue)ssel|key|einheit)?)$/iu;
const AREA_WORD =
  /raum|gebiet|quartier|stadtteil|bezirk|region|gemeinde|kreis|viertel|sozialraum|planungsraum|ort\b|ortsteil|land\b|l(?:ä|ae)nder/iu;
const NAME_LABEL = /name|bezeichnung|[ _-](?:label|text|txt|bez)$/iu;
/** Lengths of official keys: Land, Regierungsbezirk, Kreis, Gemeinde and those of the Zensus. */
const OFFICIAL: ReadonlySet<number> = new Set([2, 3, 5, 8, 9, 12]);
const LEAST = 3;

export function findArea(columns: readonly ColumnFacts[]): FoundArea | undefined {
  const candidates = columns
    .map((column, index) => {
      const texts = areaTexts(column);
      return { column, texts, weight: weightOf(column, texts) + (index === 0 ? 2 : 0) };
    })
    .filter(({ weight }) => weight >= LEAST)
    .sort((a, b) => b.weight - a.weight);
  const [best, second] = candidates;
  if (!best) return undefined;
  const rival = second && best.weight - second.weight < 1 ? second.column : undefined;
  return { column: best.column, texts: best.texts, rival };
}

function weightOf(column: ColumnFacts, { shape, keys }: AreaTexts): number {
  const { label, notations, rows, digitLengths, leadingZeros } = column;
  if (filled(column) * 10 < rows * 9 || notations.comma + notations.point > 0) return -1;
  if (column.percentCells > 0 || keys.size === 0) return -1;
  let weight = KEY_LABEL.test(label.trim()) ? 6 : AREA_WORD.test(label) ? 3 : 0;
  if (NAME_LABEL.test(label)) weight -= 2;
  if (shape === 'digits') {
    const lengths = [...digitLengths.keys()];
    const isEven = lengths.length === 1;
    const isOfficial =
      lengths.every((length) => OFFICIAL.has(length)) && lengths.some((length) => length >= 5);
    weight += leadingZeros > 0 || isOfficial ? 3 : isEven ? 1 : 0;
  }
  if (shape === 'digits-and-name') weight += 3;
  if (shape === 'name' && weight > 0) weight += 0.5;
  if (keys.size === 1 && rows > 5 && weight < 6) weight -= 3;
  // Of a district and its quarters the finer one is the area.
  return weight + Math.min(keys.size / Math.max(rows, 1), 1) + (keys.size > 1 ? 0.5 : 0);
}
