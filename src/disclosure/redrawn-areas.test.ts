import { describe, expect, it } from 'vitest';
import { figure } from '../../tests/support/figures.ts';
import { areaKey } from '../core/area.ts';
import type { Figure } from './figures.ts';
import { NOTHING_KNOWN, type Knowledge } from './knowledge.ts';
import { isRedrawn } from './redrawn-areas.ts';

const at = (area: string, own: Partial<Figure> = {}) =>
  figure(`kinder|quartier|${area}|2024-12-31`, 210, { quantity: 'kinder', area: areaKey(area), ...own });
const knowing = (areas: readonly string[], open: readonly string[] = []): Knowledge => ({
  ...NOTHING_KNOWN,
  readableAreas: () => areas,
  openWith: (id) => (open.includes(id) ? [212] : []),
});

function judged(own: Figure, knowledge: Knowledge): boolean {
  const figures = [own, at('Q1')];
  return isRedrawn(
    own,
    { figures: new Map(figures.map((one) => [one.id, one])), relations: [], values: [] },
    knowledge,
  );
}

describe('a level drawn anew', () => {
  it('has areas of which nothing was known, beside known ones that are no more', () => {
    expect(judged(at('N1'), knowing(['Q1', 'Q2']))).toBe(true);
  });

  it('is none where all known areas are still there, or nothing is known', () => {
    expect(judged(at('N1'), knowing(['Q1']))).toBe(false);
    expect(judged(at('N1'), NOTHING_KNOWN)).toBe(false);
  });

  it('leaves alone what has been known itself, and the inhabitants whom everybody knows', () => {
    expect(judged(at('N1'), knowing(['Q1', 'Q2'], [at('N1').id]))).toBe(false);
    expect(judged(at('N1', { population: true }), knowing(['Q1', 'Q2']))).toBe(false);
  });
});
