/** Which changes of a preview are so large that somebody should look twice: a comma in the wrong place, for one. Pure. */
import type { PreviewCell } from './preview-series.ts';

/** Share of the former value, where the job has no limit of its own for what it publishes by itself. */
const UNUSUAL = 0.5;

/** Of a job: the largest change in per cent that it may publish without approval. */
export function unusualShare(largestChange: number | undefined): number {
  return largestChange === undefined ? UNUSUAL : largestChange / 100;
}

/** From zero and from nothing every change is one; that says nothing. */
export function isUnusual(
  { before, change }: Pick<PreviewCell, 'before' | 'change'>,
  share: number,
): boolean {
  return before !== null && before !== 0 && change !== null && Math.abs(change) > share * Math.abs(before);
}
