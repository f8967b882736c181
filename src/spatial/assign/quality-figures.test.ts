import { describe, expect, it } from 'vitest';
import { areaKey, type AreaKey } from '../../core/area.ts';
import { placeText } from '../../core/finding.ts';
import { assignmentTally } from './assignment-tally.ts';
import { residual, type Mark, type Match, type Method } from './match-result.ts';
import { qualityFigures, type QualityQuestion } from './quality-figures.ts';
import { qualityFindings } from './quality-findings.ts';

const [Q1, Q2] = [areaKey('Q1'), areaKey('Q2')];

function assigned(unit: AreaKey, how: Method = 'exact', ...marks: Mark[]): Match {
  return { unit, how, marks };
}

function question(
  records: readonly [string, number, Match][],
  more: Partial<QualityQuestion> = {},
): QualityQuestion {
  const tally = assignmentTally();
  const read = new Map<string, number>();
  for (const [gemeinde, times, match] of records) {
    for (let i = 0; i < times; i += 1) tally.add({ gemeinde, number: String(i % 5) }, match);
    read.set(gemeinde, (read.get(gemeinde) ?? 0) + times);
  }
  return { counts: tally.counts(), read, units: new Set([Q1, Q2]), ...more };
}

function lights(asked: QualityQuestion): Record<string, string> {
  const found = qualityFigures(asked).filter(({ light }) => light !== 'green');
  return Object.fromEntries(found.map(({ id, light }) => [id, light]));
}

describe('assignmentTally', () => {
  it('counts per Gemeinde, method, cause, mark and area', () => {
    const { counts } = question([
      ['B', 3, assigned(Q1, 'alias', 'near-edge')],
      ['A', 2, residual('unknown_street')],
      ['A', 1, assigned(Q2)],
    ]);

    expect(counts.gemeinden.map(({ gemeinde, read, assigned: n }) => [gemeinde, read, n])).toEqual([
      ['A', 3, 1],
      ['B', 3, 3],
    ]);
    expect(counts.gemeinden[0]?.residual).toMatchObject({ unknown_street: 2, protected: 0 });
    expect(counts.methods).toMatchObject({ exact: 1, alias: 3 });
    expect(counts.marks['near-edge']).toBe(3);
    expect([...counts.units]).toEqual([
      [Q1, 3],
      [Q2, 1],
    ]);
  });

  it('lists what a person can clear, and no shelter', () => {
    const tally = assignmentTally();
    const address = { gemeinde: 'A', streetName: 'Kochweg', number: '1', person: 'secret' };
    tally.add(address, residual('unknown_street'));
    tally.add(address, residual('unknown_street'));
    tally.add({ gemeinde: 'A', streetName: 'Am Bühl', number: '3' }, residual('protected'));
    tally.add({ gemeinde: 'A' }, residual('no_address'));
    tally.add({ gemeinde: 'A', streetName: 'Am Bühl', number: '5' }, assigned(Q1));

    expect(tally.clearingList()).toEqual([
      {
        address: { gemeinde: 'A', streetKey: '', streetName: 'Kochweg', number: '1', suffix: '' },
        cause: 'unknown_street',
        records: 2,
      },
    ]);
  });
});

