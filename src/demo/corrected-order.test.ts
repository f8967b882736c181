import { describe, expect, it } from 'vitest';
import { correctedOrder } from './corrected-order.ts';
import { generateCounty } from './generate-county.ts';
import { orderFile } from './order-file.ts';

const county = generateCounty({ population: 20_000, quartiere: 20, sozialraeume: 6, gemeinden: 4 });
const rowsOf = (file: Buffer) =>
  file
    .toString('latin1')
    .split('\r\n')
    .map((line) => line.split(';'));
const before = rowsOf(orderFile(county, county.snapshots.at(-1)!));
const after = rowsOf(correctedOrder(county));
const AREA = 2;
const EMPLOYED = before[0]!.indexOf('SVB');

describe('the corrected order file', () => {
  it('has more employees in quarters of the first municipality and differs in nothing else', () => {
    const changed = after.filter((row, index) => row.join(';') !== before[index]!.join(';'));
    const quarters = changed.filter((row) => /^\d{9}$/.test(row[AREA]!));

    expect(after.length).toBe(before.length);
    expect(quarters.length).toBeGreaterThan(0);
    expect(quarters.every((row) => row[AREA]!.startsWith('001'))).toBe(true);
    for (const [index, row] of after.entries()) {
      expect(row.toSpliced(EMPLOYED, 1)).toEqual(before[index]!.toSpliced(EMPLOYED, 1));
      if (row[EMPLOYED] !== before[index]![EMPLOYED])
        expect(Number(row[EMPLOYED])).toBeGreaterThan(Number(before[index]![EMPLOYED]));
    }
  });

  it('raises the sums of the municipality and of all by exactly what its quarters have more', () => {
    const late = (areas: RegExp) =>
      after.reduce(
        (sum, row, index) =>
          areas.test(row[AREA] ?? '') && row[EMPLOYED] !== before[index]![EMPLOYED]
            ? sum + Number(row[EMPLOYED]) - Number(before[index]![EMPLOYED])
            : sum,
        0,
      );
    const quarters = late(/^\d{9}$/);

    expect(quarters).toBeGreaterThan(0);
    expect(late(/^001SUMSUM$/)).toBe(quarters);
    expect(late(/^SUMSUMSUM$/)).toBe(quarters);
  });
});
