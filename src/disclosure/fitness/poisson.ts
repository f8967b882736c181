/** Poisson counts: chances, and draws from a stream of numbers that a seed decides. */

/** P(X ≤ k) for a mean; in logarithms, so that large means do not vanish. */
export function poissonAtMost(k: number, mean: number): number {
  if (k < 0) return 0;
  if (mean <= 0) return 1;
  let log = -mean;
  let sum = Math.exp(log);
  for (let value = 1; value <= k; value += 1) {
    log += Math.log(mean) - Math.log(value);
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

/** Above so large a mean a count is drawn as the sum of two with half of it. */
const SPLIT = 30;

export function drawPoisson(mean: number, random: () => number): number {
  if (mean > SPLIT) return drawPoisson(mean / 2, random) + drawPoisson(mean / 2, random);
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    count += 1;
    product *= random();
  }
  return count;
}

/** Numbers from 0 to below 1, the same for the same seed everywhere (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
