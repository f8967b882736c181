/** Chance that can be repeated: the same seed gives the same numbers. */
export interface Chance {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number from 0 to `count` - 1. */
  readonly below: (count: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
}

/** Mulberry32: small, quick and even enough to choose faults with. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { next, below, pick: (list) => list[below(list.length)] as never };
}

/** From the environment, to repeat what went wrong; else another one each time. */
export function seedOfRun(): number {
  const given = process.env['KMSYNC_TEST_SEED'];
  return given === undefined ? Date.now() % 1_000_000 : Number(given);
}
