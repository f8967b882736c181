/** Rounding instead of hiding: every figure for itself to the nearest multiple of the base. */

/** Half away from zero. Never answers -0. */
export function roundToBase(value: number, base: 5 | 10): number {
  const rounded = Math.floor(Math.abs(value) / base + 0.5) * base;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}
