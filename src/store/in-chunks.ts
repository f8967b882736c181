/** Rows in portions for statements that insert many at once. */

/** 1,000 rows of a dozen columns stay below the 32,766 parameters that SQLite takes in one statement. */
const ROWS = 1_000;

export function* inChunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += ROWS) yield rows.slice(start, start + ROWS);
}
