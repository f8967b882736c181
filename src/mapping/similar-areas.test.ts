import { describe, expect, it } from 'vitest';
import { similarAreas } from './similar-areas.ts';

const AREAS = [
  { key: '0559', name: 'Siegburg-Nord' },
  { key: '0601', name: 'Troisdorf-West' },
  { key: '0777', name: 'Brückberg' },
];
const keys = (text: string, areas = AREAS) => similarAreas(areas)(text).map(({ key }) => key);

describe('areas that somebody may have meant', () => {
  it.each([
    ['0599', ['0559'], 'another digit'],
    ['0595', ['0559'], 'digits that changed places'],
    ['559', ['0559'], 'a zero that is missing'],
    ['Siegburg Nord', ['0559'], 'a name with a blank for a hyphen'],
    ['Sigburg-Nord', ['0559'], 'a name with a letter less'],
    ['BRÜCKBERG', ['0777'], 'a name in capitals'],
    ['1234', [], 'nothing near'],
    ['05', [], 'too short to tell'],
    ['07', [], 'too short, although it begins alike'],
    ['', [], 'nothing'],
  ])('%j: %j (%s)', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it('are none whose own key is so short that anything is near it', () => {
    expect(keys('0599', [{ key: '05', name: 'A' }])).toEqual([]);
  });

  it('are none where more than three are equally near', () => {
    const many = ['0101', '0102', '0103', '0104'].map((key) => ({ key, name: `Quartier ${key}` }));

    expect(keys('0109', many)).toEqual([]);
    expect(keys('0109', many.slice(1))).toEqual(['0102', '0103', '0104']);
  });
});
