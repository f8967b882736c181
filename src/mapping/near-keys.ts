/** Which known keys an unknown one may be a slip of. Says nothing of what it means: whoever knows the areas decides. Pure. */

/** More slips than this are another key. */
const MOST_SLIPS = 2;

/** The nearest first, those as near in their own order; keys of two signs differ in one at most. */
export function nearKeys(key: string, known: Iterable<string>, most: number): string[] {
  const limit = Math.min(MOST_SLIPS, Math.floor(key.length / 2));
  return [...known]
    .map((one) => ({ one, slips: one === key ? Infinity : slipsBetween(key, one, limit) }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, most)
    .map(({ one }) => one);
}

/** Signs put in, left out, changed, or two neighbours exchanged; Infinity beyond the limit. */
function slipsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let slips = Math.min(changed, at(row, j) + 1, at(next, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, at(before, j - 2) + 1);
      next.push(slips);
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

const at = (row: readonly number[], index: number) => row[index] ?? Infinity;
