import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { generateCounty } from './generate-county.ts';
import { groundTruth, type TruthMeasure } from './ground-truth.ts';
import { orderFile, orderProtocol } from './order-file.ts';
import { COUNTY_KEY, editionOn } from './territory.ts';

const county = generateCounty({ population: 20_000, quartiere: 20, sozialraeume: 6, gemeinden: 4 });
const truth = groundTruth(county);
const snapshot = county.snapshots.at(-1)!;
const { date } = snapshot;
const [header, ...rows] = iconv
  .decode(orderFile(county, snapshot), 'windows-1252')
  .split('\r\n')
  .slice(0, -1)
  .map((line) => line.split(';'));
const MEASURES: readonly TruthMeasure[] = [
  'bedarfsgemeinschaften',
  'leistungsberechtigte',
  'elb',
  'nef',
  'nef-unter-15',
  'elb-langzeit',
  'arbeitslose',
  'arbeitslose-sgb2',
  'arbeitslose-15-24',
  'svb',
];

describe('the order file of the employment agency', () => {
  it('has its columns, its month, and a row for each quarter of the day', () => {
    const { quartiere } = editionOn(county.territory, date);
    const keys = rows.filter(([, , area]) => /^\d{9}$/.test(area!)).map(([, , area]) => area!);

    expect(header?.join(';')).toBe(
      'BERICHTSMONAT;GEMEINDE;GEBIET;NAME;BG;LB;ELB;NEF;NEF_U15;ELB_LZB;ALO;ALO_SGB2;ALO_U25;SVB',
    );
    expect(new Set(rows.map(([month]) => month))).toEqual(new Set(['202412']));
    expect(keys.map((key) => key.slice(3))).toEqual(quartiere.map(({ key }) => key));
    expect(keys.every((key) => Number(key.slice(0, 3)) === Number(key.slice(3, 5)))).toBe(true);
    expect(rows).toHaveLength(quartiere.length + 2 * 4 + 1);
  });

  it('tells every figure from ten on as it is true, the others by a star, and nothing by a dash', () => {
    const places = rows.map((row) => ({ row, truths: truthsOf(row) }));
    let stars = 0;
    for (const { row, truths } of places) {
      const shown = truths.map((count) => (count === 0 ? '-' : count < 10 ? '*' : String(count)));
      expect(row).toEqual([...row.slice(0, 4), ...shown]);
      stars += shown.filter((cell) => cell === '*').length;
    }

    expect(stars).toBeGreaterThan(20);
  });

  it('explains in its protocol as many recipients as have no area, in every year', () => {
    const place = { level: 'demo-kreis', area: COUNTY_KEY, measure: 'leistungsberechtigte' } as const;
    const totals = county.snapshots.map((one) => {
      const text = iconv.decode(orderProtocol(county, one), 'windows-1252');
      const lines = text.split('\r\n').slice(0, -1);
      expect(lines.filter((line) => !/^\d+;[A-Z]/.test(line))).toEqual([]);
      return lines.reduce((sum, line) => sum + Number(line.split(';')[0]), 0);
    });

    expect(totals).toEqual(county.snapshots.map((one) => truth.residual({ ...place, date: one.date })));
    expect(Math.max(...totals)).toBeGreaterThan(0);
  });
});

function truthsOf([, gemeinde, area, name]: readonly string[]): number[] {
  return MEASURES.map((measure) => {
    if (area === 'keine Angabe')
      return truth.residual({ level: 'demo-gemeinde', area: gemeinde!, date, measure });
    if (name !== 'Summe')
      return truth.value({ level: 'demo-quartier', area: area!.slice(3), date, measure })!;
    const place =
      gemeinde === ''
        ? ({ level: 'demo-kreis', area: COUNTY_KEY } as const)
        : ({ level: 'demo-gemeinde', area: gemeinde! } as const);
    const question = { ...place, date, measure };
    return truth.value(question)! + truth.residual(question);
  });
}
