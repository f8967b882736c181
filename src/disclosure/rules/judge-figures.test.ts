import { describe, expect, it } from 'vitest';
import { areaKey } from '../../core/area.ts';
import { figure, hiddenFigure, value } from '../../../tests/support/figures.ts';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { DisclosureClass, Figure, ValueSource } from '../figures.ts';
import { judgeFigures, type Judging } from './judge-figures.ts';

function judge(
  figures: readonly Figure[],
  values: readonly ValueSource[],
  { circle = 'public', ...more }: Partial<Judging> = {},
) {
  return judgeFigures({ figures, values, policy: shippedPolicy, circle, ...more });
}

/** A count of a class by itself. */
function judgeCount(
  count: number,
  disclosureClass: DisclosureClass,
  circle: Circle,
  own: Partial<Figure> = {},
) {
  const values = [value('count', ['a'], { disclosureClass })];
  return judge([figure('a', count, own)], values, { circle }).figures.get('a')!;
}

describe('the threshold', () => {
  it.each([
    [2, 1, 'public', ['threshold']],
    [3, 1, 'public', []],
    [3, 2, 'intern', []],
    [9, 2, 'public', ['threshold']],
    [10, 2, 'public', []],
    [4, 3, 'intern', ['threshold']],
    [0, 2, 'public', []],
    [0, 3, 'intern', ['threshold']],
    [1, 0, 'public', []],
  ] as const)('judges %d of class %d for %s: %j', (count, disclosureClass, circle, reasons) => {
    expect(judgeCount(count, disclosureClass, circle).reasons).toEqual(reasons);
  });

  it('is higher for crossed cells in public', () => {
    expect(judgeCount(4, 1, 'public', { crossed: true }).need).toEqual({ high: 5 });
    expect(judgeCount(4, 1, 'intern', { crossed: true }).reasons).toEqual([]);
  });

  it('asks that a hidden count may be as large as the threshold, where that is not known to be wrong', () => {
    const few = figure('kinder', 5, { population: true });
    const values = [value('share', ['a', 'kinder'])];

    const wide = judgeCount(4, 2, 'public');
    const narrow = judge([figure('a', 2), few], values).figures.get('a');

    expect(wide).toMatchObject({ need: { high: 10 }, lower: 1, upper: 2000 });
    expect(narrow).toMatchObject({ need: { high: 5 }, lower: 1, upper: 5 });
  });

  it('follows the strictest class of all values that count the quantity, in any area', () => {
    const figures = [figure('a', 4), figure('b', 4, { quantity: 'a', area: areaKey('102') })];
    const values = [
      value('count', ['a'], { disclosureClass: 1 }),
      value('count', ['b'], { disclosureClass: 3, area: areaKey('102') }),
    ];

    const judged = judge(figures, values, { circle: 'intern' }).figures;

    expect([...judged.values()].map(({ need }) => need)).toEqual([{ high: 5 }, { high: 5 }]);
  });

  it('is that of class 1 for what is only divided by, and no matter for populations', () => {
    const values = [value('share', ['a', 'untersucht'], { disclosureClass: 3 }), value('rate', ['a', 'bev'])];
    const figures = [figure('a', 0), figure('untersucht', 2), figure('bev', 1, { population: true })];

    const judged = judge(figures, values).figures;

    expect(judged.get('untersucht')?.need).toEqual({ high: 3 });
    expect(judged.get('bev')).toEqual({ reasons: [], need: undefined, lower: 1, upper: 1 });
  });

  it('never speaks of balances', () => {
    expect(judgeCount(-1, 2, 'public', { kind: 'balance' })).toEqual({
      reasons: [],
      need: undefined,
      lower: -Infinity,
      upper: Infinity,
    });
  });
});

describe('what the source hides', () => {
  it('stays within its range for everybody', () => {
    const judged = judge([hiddenFigure('lb', [1, 9])], [value('count', ['lb'])], { circle: 'intern' });

    expect(judged.figures.get('lb')).toEqual({
      reasons: ['source'],
      need: { low: 1, high: 9 },
      lower: 1,
      upper: 9,
    });
  });

  it('stays within the range of a sum too', () => {
    const rent = hiddenFigure('miete', [0, 500], { kind: 'amount' });

    expect(judge([rent], []).figures.get('miete')).toMatchObject({ need: { low: 0, high: 500 }, upper: 500 });
  });

  it('raises the threshold of the quantity on that day in the inner circle too', () => {
    const other = { quantity: 'lb', area: areaKey('102') };
    const figures = [hiddenFigure('lb', [1, 9]), figure('lb2', 9, other), figure('elb', 9)];
    const values = [value('count', ['lb']), value('count', ['lb2'], other), value('count', ['elb'])];

    const judged = judge(figures, values, { circle: 'intern' }).figures;

    expect(judged.get('lb2')).toMatchObject({ reasons: ['threshold'], need: { high: 10 } });
    expect(judged.get('elb')?.reasons).toEqual([]);
  });

  it('raises it also where the source is only known to do so', () => {
    const sourceThreshold = new Map([['lb', 10]]);

    const judged = judge([figure('lb', 9)], [value('count', ['lb'])], { circle: 'intern', sourceThreshold });

    expect(judged.figures.get('lb')?.reasons).toEqual(['threshold']);
  });

  it('is known to be no more than the published group it is a share of', () => {
    const figures = [hiddenFigure('lb', [1, 9]), figure('kinder', 6, { population: true })];

    const judged = judge(figures, [value('share', ['lb', 'kinder'])]).figures.get('lb');

    expect(judged).toMatchObject({ need: { low: 1, high: 6 }, upper: 6 });
  });
});

