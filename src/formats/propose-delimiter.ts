/** Which sign parts the fields of a text file, told from all lines of its beginning and never from the first alone. */
import { readDelimited, type DelimitedRow, type Delimiter } from './delimited.ts';

export interface DelimitedBeginning {
  readonly delimiter: Delimiter;
  readonly rows: readonly DelimitedRow[];
  /** Number of fields that most rows have. */
  readonly width: number;
  /** Share of the rows that have it: 1 where all have. */
  readonly evenness: number;
}

const DELIMITERS: readonly Delimiter[] = [';', '\t', '|', ','];
/** Rows looked at for the decision. */
const SAMPLE = 400;

/** Undefined where no sign parts the lines into the same number of fields more often than not. */
export async function proposeDelimiter(text: string): Promise<DelimitedBeginning | undefined> {
  let best: DelimitedBeginning | undefined;
  for (const delimiter of DELIMITERS) {
    const found = await beginningBy(delimiter, text);
    if (found && (!best || weight(found) > weight(best))) best = found;
  }
  return best;
}

export async function beginningBy(
  delimiter: Delimiter,
  text: string,
): Promise<DelimitedBeginning | undefined> {
  const rows: DelimitedRow[] = [];
  async function* whole(): AsyncGenerator<string> {
    yield text;
  }
  for await (const batch of readDelimited(whole(), { file: '', delimiter, width: 'any' }, () => undefined))
    rows.push(...batch);
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).slice(0, SAMPLE);
  const counts = new Map<number, number>();
  for (const { cells } of filled) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [width, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  if (width < 2 || count * 2 < filled.length) return undefined;
  return { delimiter, rows, width, evenness: count / filled.length };
}

/** A comma that parts evenly may still be a decimal mark: the wider table wins only where both are as even. */
function weight({ width, evenness }: DelimitedBeginning): number {
  return evenness * 1000 + Math.min(width, 100);
}
