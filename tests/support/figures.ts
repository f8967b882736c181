/** Figures and values of one quarter and day, for tests of disclosure control. */
import { areaKey, levelId } from '../../src/core/area.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { DisclosureClass, Figure, ValueSource } from '../../src/disclosure/figures.ts';

const PLACE = { level: levelId('quartier'), area: areaKey('101'), date: referenceDate('2024-12-31') };

/** `id` is the quantity too, unless another is given. */
export function figure(id: string, value: number | null, own: Partial<Figure> = {}): Figure {
  return { id, quantity: id, ...PLACE, value, kind: 'count', ...own };
}

export function hiddenFigure(
  id: string,
  range: readonly [number, number],
  own: Partial<Figure> = {},
): Figure {
  return figure(id, null, { range, ...own });
}

/** Of class 2 in an area of 2,000 inhabitants, unless said otherwise. */
export function value(
  kind: ValueSource['kind'],
  figures: readonly [numerator: string, denominator?: string],
  own: Partial<ValueSource> & { readonly disclosureClass?: DisclosureClass } = {},
): ValueSource {
  const [numerator, denominator = null] = figures;
  return {
    indicator: numerator,
    ...PLACE,
    disclosureClass: 2,
    kind,
    numerator,
    denominator,
    inhabitants: 2000,
    ...own,
  };
}
