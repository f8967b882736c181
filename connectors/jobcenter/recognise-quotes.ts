/** Is a text file a table of rates by region? Looks at its header and proposes options for `quotes-table`. */
import type { LandedDelivery, LayoutProposal } from '../../src/sdk/index.ts';
import { delimiterOf, textSample } from './text-sample.ts';

/** A header with rates of the BA: `SGB II-Quote`, `ELB-Quote`, `Arbeitslosenquote`. */
const RATE = /Quote|quote/u;
const FIGURE = /^-?\d+(?:[.,]\d+)?$/u;

export async function recogniseQuotes(
  delivery: LandedDelivery,
  signal: AbortSignal,
): Promise<LayoutProposal | undefined> {
  const sample = await textSample(delivery, signal);
  const delimiter = sample && delimiterOf(sample.lines);
  if (!sample || delimiter === undefined) return undefined;
  const rows = sample.lines.map((line) => line.split(delimiter).map((cell) => cell.trim()));
  const start = rows.findIndex((cells) => cells[0] !== '' && cells.slice(1).some((cell) => RATE.test(cell)));
  const headerStart = rows[start]?.[0];
  const first = rows.findIndex(
    (cells, at) => at > start && cells[0] !== '' && cells.slice(1).some((cell) => FIGURE.test(cell)),
  );
  if (start < 0 || headerStart === undefined || first < 0) return undefined;
  // Rows without a first cell are header rows, or number the columns where they hold small numbers only.
  const under = rows
    .slice(start + 1, first)
    .filter((cells) => cells.some((cell) => cell !== '' && !FIGURE.test(cell)));
  const { encoding } = sample;
  return {
    options: {
      delimiter,
      headerStart,
      headerRows: 1 + under.length,
      ...(encoding === undefined ? {} : { encoding }),
    },
    certainty: /^Region$/iu.test(headerStart) ? 0.8 : 0.5,
    because: `Unter „${headerStart}“ stehen Gebiete, daneben Quoten.`,
  };
}
