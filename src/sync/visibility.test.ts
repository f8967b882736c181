import { describe, expect, it } from 'vitest';
import { stillTarget } from '../../tests/support/still-target.ts';
import {
  area,
  edition,
  feature,
  seriesOf,
  standing,
  storedIndicator,
  storedLink,
  storedUnit,
  wanted,
  wantedIndicator,
  wantedLevel,
} from '../../tests/support/sync-samples.ts';
import { ACCESS, UNIT } from '../../tests/support/target-samples.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { TargetIndicator, TargetUnit, UnitFeature } from './target.ts';
import { checkVisibility, expectationsOf, readForVisibility, type Reading } from './visibility.ts';

const DATES = ['2023-12-31', '2024-12-31'].map(referenceDate);
const TOPICS = [{ id: 't-0', name: 'Soziales', children: [{ id: 't-1', name: 'Alter', children: [] }] }];
const EXPECTATIONS = expectationsOf(
  wanted(
    [wantedLevel(edition('2020-01-01', area('01'), area('02')))],
    [wantedIndicator()],
    [seriesOf({ '2023-12-31': { '01': 1 }, '2024-12-31': { '01': 2 } })],
  ),
);

interface Different {
  readonly unit?: Partial<TargetUnit>;
  readonly indicator?: Partial<TargetIndicator>;
  readonly features?: readonly UnitFeature[];
  readonly reading?: Partial<Reading>;
}

function look({ unit, indicator, features, reading }: Different = {}) {
  const seen: Reading = {
    units: [storedUnit(unit)],
    indicators: [storedIndicator({ dates: DATES, links: [storedLink()], ...indicator })],
    topics: TOPICS,
    features: new Map([[UNIT.name, features ?? [feature('01', '2020-01-01'), feature('02', '2020-01-01')]]]),
    ...reading,
  };
  return checkVisibility(EXPECTATIONS, seen);
}

describe('what a reader of the map would see', () => {
  it('is everything: nothing to say', () => {
    expect(look()).toEqual([]);
  });

  it.each([
    ['the indicator is gone', { reading: { indicators: [] } }],
    ['the unit is gone', { reading: { units: [] } }],
    ['there is no link', { indicator: { links: [] } }],
    ['there is a link with another unit only', { indicator: { links: [storedLink('Gemeinden')] } }],
  ])('is nothing where %s', (_what, different) => {
    expect(look(different).map(({ code }) => code)).toContain('sync.invisible-link');
  });

  it('lacks the dates that are not listed', () => {
    expect(look({ indicator: { dates: DATES.slice(0, 1) } })).toMatchObject([
      { code: 'sync.invisible-dates', severity: 'error', expected: '2024-12-31' },
    ]);
  });

  it('is in no place of the topic tree where the topic is gone, and said once', () => {
    const twice = checkVisibility([...EXPECTATIONS, ...EXPECTATIONS], {
      units: [storedUnit()],
      indicators: [storedIndicator({ dates: DATES, links: [storedLink()], topicId: 't-9' })],
      topics: TOPICS,
      features: new Map([[UNIT.name, [feature('01', '2020-01-01')]]]),
    });

    expect(twice.map(({ code }) => code)).toEqual(['sync.topic-unknown']);
    expect(look({ indicator: { topicId: null } }).map(({ code }) => code)).toEqual(['sync.topic-unknown']);
  });

  it.each([
    ['a palette nobody knows', 'Bleus', 5],
    ['too few classes', 'Blues', 2],
    ['more classes than the palette has', 'Accent', 9],
    ['own colours', 'INDIVIDUAL', 5],
  ])('is coloured wrongly with %s', (_what, scheme, classes) => {
    const { description } = storedIndicator();
    const classification = { ...description.classification, scheme, classes };

    const found = look({ indicator: { description: { ...description, classification } } });

    expect(found).toMatchObject([{ code: 'sync.palette-unknown' }]);
  });
});

describe('who would see it', () => {
  const group = { ...ACCESS, isPublic: false, permissions: ['p-1', 'p-2'] };

  it.each([
    ['the unit is closed', { unit: { access: group } }],
    ['the indicator is closed', { indicator: { access: group } }],
    ['the link is closed', { indicator: { links: [storedLink(UNIT.name, group)] } }],
  ])('differs where only %s', (_what, different) => {
    expect(look(different).map(({ code }) => code)).toEqual(['sync.visibility-differs']);
  });

  it('does not differ where all three are for the same groups, whoever owns them', () => {
    const turned = { ...group, ownerId: 'o-9', permissions: ['p-2', 'p-1'] };

    const found = look({
      unit: { access: group },
      indicator: { access: turned, links: [storedLink(UNIT.name, group)] },
    });

    expect(found).toEqual([]);
  });

  it('differs where the groups do', () => {
    const fewer = { ...group, permissions: ['p-1'] };

    const found = look({
      unit: { access: group },
      indicator: { access: group, links: [storedLink(UNIT.name, fewer)] },
    });

    expect(found.map(({ code }) => code)).toEqual(['sync.visibility-differs']);
  });
});

describe('areas on a date', () => {
  it('are missing altogether before the first begins', () => {
    expect(look({ features: [feature('01', '2024-01-01')] })).toMatchObject([
      { code: 'sync.validity-too-short', found: '2023-12-31', expected: UNIT.name },
    ]);
  });

  it('are shown on their first day', () => {
    expect(look({ features: [feature('01', '2023-12-31')] })).toEqual([]);
  });

  it('are no longer shown on their last day: a map without any area is an error', () => {
    const all = [feature('01', '2020-01-01..2023-12-31'), feature('01', '2024-01-01', { at: 1 })];

    expect(look({ features: all })).toMatchObject([
      { code: 'sync.validity-too-short', severity: 'error', found: '2023-12-31' },
    ]);
  });

  it('are no longer shown on their last day: a map with holes is worth a note', () => {
    const some = [
      feature('01', '2020-01-01..2023-12-31'),
      feature('01', '2024-01-01', { at: 1 }),
      feature('02', '2020-01-01'),
    ];

    expect(look({ features: some })).toMatchObject([
      { code: 'sync.last-day-hidden', severity: 'info', found: '2023-12-31 (1)', expected: UNIT.name },
    ]);
  });
});

describe('readForVisibility', () => {
  it('asks once for each list and once for each unit', async () => {
    const target = stillTarget(standing({ units: [storedUnit()] }), TOPICS);

    const reading = await readForVisibility(target, [...EXPECTATIONS, ...EXPECTATIONS]);

    expect(target.readings).toEqual(['units', 'indicators', 'topics', 'features']);
    expect(reading.topics).toEqual(TOPICS);
  });
});
