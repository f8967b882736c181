/** What a rule says of a figure: why it is not published, and what an attacker must still be able to believe of it. */
import type { Reason } from '../figures.ts';
import type { Need } from '../problem.ts';

export interface Claim {
  readonly reason: Reason;
  readonly need: Need;
}

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** The farthest of all needs, never beyond what everybody knows; undefined where no rule has spoken. */
export function needOf(claims: readonly Claim[], { lower, upper }: Bounds): Need | undefined {
  if (claims.length === 0) return undefined;
  const highs = claims.flatMap(({ need }) => (need.high === undefined ? [] : [need.high]));
  const lows = claims.flatMap(({ need }) => (need.low === undefined ? [] : [need.low]));
  return {
    ...(highs.length > 0 ? { high: Math.min(Math.max(...highs), upper) } : {}),
    ...(lows.length > 0 ? { low: Math.max(Math.min(...lows), lower) } : {}),
  };
}
