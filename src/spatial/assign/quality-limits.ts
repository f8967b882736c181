/** Limits of the quality figures, as shares between 0 and 1. The defaults are judgement: a county confirms its own. */

/** Between green and red a figure is amber. */
export interface QualityLimits {
  /** Persons assigned, without those that have no address or a protected one. */
  readonly matchRate: { readonly green: number; readonly red: number };
  /** Share of a Gemeinde without assignment above which it is listed. */
  readonly unmatchedGemeinde: number;
  /** Register total against the official population. */
  readonly register: { readonly green: number; readonly red: number };
  /** Numerator total against the published value of the Kreis. */
  readonly numerator: { readonly green: number; readonly red: number };
  /** Share of the assigned records that were found by key. */
  readonly keyShare: number;
  /** Directory against coordinate. */
  readonly disagreement: { readonly green: number; readonly red: number };
  /** Points near a border, and points of quality C. */
  readonly nearEdge: number;
  readonly qualityC: number;
  /** Change of an area against last year: beyond both. */
  readonly change: { readonly share: number; readonly persons: number };
}

export const QUALITY_LIMITS: QualityLimits = {
  matchRate: { green: 0.995, red: 0.95 },
  unmatchedGemeinde: 0.02,
  register: { green: 0.01, red: 0.05 },
  numerator: { green: 0.005, red: 0.05 },
  keyShare: 0.98,
  disagreement: { green: 0.001, red: 0.02 },
  nearEdge: 0.02,
  qualityC: 0.02,
  change: { share: 0.1, persons: 30 },
};
