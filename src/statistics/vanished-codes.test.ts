import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { referenceDate } from '../core/reference-date.ts';
import { vanishedCodes, type VanishedQuestion } from './vanished-codes.ts';

function stored(year: number, code: string, value: number, row = 2): StoredCell {
  return {
    role: 'value',
    level: levelId('quartier'),
    area: areaKey('01'),
    date: referenceDate(`${year}-12-31`),
    measure: 'personen',
    breakdown: { geschlecht: code },
    cell: cell(value),
    source: { file: 0, rows: [row, row] },
  };
}
function told(question: Partial<VanishedQuestion>) {
  const codesOn = () => new Set(['m', 'w', 'd']);
  const asked = { fresh: [], known: [], absent: 'nil', codesOn, file: 'neu.csv', ...question } as const;
  return vanishedCodes(asked).map(({ severity, found, expected }) => `${severity}: ${found}, ${expected}`);
}

const BEFORE = [stored(2022, 'm', 500), stored(2022, 'w', 510), stored(2022, 'd', 3)];

describe('vanishedCodes', () => {
  it('stops a file in which one of the sexes has disappeared', () => {
    const fresh = [stored(2023, 'm', 505), stored(2023, 'd', 4)];

    expect(told({ fresh, known: BEFORE })).toEqual(['error: w am 31.12.2023, 31.12.2022: 510 personen']);
  });

  it('only mentions a rare code where absence means nil', () => {
    const fresh = [stored(2023, 'm', 505), stored(2023, 'w', 512)];

    expect(told({ fresh, known: BEFORE })).toEqual(['warning: d am 31.12.2023, 31.12.2022: 3 personen']);
    expect(told({ fresh, known: BEFORE, absent: 'error' })).toEqual([
      'error: d am 31.12.2023, 31.12.2022: 3 personen',
    ]);
  });

  it('says nothing of a code that the code list has ended', () => {
    const fresh = [stored(2023, 'm', 505), stored(2023, 'd', 4)];

    expect(told({ fresh, known: BEFORE, codesOn: () => new Set(['m', 'd']) })).toEqual([]);
    expect(told({ fresh, known: BEFORE, codesOn: () => undefined })).toEqual([
      'warning: w am 31.12.2023, 31.12.2022: 510 personen',
    ]);
  });

  it('compares the first date of a file with the next one', () => {
    const fresh = [stored(2022, 'm', 500), stored(2023, 'm', 505), stored(2023, 'w', 512)];

    expect(told({ fresh })).toEqual(['error: w am 31.12.2022, 31.12.2023: 512 personen']);
  });

  it('does not compare with an older delivery of the same date, nor with cells that were filled in', () => {
    const fresh = [stored(2022, 'm', 505)];

    expect(told({ fresh, known: BEFORE })).toEqual([]);
    expect(told({ fresh, known: [stored(2021, 'm', 1), stored(2021, 'w', 510, 0)] })).toEqual([]);
  });
});
