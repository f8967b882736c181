/**
 * Seeded chance for the fictional county: the same seed and stream name give the same numbers on every run.
 * Not for secrets.
 */
export interface Random {
  /** In [0, 1). */
  readonly next: () => number;
  /** Whole number in [0, below). */
  readonly int: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Mean 0, standard deviation 1. */
  readonly normal: () => number;
}

const GOLDEN = 0x9e3779b9;

/** Streams with different names are independent of each other, so one part can change without moving the rest. */
export function random(seed: number, stream: string): Random {
  let state = mix(seed ^ hashText(stream));
  const next = (): number => {
    state = (state + GOLDEN) | 0;
    return mix(state) / 2 ** 32;
  };
  return {
    next,
    int: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** A number in [0, 1) that depends on its arguments alone: for places that are visited in any order. */
export function noise(seed: number, ...values: readonly number[]): number {
  let state = mix(seed);
  for (const value of values) state = mix((state + Math.imul(value, GOLDEN)) | 0);
  return state / 2 ** 32;
}

/** A copy in random order. */
export function shuffled<T>(list: readonly T[], rnd: Random): T[] {
  return list
    .map((item) => ({ item, order: rnd.next() }))
    .sort((a, b) => a.order - b.order)
    .map((entry) => entry.item);
}

/** Spreads every bit of a 32-bit number over all others. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = mix(Math.imul(hash, 31) + text.charCodeAt(i));
  return hash;
}
