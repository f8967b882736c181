/**
 * The only place where a Release is made. Disclosure control itself is not built yet, so a release is
 * granted for nothing but a target that identifies itself as the simulator; everything else is refused.
 */
import type { IndicatorSeries } from '../core/indicator.ts';
import { mintRelease, type Release } from '../core/release.ts';
import { SyncError } from '../errors.ts';

export interface ReleaseTarget {
  readonly url: string;
  readonly simulator: boolean;
}

/** Name of the rule under which values may go to the simulator unprotected. */
export const SIMULATOR_POLICY = 'simulator-only';

/** Throws SyncError `release.refused` (kind permission, exit 7) for any target but the simulator. */
export function grantRelease(series: readonly IndicatorSeries[], target: ReleaseTarget): Release {
  if (target.simulator) return mintRelease({ target: target.url, series, policy: SIMULATOR_POLICY });
  throw new SyncError({
    code: 'release.refused',
    kind: 'permission',
    message:
      'Die Werte wurden nicht freigegeben: Die Geheimhaltungsprüfung ist in dieser Version noch nicht enthalten, und das Ziel ist nicht der Simulator.',
    hint: 'Veröffentlichen Sie vorerst nur in den Simulator („kmsync simulate“). In KomMonitor wurde nichts geändert.',
  });
}
