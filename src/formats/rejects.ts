/** Reports rows that were not read: the first hundred one by one, the rest as one number. */
import { finding, type FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import type { Report } from './source-file.ts';

const LISTED = 100;

export interface Rejects {
  reject(code: FindingCode, row: number, facts: FindingFacts): void;
  count(): number;
  /** Call once at the end of the file. */
  close(): void;
}

export function rejectsOf(file: string, report: Report): Rejects {
  let count = 0;
  return {
    reject(code, row, facts) {
      count += 1;
      if (count <= LISTED) report(finding(code, { file, row }, facts));
    },
    count: () => count,
    close() {
      if (count <= LISTED) return;
      const facts = { found: String(count - LISTED), expected: String(LISTED) };
      report(finding('format.further-rejects', { file, row: 0 }, facts));
    },
  };
}
