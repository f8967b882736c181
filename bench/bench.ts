/** What every benchmark looks like, and the two lines of arithmetic they share. */

export interface BenchResult {
  readonly name: string;
  /** What this program needs; seconds or milliseconds, as `bench/README.md` says. */
  readonly value: number;
  /** What the least conceivable program needs, measured beside it in the same unit. */
  readonly baseline: number;
  readonly ratio: number;
  /** Largest resident set in MB. */
  readonly rssMb: number;
  readonly runs: number;
}

export interface Bench {
  readonly name: string;
  run(): Promise<BenchResult>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
