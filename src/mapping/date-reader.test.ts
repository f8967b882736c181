import { describe, expect, it } from 'vitest';
import { findDate, readDate, readDateCell } from './date-reader.ts';
import type { DateFormat } from './profile-date.ts';

describe('readDate', () => {
  it.each<[string, DateFormat, string]>([
    ['31.12.2024', 'DD.MM.YYYY', '2024-12-31'],
    ['2024-12-31', 'YYYY-MM-DD', '2024-12-31'],
    ['2024_12_31', 'YYYY_MM_DD', '2024-12-31'],
    ['31_12_2023', 'DD_MM_YYYY', '2023-12-31'],
    ['202402', 'YYYYMM', '2024-02-29'],
    ['2024-06', 'YYYY-MM', '2024-06-30'],
    ['Dez 2013', 'MMM YYYY', '2013-12-31'],
    ['März 2013', 'MMM YYYY', '2013-03-31'],
    ['20240229', 'YYYYMMDD', '2024-02-29'],
  ])('reads %s as %s', (text, format, date) => {
    expect(readDate(text, { format })).toBe(date);
  });

  it('takes the day of a year from the profile', () => {
    expect(readDate('2005', { format: 'YYYY', day: '12-31' })).toBe('2005-12-31');
  });

  it.each<[string, DateFormat]>([
    ['2020_12_45', 'YYYY_MM_DD'],
    ['2020_12_32', 'YYYY_MM_DD'],
    ['29.02.2023', 'DD.MM.YYYY'],
    ['202413', 'YYYYMM'],
    ['Foo 2013', 'MMM YYYY'],
    ['2024-12-31', 'DD.MM.YYYY'],
    ['', 'YYYY-MM-DD'],
  ])('never repairs %s', (text, format) => {
    expect(readDate(text, { format })).toBeUndefined();
  });

  it('reads days and numbers of workbooks', () => {
    expect(readDateCell(new Date(Date.UTC(2024, 11, 31)), { format: 'DD.MM.YYYY' })).toBe('2024-12-31');
    expect(readDateCell(202_412, { format: 'YYYYMM' })).toBe('2024-12-31');
    expect(readDateCell(new Date(Date.UTC(2024, 11, 31)), { format: 'YYYY', day: '12-31' })).toBeUndefined();
  });

  it('finds the date in a file name', () => {
    const rule = { from: 'fileName', match: '_(\\d{4}-\\d{2})\\.txt$', format: 'YYYY-MM' } as const;

    expect(findDate('Haushalte_SB_2024-12.txt', rule)).toBe('2024-12-31');
    expect(findDate('Haushalte_SB.txt', rule)).toBeUndefined();
  });
});
