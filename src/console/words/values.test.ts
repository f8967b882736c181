import { describe, expect, it } from 'vitest';
import { afterText, changeText, valueText } from './values.ts';

describe('values in words', () => {
  it('are rounded as the indicator says, from what is stored', () => {
    expect(valueText(Math.fround(7.9), 1)).toBe('7,9');
    expect(valueText(1234567, 0)).toBe('1.234.567');
    expect(valueText(Math.fround(0.1), undefined)).toBe('0,1');
    expect(valueText(-0.01, 1)).toBe('0,0');
    expect(valueText(null, 1)).toBe('kein Wert');
  });

  it('say by how much they change, also where rounding hides it', () => {
    expect(changeText(Math.fround(79) - Math.fround(7.9), 1)).toBe('+71,1');
    expect(changeText(-3, 0)).toBe('−3');
    expect(changeText(0.04, 1)).toBe('unter 0,1');
    expect(changeText(-0.4, 0)).toBe('unter 1');
    expect(changeText(0, 1)).toBe('0');
    expect(changeText(null, 1)).toBe('–');
  });

  it('say why there is none', () => {
    expect(afterText({ after: null, state: 'suppressed' }, 1)).toBe('kein Wert (geheim gehalten)');
    expect(afterText({ after: null, state: 'missing' }, 1)).toBe('kein Wert (nicht geliefert)');
    expect(afterText({ after: null, state: 'ok' }, 1)).toBe('kein Wert');
    expect(afterText({ after: 0, state: 'nil' }, 0)).toBe('0');
    expect(afterText({ after: 3, state: 'low_reliability' }, 0)).toBe('3 (eingeschränkt aussagekräftig)');
  });
});
