import { describe, expect, it } from 'vitest';
import { rangeText, WHOLE_STREET } from './directory-row.ts';
import { parseRanges } from './range-grammar.ts';

function texts(written: string): string[] {
  return parseRanges(written).map((range) => ('problem' in range ? range.problem : rangeText(range)));
}

describe('parseRanges', () => {
  it.each([
    ['', ['ganze Straße']],
    ['1-20B', ['1-20B']],
    ['4', ['4']],
    ['1,1A', ['1', '1A']],
    ['2,4', ['2', '4']],
    ['2-18A ger.', ['2-18A gerade']],
    ['1-15 ung.', ['1-15 ungerade']],
    ['1A-71 ung.,82-116', ['1A-71 ungerade', '82-116']],
    ['52A-52K', ['52A-52K']],
    ['7,12-18A', ['7', '12-18A']],
    ['8-10Stw. I ger.', ['8-10 gerade']],
    ['19-24Stw. 4 St,29-33 ung.', ['19-24', '29-33 ungerade']],
    ['2-2C Stw. 4', ['2-2C']],
    ['102,102Stw. 5', ['102', '102']],
    ['1-,5', ['unreadable', '5']],
    ['0-7', ['unreadable']],
    ['15-1 ung.', ['reversed']],
    ['5B-5A', ['reversed']],
  ])('reads "%s"', (written, expected) => {
    expect(texts(written)).toEqual(expected);
  });

  it('says where a floor was left aside', () => {
    const floors = parseRanges('8-24Stw. 3,30').map((range) => 'floor' in range && range.floor);

    expect(floors).toEqual([true, false]);
  });

  it('reads nothing as the whole street', () => {
    expect(parseRanges(' ')).toEqual([{ ...WHOLE_STREET, side: 'both', floor: false }]);
  });
});
