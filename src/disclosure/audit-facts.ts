/**
 * What can be said of releases from the registry alone: it keeps what was open and which figures were hidden, not what
 * these come to. So no linear program can be set up again; what is checked is what needs no hidden value.
 */
export interface CircleFacts {
  /** Every value a figure was ever open with. */
  readonly open: ReadonlyMap<string, readonly number[]>;
}

/** The state one release leaves a circle in. */
export interface CircleState {
  readonly open: ReadonlyMap<string, number>;
  readonly hidden: ReadonlySet<string>;
}

/** Figures that the public reads and the inner circle does not, or reads with another value. */
export function beyondInner(inner: CircleState, outer: CircleState): string[] {
  return [...outer.open].flatMap(([id, value]) => (inner.open.get(id) === value ? [] : [id]));
}

export interface ClosePair {
  readonly figure: string;
  readonly least: number;
}

/** Figures of which two values were open that are closer than `leastOf` allows; equal values are no change. */
export function closeValues(open: CircleFacts['open'], leastOf: (figure: string) => number): ClosePair[] {
  return [...open].flatMap(([figure, values]): ClosePair[] => {
    if (values.length < 2) return [];
    const least = leastOf(figure);
    const sorted = values.toSorted((a, b) => a - b);
    const isClose = sorted.some(
      (value, at) => at > 0 && value !== sorted[at - 1] && value - sorted[at - 1]! < least,
    );
    return isClose ? [{ figure, least }] : [];
  });
}

/** A whole and its parts: what is known of a sum over areas. */
export interface KnownSum {
  readonly whole: string;
  readonly parts: readonly string[];
}

export interface Derived {
  readonly figure: string;
  readonly value: number;
  readonly from: readonly string[];
}

/**
 * Parts that no open figure tells, although the whole and all other parts are known: each is at most what is left, and
 * exactly that where nothing remains unassigned. A whole is never concluded: what is unassigned would be missing in it.
 * `valueOf`: the newest open value, undefined for every other figure.
 */
export function derivableParts(
  sums: readonly KnownSum[],
  valueOf: (figure: string) => number | undefined,
): Derived[] {
  const derived = new Map<string, Derived>();
  const known = (id: string) => valueOf(id) ?? derived.get(id)?.value;
  for (let found = true; found;) {
    found = false;
    for (const { whole, parts } of sums) {
      const all = known(whole);
      const unknown = parts.filter((id) => known(id) === undefined);
      const [figure] = unknown;
      if (all === undefined || figure === undefined || unknown.length > 1) continue;
      const others = parts.filter((id) => id !== figure);
      const value = all - others.reduce((sum, id) => sum + (known(id) ?? 0), 0);
      derived.set(figure, { figure, value, from: [whole, ...others] });
      found = true;
    }
  }
  return [...derived.values()];
}