describe('units behind a count', () => {
  it('make twelve persons in two Bedarfsgemeinschaften two cases', () => {
    const judged = judgeCount(12, 2, 'public', { units: { bedarfsgemeinschaft: 2 } });

    expect(judged).toMatchObject({ reasons: ['units'], need: { high: 13 } });
  });

  it('are no matter from the least number on, where there are none, and to other classes', () => {
    const enough = judgeCount(12, 2, 'public', { units: { bedarfsgemeinschaft: 3 } });
    const none = judgeCount(12, 2, 'public', { units: { bedarfsgemeinschaft: 0, betrieb: 1 } });
    const demography = judgeCount(12, 1, 'public', { units: { bedarfsgemeinschaft: 1 } });

    expect([enough, none, demography].map(({ reasons }) => reasons)).toEqual([[], [], []]);
  });

  it('hide a sum as well', () => {
    const judged = judgeCount(200, 2, 'public', { kind: 'amount', units: { haushalt: 2 } });

    expect(judged).toMatchObject({
      reasons: ['units'],
      need: { high: 220, low: 180 },
      lower: 0,
      upper: Infinity,
    });
  });
});

describe('a full cell', () => {
  function judgeShare(count: number, whole: number, disclosureClass: DisclosureClass = 2) {
    const figures = [figure('a', count), figure('n', whole, { population: true })];
    return judge(figures, [value('share', ['a', 'n'], { disclosureClass })], {
      circle: 'intern',
    }).figures.get('a');
  }

  it('is hidden although five of five are more than the threshold (T9)', () => {
    expect(judgeShare(5, 5)).toMatchObject({ reasons: ['full-cell'], need: { low: 3 } });
  });

  it('is hidden where one who is left over would learn all (T10)', () => {
    expect(judgeShare(9, 10)).toMatchObject({ reasons: ['full-cell'], need: { low: 8 } });
    expect(judgeShare(8, 10)?.reasons).toEqual([]);
  });

  it('tells nothing where nobody has the attribute, unless that is a finding too (T11)', () => {
    expect(judgeShare(0, 1)?.reasons).toEqual([]);
    expect(judgeShare(0, 11, 3)).toMatchObject({ reasons: ['threshold', 'full-cell'], need: { high: 5 } });
  });

  it('protects those without the attribute like those with it in class 3', () => {
    expect(judgeShare(50, 54, 3)).toMatchObject({ reasons: ['full-cell'], need: { low: 49 } });
    expect(judgeShare(50, 55, 3)?.reasons).toEqual([]);
  });

  it('asks nothing beyond what is known: somebody has the attribute', () => {
    expect(judgeShare(2, 2)).toMatchObject({ need: { high: 2, low: 1 }, lower: 1, upper: 2 });
  });

  it('is a matter of shares, not of rates or empty groups', () => {
    const figures = [figure('a', 5), figure('n', 5, { population: true }), figure('leer', 0)];
    const values = [value('rate', ['a', 'n']), value('share', ['a', 'leer'])];

    expect(judge(figures, values, { circle: 'intern' }).figures.get('a')?.reasons).toEqual([]);
  });
});

describe('a small area', () => {
  it('hides values and figures of class 2, not those of class 1', () => {
    const small = { inhabitants: 299 };
    const figures = [figure('lb', 40), figure('frauen', 40)];
    const values = [
      value('count', ['lb'], small),
      value('count', ['frauen'], { ...small, disclosureClass: 1 }),
    ];

    const judged = judge(figures, values);

    expect(judged.values.map(({ blocked }) => blocked)).toEqual(['area-floor', null]);
    expect(judged.figures.get('lb')).toMatchObject({
      reasons: ['area-floor'],
      need: { high: 41 },
      upper: 299,
    });
    expect(judged.figures.get('frauen')?.reasons).toEqual([]);
  });

  it('is one of which nobody knows how many live there', () => {
    const judged = judge([figure('lb', 40)], [value('count', ['lb'], { inhabitants: null })]);

    expect(judged.values).toEqual([{ blocked: 'area-floor', decimals: null }]);
    expect(judged.figures.get('lb')).toMatchObject({ need: { high: 41 }, upper: Infinity });
  });
});

describe('what is known', () => {
  it('is a denominator only where it may be seen itself', () => {
    const values = [value('share', ['sprache', 'untersucht'], { disclosureClass: 3 })];

    const open = judge([figure('sprache', 1), figure('untersucht', 7)], values).figures.get('sprache');
    const hidden = judge([figure('sprache', 1), figure('untersucht', 2)], values).figures.get('sprache');

    expect(open).toMatchObject({ lower: 0, upper: 7 });
    expect(hidden).toMatchObject({ lower: 0, upper: 2000 });
  });

  it('refuses a value of a figure that is not there', () => {
    expect(() => judge([], [value('count', ['a'])])).toThrow('unknown figure a');
  });
});
