import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainFileName } from './file-name.ts';

describe('the name of an uploaded file', () => {
  it.each([
    ['einwohner_2025-12-31.csv', 'einwohner_2025-12-31.csv'],
    ['..\\..\\x.csv', 'x.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a\\Quartiere neu.xlsx', 'Quartiere neu.xlsx'],
    ['..', 'lieferung'],
    ['', 'lieferung'],
    ['.csv', 'csv'],
    ['a\r\nSet-Cookie: x.csv', 'aSet-Cookie: x.csv'],
    ['a\u0000b.csv', 'ab.csv'],
    ['rechnung\u202Evsc.exe', 'rechnungvsc.exe'],
    ['Größe 😀.csv', 'Größe 😀.csv'],
  ])('%j is %j', (sent, kept) => {
    expect(plainFileName(sent)).toBe(kept);
  });

  it('keeps the ending of a name of 4 KB', () => {
    const name = plainFileName(`${'ä'.repeat(4_096)}.xlsx`);

    expect(name).toMatch(/^ä+\.xlsx$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  });

  it('is never empty, never a path and always fits, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (sent) => {
        const name = plainFileName(sent);
        expect(name).not.toMatch(/^\.|[/\\\p{Cc}]/u);
        expect(name).not.toBe('');
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
      }),
    );
  });
});
