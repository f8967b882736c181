/** A release for tests that begin behind disclosure control. */
import type { IndicatorSeries } from '../../src/core/indicator.ts';
import { mintRelease, type Release } from '../../src/core/release.ts';

export const TRIAL_POLICY = { id: 'probe', version: 1, sha256: 'p'.repeat(64) };
/** Record in the registry, as a plan names it. */
export const TRIAL_RECORD = 'r'.repeat(64);

export function trialRelease(series: readonly IndicatorSeries[], target: string): Release {
  return mintRelease({ target, series, policy: TRIAL_POLICY });
}
