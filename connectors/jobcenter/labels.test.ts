import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baLabel, readHeading, readTime } from './labels.ts';

describe('labels of BA workbooks', () => {
  it.each([
    ['Bestand 1)', 'Bestand'],
    ['Zugang 2) 4)', 'Zugang'],
    ['Zugang 2), 4)', 'Zugang'],
    ['Ins-\ngesamt 3)', 'Insgesamt'],
    ['Produzierendes Gewerbe ( B - F )', 'Produzierendes Gewerbe ( B - F )'],
    ['Kinder (unter 15)', 'Kinder (unter 15)'],
    ['Kinder (unter 15) 1) 3)', 'Kinder (unter 15)'],
    ['Arbeitslose (Juni 2024)', 'Arbeitslose (Juni 2024)'],
  ])('lose footnote marks and nothing else: %j', (text, label) => {
    expect(baLabel(text)).toBe(label);
  });

  it('are the same whatever footnotes they carry', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }), (marks) => {
        expect(baLabel(['Bestand', ...marks.map((mark) => `${mark})`)].join(' '))).toBe('Bestand');
      }),
    );
  });
});

describe('times in headings', () => {
  it.each([
    ['Arbeitslose (Jahresdurchschnitte)', 'Arbeitslose', 'Jahresdurchschnitt'],
    ['Beschäftigte\nam Arbeitsort  1) (Stichtag 30.06.)', 'Beschäftigte am Arbeitsort', '30.06.'],
    ['Bestand (Juni 2024) 2)', 'Bestand', 'Juni 2024'],
    ['Bestand, Dezember 2024', 'Bestand', 'Dezember 2024'],
    ['Grundsicherung (SGB II)', 'Grundsicherung (SGB II)', undefined],
    ['Beschäftigte (Stichtag 31.06.)', 'Beschäftigte (Stichtag 31.06.)', undefined],
    ['Land- und Forstwirtschaft, Fischerei', 'Land- und Forstwirtschaft, Fischerei', undefined],
  ])('are taken out of %j', (text, title, time) => {
    const heading = readHeading(text);

    expect([heading.title, heading.time?.text]).toEqual([title, time]);
  });

  it.each([
    ['Februar 2024', '2024-02-29'],
    ['Sept. 2024', undefined],
    ['Sep. 2024', '2024-09-30'],
    ['15. Dezember 2024', '2024-12-15'],
    ['31.12.2024', '2024-12-31'],
    ['30.02.2024', undefined],
    ['Jahr 2024', undefined],
    ['30.06.', undefined],
  ])('mean a day only where they say it in full: %s', (text, date) => {
    expect(readTime(text)?.date).toBe(date);
  });
});
