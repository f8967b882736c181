/**
 * Where the findings of one delivery go: thousands of the same kind become the first hundred and a count,
 * and what concerns a whole column or sign is told once.
 */
import { finding, type Finding, type FindingFacts, type Place } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';

const SHOWN_PER_CODE = 100;

export interface FindingDesk {
  readonly report: (code: FindingCode, place: Place, facts?: FindingFacts) => void;
  /** Counted under `subject` and told once, at the first place, when the delivery has been read. */
  readonly tally: (code: FindingCode, place: Place, subject: string) => void;
  /** Tells the tallies and how many findings were left out. */
  readonly close: () => void;
}

export function findingDesk(file: string, send: (finding: Finding) => void): FindingDesk {
  const counts = new Map<FindingCode, number>();
  const tallies = new Map<string, { code: FindingCode; place: Place; subject: string; count: number }>();

  function report(code: FindingCode, place: Place, facts: FindingFacts = {}): void {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count <= SHOWN_PER_CODE) send(finding(code, place, facts));
  }

  return {
    report,
    tally(code, place, subject) {
      const key = `${code} ${place.sheet ?? ''} ${subject}`;
      const entry = tallies.get(key);
      if (entry) entry.count += 1;
      else tallies.set(key, { code, place, subject, count: 1 });
    },
    close() {
      for (const { code, place, subject, count } of tallies.values())
        report(code, place, { found: subject, expected: String(count) });
      for (const [code, count] of counts)
        if (count > SHOWN_PER_CODE)
          send(
            finding(
              'mapping.more-of-same',
              { file, row: 0 },
              { found: code, expected: String(count - SHOWN_PER_CODE) },
            ),
          );
    },
  };
}