describe('qualityFigures', () => {
  it('are green for a clean run', () => {
    const asked = question([
      ['A', 996, assigned(Q1)],
      ['A', 4, residual('unknown_street')],
      ['B', 100, assigned(Q2)],
    ]);

    expect(lights(asked)).toEqual({});
  });

  it('turn amber and red with the match rate', () => {
    const rate = (lost: number) =>
      lights(
        question([
          ['A', 1000 - lost, assigned(Q1)],
          ['A', lost, residual('unknown_street')],
          ['B', 1, assigned(Q2)],
        ]),
      );

    expect(rate(10)).toEqual({ 'match-rate': 'amber' });
    expect(rate(30)).toEqual({ 'match-rate': 'amber', 'unmatched-gemeinde': 'amber' });
    expect(rate(60)).toEqual({ 'match-rate': 'red', 'unmatched-gemeinde': 'amber' });
  });

  it('do not blame the directory for persons without address or in shelters', () => {
    const asked = question([
      ['A', 10, assigned(Q1)],
      ['A', 10, residual('no_address')],
      ['A', 10, residual('protected')],
      ['B', 10, assigned(Q2)],
    ]);

    expect(lights(asked)).toEqual({});
  });

  it('are red where areas and residual are not the records read', () => {
    const asked = question([
      ['A', 10, assigned(Q1)],
      ['B', 10, assigned(Q2)],
    ]);
    const read = new Map([...asked.read, ['A', 11]]);

    const sum = qualityFigures({ ...asked, read }).find(({ id }) => id === 'sum');

    expect(sum).toEqual({ id: 'sum', value: 1, light: 'red', subjects: ['A'] });
  });

  it('compare totals with official ones, and let a note explain a large difference', () => {
    const base: [string, number, Match][] = [
      ['A', 10, assigned(Q1)],
      ['B', 10, assigned(Q2)],
    ];
    const light = (official: number, note?: string) =>
      lights(question(base, { register: { found: 1000, official, ...(note ? { note } : {}) } }))[
        'register-total'
      ];

    expect(light(1005)).toBeUndefined();
    expect(light(1040)).toBe('amber');
    expect(light(1100)).toBe('red');
    expect(light(1100, 'Fortschreibung auf Zensusbasis')).toBe('amber');
    expect(lights(question(base, { numerator: { found: 100, official: 110 } }))['numerator-total']).toBe(
      'red',
    );
  });

  it('watch the methods, the disagreement and the coordinates', () => {
    expect(
      lights(
        question([
          ['A', 97, assigned(Q1)],
          ['A', 3, assigned(Q2, 'interpolated')],
        ]),
      ),
    ).toEqual({
      'key-share': 'amber',
    });
    const compared = question([
      ['A', 97, assigned(Q1, 'exact', 'compared')],
      ['A', 3, assigned(Q2, 'exact', 'compared', 'coordinate-disagrees', 'near-edge', 'quality-c')],
    ]);
    expect(lights(compared)).toEqual({ disagreement: 'red', 'near-edge': 'amber', 'quality-c': 'amber' });
  });

  it('list areas that changed, are empty or unknown', () => {
    const asked = question(
      [
        ['A', 100, assigned(Q1)],
        ['A', 100, assigned(areaKey('Q9'))],
      ],
      {
        lastYear: new Map([
          [Q1, 150],
          [areaKey('Q9'), 95],
        ]),
      },
    );

    const found = qualityFigures(asked).filter(({ light }) => light !== 'green');

    expect(found.map(({ id, light, subjects }) => [id, light, subjects.join()])).toEqual([
      ['unit-change', 'amber', 'Q1'],
      ['unknown-unit', 'red', 'Q9'],
      ['empty-unit', 'red', 'Q2'],
    ]);
  });
});

describe('qualityFindings', () => {
  it('block on red, warn on amber and name the limit', () => {
    const asked = question([
      ['A', 932, assigned(Q1)],
      ['A', 68, residual('unknown_street')],
    ]);

    const findings = qualityFindings(qualityFigures(asked), 'register.csv');

    expect(findings.map(({ severity, found, expected }) => [severity, found, expected])).toEqual([
      ['block', 'zugeordnete Personen 93,2 %', 'mindestens 95 %'],
      ['warning', 'ohne Zuordnung in der schlechtesten Gemeinde 6,8 % (A)', 'höchstens 2 %'],
      ['block', 'Raumeinheiten ohne einen einzigen Satz 1 (Q2)', 'keine'],
    ]);
    expect(placeText(findings[0]!.place)).toBe('register.csv');
  });

  it('have nothing to say about green figures', () => {
    const asked = question([
      ['A', 10, assigned(Q1)],
      ['B', 10, assigned(Q2)],
    ]);

    expect(qualityFindings(qualityFigures(asked), 'register.csv')).toEqual([]);
  });
});
