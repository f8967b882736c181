/** Which values use a figure, and what follows for it: its class, its denominators, how many live in its area. */
import type { DisclosureClass, Figure, ValueSource } from '../figures.ts';

export interface Usage {
  readonly disclosureClass: DisclosureClass;
  /** Values of which the figure is the numerator, or the count itself. */
  readonly values: readonly ValueSource[];
  /** Figures that it is a share of. */
  readonly wholes: readonly Figure[];
  /** Of the area at the day; null where nobody knows. */
  readonly inhabitants: number | null;
}

/** Of populations, households, examined children: whatever is only divided by. */
const CLASS_OF_DENOMINATORS: DisclosureClass = 1;

/**
 * By figure id. The class belongs to the quantity: the strictest of all values it is the numerator of, in any area and on
 * any day, so that a figure without a value of its own is no gap in the protection of the others.
 */
export function usagesOf(
  figures: readonly Figure[],
  values: readonly ValueSource[],
): ReadonlyMap<string, Usage> {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const uses = new Map<string, ValueSource[]>();
  const classes = new Map<string, DisclosureClass>();
  for (const value of values) {
    const figure = byId.get(value.numerator);
    if (!figure) throw new Error(`unknown figure ${value.numerator}`);
    uses.set(figure.id, [...(uses.get(figure.id) ?? []), value]);
    const strictest = classes.get(figure.quantity) ?? 0;
    classes.set(figure.quantity, value.disclosureClass > strictest ? value.disclosureClass : strictest);
  }
  const inhabitants = inhabitantsByPlace(figures, values);
  return new Map(
    figures.map((figure) => {
      const own = uses.get(figure.id) ?? [];
      return [
        figure.id,
        {
          disclosureClass: classes.get(figure.quantity) ?? CLASS_OF_DENOMINATORS,
          values: own,
          wholes: own.flatMap(({ kind, denominator }) => {
            const whole = kind === 'share' && denominator !== null ? byId.get(denominator) : undefined;
            return whole ? [whole] : [];
          }),
          inhabitants: inhabitants.get(placeOf(figure)) ?? null,
        },
      ];
    }),
  );
}

/** Where several numbers are told, the largest: it rules out least. */
function inhabitantsByPlace(
  figures: readonly Figure[],
  values: readonly ValueSource[],
): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const told = (place: string, count: number) => known.set(place, Math.max(known.get(place) ?? 0, count));
  for (const figure of figures)
    if (figure.population === true && figure.value !== null) told(placeOf(figure), figure.value);
  for (const value of values) if (value.inhabitants !== null) told(placeOf(value), value.inhabitants);
  return known;
}

function placeOf({ level, area, date }: Pick<Figure, 'level' | 'area' | 'date'>): string {
  return `${level}|${area}|${date}`;
}
