/** Which area somebody may have meant who wrote a key or name that no level knows: a slip of the pen away, or none. Pure. */
import { labelKey } from './column-label.ts';

export interface NamedArea {
  readonly key: string;
  readonly name: string;
}

/** More that are equally near say nothing. */
const MOST = 3;
/** More slips are another key, and so are slips in more than half of the signs. */
const MOST_SLIPS = 2;

/** The nearest ones, in the order of `areas`; a sign too much, too little, another one, or two that changed places. */
export function similarAreas<Area extends NamedArea>(
  wanted: string,
  areas: readonly Area[],
): readonly Area[] {
  const text = plain(wanted);
  const most = Math.min(MOST_SLIPS, Math.floor(text.length / 2));
  if (most === 0) return [];
  let nearest = most + 1;
  let found: Area[] = [];
  for (const area of areas) {
    const slips = Math.min(
      slipsBetween(text, plain(area.key), most),
      slipsBetween(text, plain(area.name), most),
    );
    if (slips > most || slips > nearest) continue;
    if (slips < nearest) found = [];
    nearest = slips;
    found.push(area);
  }
  return found.length > MOST ? [] : found;
}

function plain(text: string): string {
  return labelKey(text).toLowerCase();
}

/** Optimal string alignment; anything above `most` is `most + 1`. */
function slipsBetween(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1)
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? most + 1, most + 1);
}
