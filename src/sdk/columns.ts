/**
 * Header rows to columns. Understands labels that are repeated over their columns, merged (then the cells
 * behind the first are blank or repeated) or continued by blanks. Knows nothing of the body.
 */
import type { TableColumn } from '../core/table.ts';

/**
 * One column per position, each with its labels from the top down. A blank cell continues the label to its
 * left where that label stands over a group: both columns have labels in a row below. So `dav.:` over
 * `Männer`, `Frauen` covers both, and `Quote` without anything below covers only itself. A label that is
 * repeated already shows where its group ends. Equal labels one above the other (merged down) count once.
 * Columns without any label at the right end are left out.
 */
export function columnsFromHeader(rows: readonly (readonly string[])[]): TableColumn[] {
  const width = Math.max(0, ...rows.map((row) => row.findLastIndex((label) => label !== '') + 1));
  const labels = rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''));
  continueGroups(labels, width);
  return Array.from({ length: width }, (_, column) => ({
    position: column + 1,
    path: labels
      .map((row) => row[column] ?? '')
      .filter((label, depth, path) => label !== '' && label !== path[depth - 1]),
  }));
}

/** Fills the blanks behind a group label, from the outermost row inwards. */
function continueGroups(labels: string[][], width: number): void {
  const hasLabelBelow = labels.map((_, depth) =>
    Array.from({ length: width }, (_, column) => labels.slice(depth + 1).some((row) => row[column] !== '')),
  );
  for (const [depth, row] of labels.entries()) {
    const written = [...row];
    for (let column = 1; column < width; column += 1) {
      if (row[column] !== '' || !hasLabelBelow[depth]?.[column] || !hasLabelBelow[depth]?.[column - 1])
        continue;
      const ended = written[column - 1] !== '' && written[column - 1] === written[column - 2];
      if (ended) continue;
      const sameParent = labels.slice(0, depth).every((above) => above[column] === above[column - 1]);
      if (sameParent) row[column] = row[column - 1] ?? '';
    }
  }
}
