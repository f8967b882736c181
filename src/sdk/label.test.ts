import { describe, expect, it } from 'vitest';
import { cellText, isBlankRow, normaliseLabel, plainLabel, rowText } from './label.ts';

describe('normaliseLabel', () => {
  it.each([
    ['Ins-\ngesamt', 'Insgesamt'],
    ['Ins-\r\n gesamt', 'Insgesamt'],
    ['Bevölkerungs-dichte', 'Bevölkerungsdichte'],
    ['SGB II-\nQuote', 'SGB II-Quote'],
    ['SGB II-Quote', 'SGB II-Quote'],
    ['unter 15-jährige', 'unter 15-jährige'],
    ['Ein- und Zweifamilienhäuser', 'Ein- und Zweifamilienhäuser'],
    [' 65-Jährige\nund\u00A0Ältere ', '65-Jährige und Ältere'],
    ['Haus\u00ADhalte', 'Haushalte'],
    ['', ''],
  ])('reads %j as %j', (written, meant) => {
    const label = normaliseLabel(written);

    expect(label).toBe(meant);
  });

  it('leaves field names alone in its plain form', () => {
    expect(plainLabel(' mss-status\u00A0 kl ')).toBe('mss-status kl');
  });
});

describe('cells as text', () => {
  it('joins the filled cells of a row, whatever they hold', () => {
    const row = [
      '  Stand: ',
      '',
      { value: new Date('2024-12-31T00:00:00Z') },
      { value: null },
      { value: 12 },
    ];

    expect(rowText(row)).toBe('Stand: 2024-12-31 12');
    expect(isBlankRow(row)).toBe(false);
    expect(isBlankRow(['', ' \u00A0', { value: null }])).toBe(true);
    expect(cellText(undefined)).toBe('');
  });
});
