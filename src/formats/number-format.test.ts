import { describe, expect, it } from 'vitest';
import { customFormats, dateOfSerial, isDateFormat } from './number-format.ts';

describe('isDateFormat', () => {
  it.each(['dd.mm.yyyy', 'mm-dd-yy', '[$-407]mmm yyyy', 'h:mm', 'yyyy;@', 'mmm\\ yy', 'd. mmmm'])(
    'takes %s for a date',
    (format) => expect(isDateFormat(format)).toBe(true),
  );

  it.each([
    undefined,
    'General',
    '0',
    '0.0%',
    '#,##0\\ _D_M',
    '0\\ \\d',
    '#,##0 "Mio"',
    '[Red]-0',
    '[h]:mm',
    '[mm]:ss',
    '_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-',
    '0.00E+00',
    '@',
    '# ### ##0    ;-# ### ##0    ;-    ',
  ])('takes %s for a number', (format) => expect(isDateFormat(format)).toBe(false));
});

describe('dateOfSerial', () => {
  it('knows both date systems and the phantom day of 1900', () => {
    expect(dateOfSerial(45_657, 1900).toISOString()).toBe('2024-12-31T00:00:00.000Z');
    expect(dateOfSerial(44_195, 1904).toISOString()).toBe('2024-12-31T00:00:00.000Z');
    expect(dateOfSerial(1, 1900).toISOString()).toBe('1900-01-01T00:00:00.000Z');
    expect(dateOfSerial(61, 1900).toISOString()).toBe('1900-03-01T00:00:00.000Z');
    expect(dateOfSerial(45_657.5, 1900).toISOString()).toBe('2024-12-31T12:00:00.000Z');
  });
});

describe('customFormats', () => {
  it('keeps backslashes and resolves entities', () => {
    const xml =
      '<numFmts count="2"><numFmt numFmtId="164" formatCode="0\\ \\d"/>' +
      '<numFmt formatCode="0&quot; Mio&quot;&#59;@" numFmtId="165"/></numFmts>';

    expect([...customFormats(xml)]).toEqual([
      [164, '0\\ \\d'],
      [165, '0" Mio";@'],
    ]);
  });
});
