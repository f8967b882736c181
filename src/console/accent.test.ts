import { describe, expect, it } from 'vitest';
import { accentOf, contrastOf } from './accent.ts';

describe('the colour of a site', () => {
  it('is measured as WCAG measures it', () => {
    expect(contrastOf('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(contrastOf('#337ab7', '#ffffff')).toBeCloseTo(4.56, 2);
    expect(contrastOf('#017925', '#ffffff')).toBeCloseTo(5.58, 2);
  });

  it.each(['#337ab7', '#017925', '#000000', '#5a0a3c'])('%s can be read in light and in dark', (colour) => {
    const { light, dark } = accentOf(colour);

    expect(contrastOf(light, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf(dark, '#000000')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['#f7931e', '#5cb85c', '#ffffff'])('%s is refused with its contrast', (colour) => {
    expect(() => accentOf(colour)).toThrow(expect.objectContaining({ code: 'console.accent-contrast' }));
  });
});
