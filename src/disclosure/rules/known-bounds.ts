/** What anybody knows of a hidden figure before anything is published. */
import type { ClassRules } from '../../mapping/policy-class.ts';
import type { Figure } from '../figures.ts';
import type { Bounds } from './claim.ts';
import type { Usage } from './usage.ts';

/**
 * `published`: is the figure of that id open as far as the primary rules go? Where zeros are open, a hidden count is known
 * to be at least 1. The true value always lies inside, also where a share is above one or the source contradicts itself.
 */
export function knownBounds(
  figure: Figure,
  { wholes, inhabitants, disclosureClass }: Usage,
  { rules, published }: { readonly rules: ClassRules; readonly published: (id: string) => boolean },
): Bounds {
  const { value, kind, range } = figure;
  if (figure.population === true && value !== null) return { lower: value, upper: value };
  if (value === null && range !== undefined && kind !== 'count') return { lower: range[0], upper: range[1] };
  if (kind === 'balance') return { lower: -Infinity, upper: Infinity };
  if (kind === 'amount') return { lower: Math.min(0, value ?? 0), upper: Infinity };

  const limits = wholes.flatMap((whole) =>
    whole.value !== null && published(whole.id) ? [whole.value] : [],
  );
  if (inhabitants !== null && disclosureClass > 0) limits.push(inhabitants);
  const upper = Math.min(...limits);
  if (value === null) return hiddenBounds(range, upper);
  return {
    lower: rules.zeros === 'open' ? Math.min(1, value) : Math.min(0, value),
    upper: Math.max(upper, value),
  };
}

/** The source says between what a figure lies that it hides. */
function hiddenBounds(range: Figure['range'], upper: number): Bounds {
  if (range === undefined) return { lower: 0, upper };
  const [least, most] = range;
  return { lower: least, upper: Math.max(least, Math.min(most, upper)) };
}
