/** Which area somebody may have meant who wrote a key or name that no level knows: a slip of the pen away, or none. Pure. */
import { labelKey } from './column-label.ts';

export interface NamedArea {
  readonly key: string;
  readonly name: string;
}

/** More that are equally near say nothing. */
const MOST = 3;
/** Shorter texts are all alike. */
const SHORTEST = 3;
/** From so many signs on two slips still leave it recognisable. */
const TWO_SLIPS_FROM = 4;

/** The nearest ones, in the order of `areas`; a sign too much, too little, another one, or two that changed places. */
export function similarAreas(wanted: string, areas: readonly NamedArea[]): readonly NamedArea[] {
  const text = plain(wanted);
  if (text.length < SHORTEST) return [];
  const most = text.length < TWO_SLIPS_FROM ? 1 : 2;
  let nearest = most + 1;
  let found: NamedArea[] = [];
  for (const area of areas) {
    const slips = Math.min(...plainTexts(area).map((each) => slipsBetween(text, each, most)));
    if (slips > most || slips > nearest) continue;
    if (slips < nearest) found = [];
    nearest = slips;
    found.push(area);
  }
  return found.length > MOST ? [] : found;
}

/** Hundreds of keys may be compared with the same areas. */
const PLAIN = new WeakMap<NamedArea, readonly string[]>();

function plainTexts(area: NamedArea): readonly string[] {
  const known = PLAIN.get(area) ?? [plain(area.key), plain(area.name)];
  PLAIN.set(area, known);
  return known;
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
