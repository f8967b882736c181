/** Whether the rows of a file whose header nobody knows look like persons. Pure. */
import { likelyPersonSign } from '../../core/person-signs.ts';

/** Rows whose values are looked at. */
export const SIGN_ROWS = 100;
/** The header stands among so many filled rows. */
const HEADER_WITHIN = 30;
/** A row of fewer filled cells is a title, a note or the address of an office; the very first one may be a header all the same. */
const FEWEST_LABELS = 3;
/** Names, days and addresses are shorter and stand further left; long cells would take long. */
const COLUMNS = 100;
const LETTERS = 60;

/** `rows`: the first ones of a sheet or file, of whatever width. */
export function lookLikePersons(rows: readonly (readonly string[])[]): boolean {
  const filled = rows
    .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    .slice(0, SIGN_ROWS)
    .map((cells) => cells.slice(0, COLUMNS).map((cell) => cell.slice(0, LETTERS)));
  const width = filled.reduce((most, { length }) => Math.max(most, length), 0);
  if (
    likelyPersonSign(
      Array.from({ length: width }, () => ''),
      filled,
    ) !== undefined
  )
    return true;
  return filled.slice(0, HEADER_WITHIN).some((labels, index) => {
    const count = labels.filter((label) => label.trim() !== '').length;
    if (count < FEWEST_LABELS && index > 0) return false;
    // Two rows below tell a table on areas, and are too few for values to count again.
    return likelyPersonSign(labels, filled.slice(index + 1, index + 3)) !== undefined;
  });
}
