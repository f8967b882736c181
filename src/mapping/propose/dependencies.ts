/** Which columns say the same as others, and whether a set of columns tells the rows of a sample apart. */
export type Sample = readonly (readonly string[])[];

/** A relation seen on fewer repetitions may be chance. */
const FEWEST_REPETITIONS = 2;

/** Every combination of `given` occurs with one text of `target` only, and combinations repeat so often on average. */
export function determines(
  sample: Sample,
  given: readonly number[],
  target: number,
  repetitions = FEWEST_REPETITIONS,
): boolean {
  const known = new Map<string, string>();
  for (const row of sample) {
    const key = keyOf(row, given);
    const value = row[target] ?? '';
    const before = known.get(key);
    if (before === undefined) known.set(key, value);
    else if (before !== value) return false;
  }
  return sample.length >= known.size * repetitions;
}

/** No two rows are alike in these columns. */
export function tellsApart(sample: Sample, columns: readonly number[]): boolean {
  const known = new Set<string>();
  for (const row of sample) {
    const key = keyOf(row, columns);
    if (known.has(key)) return false;
    known.add(key);
  }
  return true;
}

/** How many rows have others like them in these columns. */
export function alike(sample: Sample, columns: readonly number[]): number {
  return sample.length - new Set(sample.map((row) => keyOf(row, columns))).size;
}

function keyOf(row: readonly string[], columns: readonly number[]): string {
  return columns.map((column) => row[column] ?? '').join('\u0000');
}
