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

/**
 * Of these areas the nearest ones to a text, in their order; a sign too much, too little, another one, or two that
 * changed places.
 */
export function similarAreas<Area extends NamedArea>(
  areas: readonly Area[],
): (wanted: string) => readonly Area[] {
  const known = areas.map((area) => ({ area, texts: [plain(area.key), plain(area.name)] }));
  return (wanted) => {
    const text = plain(wanted);
    let most = 2;
    let found: Area[] = [];
    for (const { area, texts } of known) {
      const least = Math.min(...texts.map((each) => slips(text, each, most)));
      if (least > most) continue;
      if (least < most) found = [];
      most = least;
      found.push(area);
    }
    return found.length > MOST ? [] : found;
  };
}

function plain(text: string): string {
  return labelKey(text).toLowerCase();
}

/** What is short is soon like anything; `most` + 1 where it says nothing. */
function slips(a: string, b: string, most: number): number {
  const length = Math.min(a.length, b.length);
  if (length < SHORTEST) return most + 1;
  const told = slipsBetween(a, b, most);
  return told > (length < TWO_SLIPS_FROM ? 1 : 2) ? most + 1 : told;
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
