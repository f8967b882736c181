/** Names that were perhaps meant: the closest ones by edit distance. */

const MOST = 3;

/** At most three of `names`, closest first; names with nothing in common are still better than none. */
export function nearest(wanted: string, names: readonly string[]): string[] {
  const folded = wanted.toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, distance: distance(folded, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Levenshtein, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
