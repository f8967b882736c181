/** Findings that say a file does not fit its profile, rather than that something in it is wrong. */
import type { FindingCode } from '../../core/findings/catalogue.ts';
import type { FindingCount } from '../../engine/desk/reading-book.ts';

const REASONS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'mapping.unknown-column',
  'mapping.missing-column',
  'mapping.moved-column',
  'mapping.ambiguous-column',
  'mapping.unknown-sign',
  'mapping.ambiguous-number',
  'mapping.mixed-notation',
  'mapping.unparsable-number',
  'mapping.unknown-area',
  'mapping.unknown-key',
  'format.column-missing',
  'format.column-unexpected',
  'format.header-missing',
]);

export function fitsNot(counts: readonly Pick<FindingCount, 'code'>[]): boolean {
  return counts.some(({ code }) => REASONS.has(code));
}
