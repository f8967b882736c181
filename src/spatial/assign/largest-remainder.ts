/** Whole numbers that add up to their total: quotas floored, the rest to the largest fractions, ties by key. */

export interface Quota<Key extends string> {
  readonly key: Key;
  /** Not negative; all quotas together make the total. */
  readonly quota: number;
}

/** Sums of weighted counts miss a whole number by a few units in the last place. */
const ROUNDING = 1e-9;

/** Throws a RangeError where the quotas do not add up to the total or the total is not a whole number. */
export function largestRemainder<Key extends string>(
  total: number,
  quotas: readonly Quota<Key>[],
): Map<Key, number> {
  const sum = quotas.reduce((all, { quota }) => all + quota, 0);
  const tolerance = ROUNDING * Math.max(1, total);
  if (!Number.isSafeInteger(total) || total < 0 || Math.abs(sum - total) > tolerance * 1000)
    throw new RangeError('quotas and total do not belong together');
  const shares = quotas.map(({ key, quota }) => {
    const whole = Math.floor(quota + tolerance);
    return { key, whole, fraction: Math.max(0, quota - whole) };
  });
  let rest = total - shares.reduce((all, { whole }) => all + whole, 0);
  const ranked = shares.toSorted((a, b) =>
    Math.abs(a.fraction - b.fraction) > tolerance ? b.fraction - a.fraction : a.key < b.key ? -1 : 1,
  );
  const extra = new Set<Key>();
  for (const { key } of ranked) {
    if (rest <= 0) break;
    extra.add(key);
    rest -= 1;
  }
  return new Map(shares.map(({ key, whole }) => [key, whole + (extra.has(key) ? 1 : 0)]));
}
