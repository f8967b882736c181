import { describe, expect, it } from 'vitest';
import { headerDate } from './header-date.ts';
import { dateRule } from './profile-date.ts';

const RULE = dateRule.parse({
  from: 'labels',
  patterns: [
    { match: String.raw`(\d{2}\.\d{2}\.\d{4})`, format: 'DD.MM.YYYY' },
    { match: String.raw`\((\p{L}+ \d{4})\)`, format: 'MMM YYYY' },
    { match: String.raw`\((\d{4})\)`, format: 'YYYY', day: '12-31' },
    { match: String.raw`\((\d{4}/\d{4})\)`, format: 'YYYY/YYYY', day: '10-01' },
  ],
});

function dateOf(...path: string[]) {
  return headerDate({ position: 2, path }, RULE);
}

describe('headerDate', () => {
  it.each([
    [['Bevölkerung 31.12.2013', 'Haushalte'], '2013-12-31'],
    [['Sozialstruktur', 'Arbeitslose (Dez 2013)'], '2013-12-31'],
    [['Wohnen', 'Sozialwohnungen (Jan 2014)', 'Anzahl der Sozialwohnungen'], '2014-01-31'],
    [['Schulen', 'Grundschulen (2013/2014)'], '2013-10-01'],
    [['Bevölkerung 31.12.2013', 'Steuerpflichtige (2010)'], '2010-12-31'],
    [['Steuerpflichtige (2010)', 'Anzahl der Steuerpflichtigen (2010)'], '2010-12-31'],
  ])('finds in %j the date of the innermost label that names one', (path, date) => {
    expect(dateOf(...path)).toEqual({ date });
  });

  it('finds none where no label names a day', () => {
    expect(dateOf('Wohnen', 'Wohnungen')).toEqual({ wrong: 'no-date', found: 'Wohnen / Wohnungen' });
  });

  it('does not look further out where the inner date is no day', () => {
    expect(dateOf('Bevölkerung 31.12.2013', 'Haushalte (31.11.2013)')).toMatchObject({
      wrong: 'impossible-date',
      found: '31.11.2013',
    });
    expect(dateOf('Schulen 31.12.2013', 'Grundschulen (2013/2015)')).toMatchObject({
      wrong: 'impossible-date',
      found: '2013/2015',
    });
  });

  it('does not choose between two days of one label', () => {
    expect(dateOf('Ärzte (Dez 2013), geändert 01.03.2014')).toMatchObject({ wrong: 'several-dates' });
  });

  it('takes a day before August for the second year of a school year', () => {
    const rule = dateRule.parse({
      from: 'labels',
      patterns: [{ match: String.raw`\((\d{4}/\d{4})\)`, format: 'YYYY/YYYY', day: '03-15' }],
    });

    expect(headerDate({ position: 1, path: ['Klassen (2013/2014)'] }, rule)).toEqual({ date: '2014-03-15' });
  });
});
