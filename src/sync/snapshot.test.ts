import { describe, expect, it } from 'vitest';
import {
  area,
  edition,
  feature,
  FRAME,
  seriesOf,
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  storedUnit,
  wanted,
  wantedIndicator,
  wantedLevel,
  type Standing,
} from '../../tests/support/sync-samples.ts';
import { ACCESS, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { planSync } from './plan.ts';
import { takeSnapshot } from './snapshot.ts';

const KEY = { name: INDICATOR.name, characteristic: 'gesamt', type: 'STATUS_ABSOLUTE' };
const EDITIONS = [
  edition('2020-01-01', area('01'), area('02')),
  edition('2022-01-01', area('01', { at: 1 }), area('02')),
];

function snapshot(before: Standing, value: number, editions = EDITIONS) {
  const actual = standing(before);
  const desired = wanted(
    [wantedLevel(...editions)],
    [wantedIndicator()],
    [seriesOf({ '2024-12-31': { '01': value, '02': 2 } })],
  );
  return takeSnapshot(planSync(desired, actual, FRAME), actual);
}

const SETTLED: Standing = {
  units: [storedUnit({ lastUpdate: '2024-01-01' })],
  indicators: [
    storedIndicator({ links: [storedLink(), storedLink('Gemeinden')] }),
    storedIndicator({ id: 'i-2', name: 'Andere' }),
  ],
  features: { [UNIT.name]: [feature('01', '2020-01-01'), feature('02', '2020-01-01')] },
  values: { [UNIT.name]: storedTable({ '2023-12-31': { '01': 9, X9: 4 } }) },
};

describe('takeSnapshot', () => {
  it('says of what the run will create that it did not exist', () => {
    expect(snapshot({}, 1)).toEqual({
      format: 1,
      units: [{ name: UNIT.name, state: null }],
      indicators: [{ key: KEY, state: null, links: [{ unitName: UNIT.name, state: null }] }],
    });
  });

  it('holds what the run touches as it stands there, and nothing else', () => {
    const { units, indicators } = snapshot(SETTLED, 1);

    expect(units).toMatchObject([
      { name: UNIT.name, state: { description: UNIT, features: SETTLED.features?.[UNIT.name] } },
    ]);
    expect(indicators).toEqual([
      {
        key: KEY,
        state: {
          description: storedIndicator().description,
          topicId: 't-1',
          remainder: storedIndicator().remainder,
          dates: [],
        },
        links: [
          {
            unitName: UNIT.name,
            state: {
              access: ACCESS,
              values: {
                dates: ['2023-12-31'],
                rows: [
                  { key: '01', values: [9] },
                  { key: 'X9', values: [4] },
                ],
              },
            },
          },
        ],
      },
    ]);
  });

  it('leaves out a unit whose areas and texts stay as they are', () => {
    expect(snapshot(SETTLED, 1, EDITIONS.slice(0, 1)).units).toEqual([]);
  });

  it('holds no id and no time, and survives being kept as text', () => {
    const taken = snapshot(SETTLED, 1);
    const text = JSON.stringify(taken);

    expect(JSON.parse(text)).toEqual(taken);
    for (const hidden of ['s-1', 'i-1', 'id of', 'lastUpdate']) expect(text).not.toContain(hidden);
  });

  it('is empty where a plan has nothing to do', () => {
    const done: Standing = {
      ...SETTLED,
      indicators: [storedIndicator({ links: [storedLink()], dates: [] })],
      values: { [UNIT.name]: storedTable({ '2024-12-31': { '01': 1, '02': 2 } }) },
    };
    const actual = standing({
      ...done,
      indicators: [storedIndicator({ links: [storedLink()], dates: seriesOf({ '2024-12-31': {} }).dates })],
    });
    const desired = wanted(
      [wantedLevel(EDITIONS[0]!)],
      [wantedIndicator()],
      [seriesOf({ '2024-12-31': { '01': 1, '02': 2 } })],
    );

    expect(takeSnapshot(planSync(desired, actual, FRAME), actual)).toEqual({
      format: 1,
      units: [],
      indicators: [],
    });
  });
});
