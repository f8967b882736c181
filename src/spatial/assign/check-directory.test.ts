import { describe, expect, it } from 'vitest';
import { areaKey } from '../../core/area.ts';
import type { Finding } from '../../core/finding.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { checkDirectory } from './check-directory.ts';
import type { DirectoryRow, Side } from './directory-row.ts';
import { isProblem, parseHouseNumber } from './house-number.ts';

const DATE = referenceDate('2024-12-31');

function row(range: string, unit: string, more: Partial<DirectoryRow> = {}): DirectoryRow {
  const [side, numbers] = range.split(' ') as [Side, string];
  const [from = '', to = from] = numbers.split('-');
  const end = (text: string) => {
    const parsed = parseHouseNumber(text);
    if (isProblem(parsed)) throw new Error(text);
    return parsed;
  };
  return {
    row: 1,
    gemeinde: '05998004',
    streetKey: '00007',
    streetName: 'Am Bühl',
    side,
    from: end(from),
    to: end(to),
    unit: areaKey(unit),
    validFrom: null,
    validTo: null,
    ...more,
  };
}

function check(rows: readonly DirectoryRow[], units = ['Q1', 'Q2']): string[] {
  const numbered = rows.map((one, i) => ({ ...one, row: i + 2 }));
  const findings: Finding[] = [];
  const question = { file: 'kgl.csv', date: DATE, units: new Set(units.map(areaKey)) };
  checkDirectory(numbered, question, (f) => findings.push(f));
  return findings.map(({ code, place, found = '', expected = '' }) =>
    [code.replace('assignment.', ''), place.row, found, expected].join(' | '),
  );
}

describe('checkDirectory', () => {
  it('has nothing to say about a clean directory', () => {
    expect(check([row('odd 1-15', 'Q1'), row('odd 17-9999', 'Q2'), row('even 2-9999', 'Q1')])).toEqual([]);
  });

  it('reports houses that two areas claim, on their side only', () => {
    expect(check([row('odd 1-15', 'Q1'), row('both 14-20', 'Q2')])).toEqual([
      'range-overlap | 3 | Am Bühl 14-20 | Q1 (Zeile 2), Q2 (Zeile 3)',
    ]);
    expect(check([row('odd 1-15', 'Q1'), row('even 2-14', 'Q2')])).toEqual([]);
    expect(check([row('even 32-36', 'Q1'), row('both 33-33B', 'Q2')])).toEqual([]);
    expect(check([row('both 1-15', 'Q1'), row('both 15A-16', 'Q2')])).toEqual([]);
  });

  it('takes houses that one area claims twice lightly', () => {
    expect(check([row('both 1-15', 'Q1'), row('both 7', 'Q1'), row('both 16-9999', 'Q2')])).toEqual([
      'range-repeated | 3 | Am Bühl 7 | ',
    ]);
  });

  it('reports overlapping validities of one range, and lets editions follow each other', () => {
    const old = { validFrom: referenceDate('2019-01-01'), validTo: referenceDate('2022-12-31') };

    const clean = check(
      [row('both 1-9999', 'Q1', old), row('both 1-9999', 'Q2', { validFrom: referenceDate('2023-01-01') })],
      ['Q2'],
    );
    const faulty = check(
      [row('both 1-9999', 'Q1', old), row('both 1-9999', 'Q2', { validFrom: referenceDate('2022-12-31') })],
      ['Q2'],
    );

    expect(clean).toEqual([]);
    expect(faulty).toEqual(['validity-overlap | 3 | Am Bühl ganze Straße | Q1 (Zeile 2), Q2 (Zeile 3)']);
  });

  it('counts gaps within an area and names those between two', () => {
    expect(check([row('odd 1-5', 'Q1'), row('odd 9-11', 'Q1'), row('odd 17-21', 'Q2')])).toEqual([
      'range-gap-between | 4 | Am Bühl 13-15 | Q1, Q2',
      'range-gap | 0 | 1 | ',
    ]);
  });

  it('reports unknown areas and areas without an address, on the day asked for', () => {
    const gone = { validTo: referenceDate('2020-12-31'), streetKey: '00014', streetName: 'B' };

    expect(
      check([
        row('both 1-9999', 'Q1'),
        row('both 1-9', 'Q9', { streetKey: '00021', streetName: 'C' }),
        row('both 1-9', 'Q8', gone),
      ]),
    ).toEqual(['unit-unknown | 3 | Q9 | ', 'unit-without-street | 0 | Q2 | ']);
  });

  it('reports keys without name, names without key, two names of a key and one name of two keys', () => {
    const found = check([
      row('both 1-9', 'Q1', { streetName: '' }),
      row('both 1-9', 'Q2', { streetKey: '', streetName: 'Gartenweg' }),
      row('both 1-9', 'Q1', { streetKey: '00021', streetName: 'Müllerstr.' }),
      row('both 1-9', 'Q1', { streetKey: '00028', streetName: 'Müllerstraße' }),
      row('both 10-19', 'Q1', { streetKey: '00028', streetName: 'Kochweg' }),
    ]);

    expect(found).toEqual([
      'street-without-name | 2 | 00007 | ',
      'street-without-key | 3 | Gartenweg | ',
      'street-two-names | 5 | Müllerstraße, Kochweg | ',
      'street-name-twice | 5 | Müllerstraße | 00021 (Zeile 4), 00028 (Zeile 5)',
    ]);
  });

  it('lets the same name stand in two Gemeinden', () => {
    expect(
      check([row('both 1-9', 'Q1'), row('both 1-9', 'Q2', { gemeinde: '05998008', streetKey: '00014' })]),
    ).toEqual([]);
  });
});
