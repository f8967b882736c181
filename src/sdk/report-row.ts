/** Findings about rows of one source: the place is filled in, the caller names row and column. */
import { finding, type FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import type { LayoutContext } from './connector.ts';

/** Row 0: the whole source. */
export type ReportRow = (code: FindingCode, row: number, facts?: FindingFacts, column?: string) => void;

export function reportRow(
  source: { readonly file: string; readonly sheet?: string | undefined },
  context: LayoutContext,
): ReportRow {
  const place = { file: source.file, ...(source.sheet === undefined ? {} : { sheet: source.sheet }) };
  return (code, row, facts, column) =>
    context.report(finding(code, { ...place, row, ...(column === undefined ? {} : { column }) }, facts));
}

export interface LimitedReport {
  readonly report: ReportRow;
  /** Call once after the last row. */
  readonly close: () => void;
}

const LISTED = 100;

/** For rows that are not read: the first hundred one by one, the rest as one number. */
export function limitedReport(report: ReportRow): LimitedReport {
  let count = 0;
  return {
    report(...about) {
      count += 1;
      if (count <= LISTED) report(...about);
    },
    close() {
      const facts = { found: String(count - LISTED), expected: String(LISTED) };
      if (count > LISTED) report('format.further-rejects', 0, facts);
    },
  };
}
