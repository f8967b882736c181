/**
 * Release: indicator series that disclosure control has let through for one target. The only thing that
 * can be planned against KomMonitor. Forged objects fail at compile time (brand) and at run time (registry);
 * the architecture test allows `mintRelease` to the disclosure room alone.
 */
import type { IndicatorSeries } from './indicator.ts';

declare const releaseBrand: unique symbol;

export interface Release {
  readonly [releaseBrand]: true;
  /** The target this release was granted for. */
  readonly target: string;
  readonly series: readonly IndicatorSeries[];
  /** The rules it was granted under. */
  readonly policy: ReleasePolicy;
}

export interface ReleasePolicy {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
}

const minted = new WeakSet<object>();

export function mintRelease(content: Omit<Release, typeof releaseBrand>): Release {
  const release = Object.freeze({ ...content }) as Release;
  minted.add(release);
  return release;
}

export function isRelease(candidate: object): candidate is Release {
  return minted.has(candidate);
}
