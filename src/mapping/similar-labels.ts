/** Which heading of a file may be the one that a profile expects: alike in its letters, whatever the spelling. Pure. */

/** Less alike than this says nothing. */
const ALIKE = 0.5;

/** For each wanted heading the most similar one that is left, the best pair first. */
export function similarLabels(
  wanted: readonly string[],
  there: readonly string[],
): ReadonlyMap<string, string> {
  const pairs = wanted
    .flatMap((want) => there.map((label) => ({ want, label, alike: alikeness(want, label) })))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike);
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { want, label } of pairs) {
    if (found.has(want) || taken.has(label)) continue;
    found.set(want, label);
    taken.add(label);
  }
  return found;
}

/** 0 to 1: share of pairs of letters that both have (Dice); a heading within another one is close to it. */
function alikeness(a: string, b: string): number {
  const [one, other] = [letters(a), letters(b)];
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length >= 4 && long.includes(short)) return 0.9;
  const left = bigrams(one);
  const right = bigrams(other);
  const shared = left.filter((pair) => {
    const at = right.indexOf(pair);
    if (at >= 0) right.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / Math.max(1, one.length + other.length - 2);
}

function letters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function bigrams(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2));
}
