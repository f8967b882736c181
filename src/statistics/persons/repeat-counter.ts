/**
 * Counts how often a text occurs again, for millions of texts in six bytes each: for persons who have several
 * main dwellings. Keeps fingerprints only; no pseudonym can be read from it.
 */

/** By the first eight bits of the fingerprint; the other 48 are stored. */
const BUCKETS = 256;
const CHUNK = 512;
const HIGH = 2 ** 32;

/** Chunks are filled one after the other, so that nothing is copied while the counter grows. */
interface Bucket {
  readonly low: Uint32Array[];
  readonly high: Uint16Array[];
  count: number;
}

/**
 * Two texts are taken for one with probability 2^-56 for each pair: for two million persons that is one chance in
 * 36,000 that the count is one too many.
 */
export class RepeatCounter {
  readonly #buckets = Array.from({ length: BUCKETS }, (): Bucket => ({ low: [], high: [], count: 0 }));

  add(text: string): void {
    let a = 0x2545_f491;
    let b = 0x9e37_79b9;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      a = Math.imul(a ^ code, 0x0100_0193);
      b = Math.imul(b + code, 0x85eb_ca6b);
      b ^= b >>> 15;
    }
    const high = scatter(a ^ (b >>> 7));
    append(this.#buckets[high & (BUCKETS - 1)]!, scatter(b ^ text.length), high >>> 16);
  }

  /** How many of the texts had been there before: all of them less the different ones. */
  repeats(): number {
    const largest = Math.max(...this.#buckets.map(({ count }) => count));
    const scratch = new Float64Array(largest);
    return this.#buckets.reduce((sum, bucket) => sum + repeatsIn(bucket, scratch), 0);
  }
}

function append(bucket: Bucket, low: number, high: number): void {
  const at = bucket.count % CHUNK;
  if (at === 0) {
    bucket.low.push(new Uint32Array(CHUNK));
    bucket.high.push(new Uint16Array(CHUNK));
  }
  bucket.low.at(-1)![at] = low;
  bucket.high.at(-1)![at] = high;
  bucket.count += 1;
}

function repeatsIn({ low, high, count }: Bucket, scratch: Float64Array): number {
  for (let index = 0; index < count; index += 1) {
    const [chunk, at] = [Math.floor(index / CHUNK), index % CHUNK];
    scratch[index] = high[chunk]![at]! * HIGH + low[chunk]![at]!;
  }
  const sorted = scratch.subarray(0, count).sort();
  let repeats = 0;
  for (let index = 1; index < count; index += 1) if (sorted[index] === sorted[index - 1]) repeats += 1;
  return repeats;
}

/** Every bit of the outcome depends on every bit of the value. */
function scatter(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb_352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846c_a68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
