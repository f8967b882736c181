/** Colours of a map as KomMonitor gives them: a palette over classes, zero apart, nothing where there is no value. */
import * as palettes from 'd3-scale-chromatic';
import type { IndicatorDescription } from '../../core/indicator.ts';
import { classOf, classRanges, type ClassRange } from './classes.ts';

export type Classification = IndicatorDescription['classification'];

/** KomMonitor's settings as delivered: `defaultColorForZeroValues`, and the palettes of values with a sign. */
export const ZERO = '#bababa';
export const RISING = 'Purples';
export const FALLING = 'YlOrBr';

export interface PaintClass extends ClassRange {
  readonly colour: string;
}

export interface Paint {
  /** Ascending; the classes of negative values first. */
  readonly classes: readonly PaintClass[];
  readonly hasZero: boolean;
  /** `value` is one of those the paint was made for. */
  colour(value: number): string;
}

/** `values`: all that are shown with it, on every map that shares the classes. */
export function paintOf(values: readonly number[], { scheme, classes, method }: Classification): Paint {
  const above = values.filter((value) => value > 0);
  const below = values.filter((value) => value < 0).map((value) => -value);
  const isSigned = below.length > 0;
  const rising = side(above, { scheme: isSigned ? RISING : scheme, classes, method });
  const falling = side(below, { scheme: FALLING, classes, method });
  const mirrored = falling.map(({ from, to, colour }) => ({ from: -to, to: -from, colour })).reverse();
  return {
    classes: [...mirrored, ...rising],
    hasZero: values.includes(0),
    colour(value) {
      if (value === 0) return ZERO;
      const own = value > 0 ? rising : falling;
      return own[classOf(Math.abs(value), own)]?.colour ?? ZERO;
    },
  };
}

function side(values: readonly number[], { scheme, classes, method }: Classification): PaintClass[] {
  const ranges = classRanges(values, classes, method);
  const colours = coloursOf(scheme, ranges.length);
  return ranges.map((range, index) => ({ ...range, colour: colours[index] ?? ZERO }));
}

/** A palette by name: one list for each number of classes, or one list to take from (Accent, Set1 and their like). */
export function coloursOf(scheme: string, classes: number): readonly string[] {
  const palette = (palettes as unknown as Readonly<Record<string, unknown>>)[`scheme${scheme}`];
  const known = Array.isArray(palette) ? (palette as readonly unknown[]) : palettes.schemeBlues;
  if (typeof known[0] === 'string') return (known as readonly string[]).slice(0, classes);
  const least = known.findIndex((list) => Array.isArray(list));
  const list = known[Math.min(Math.max(classes, least), known.length - 1)] as readonly string[];
  // Palettes begin with three; fewer classes take the darkest, so that nobody takes them for empty.
  return list.slice(Math.max(0, list.length - classes));
}
