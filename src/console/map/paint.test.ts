import { describe, expect, it } from 'vitest';
import { PALETTES } from '../../mapping/palettes.ts';
import { coloursOf, paintOf, ZERO } from './paint.ts';

const BLUES = { scheme: 'Blues', classes: 5, method: 'EQUAL_INTERVAL' } as const;

describe('the colours of a map', () => {
  it.each(Object.entries(PALETTES))('know the palette %s with up to %i classes', (scheme, most) => {
    for (let classes = 1; classes <= Math.min(most, 9); classes += 1) {
      const colours = coloursOf(scheme, classes);
      expect(colours).toHaveLength(classes);
      expect(new Set(colours).size).toBe(classes);
      for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  it('show zero apart from the classes, as KomMonitor does', () => {
    const paint = paintOf([0, 10, 20, 30, 40, 50], BLUES);

    expect(paint.colour(0)).toBe(ZERO);
    expect(paint.hasZero).toBe(true);
    expect(paint.classes).toHaveLength(5);
    expect(paint.classes[0]?.from).toBe(10);
    expect(paint.classes.map(({ colour }) => colour)).not.toContain(ZERO);
  });

  it('give the lowest and the highest value the ends of the palette', () => {
    const paint = paintOf([10, 20, 30, 40, 50], BLUES);
    const colours = coloursOf('Blues', 5);

    expect(paint.colour(10)).toBe(colours[0]);
    expect(paint.colour(50)).toBe(colours[4]);
  });

  it('tell what rises from what falls where there are both', () => {
    const paint = paintOf([-4, -3, -2, -1, 1, 2, 3], BLUES);

    expect(paint.colour(-4)).toBe(coloursOf('YlOrBr', 4).at(-1));
    expect(paint.colour(3)).toBe(coloursOf('Purples', 3).at(-1));
    expect(paint.classes[0]?.from).toBe(-4);
    const ends = paint.classes.map(({ from }) => from);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });
});
