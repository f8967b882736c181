import { describe, expect, it } from 'vitest';
import {
  area,
  edition,
  feature,
  short,
  standing,
  storedUnit,
  wantedLevel,
} from '../../tests/support/sync-samples.ts';
import { UNIT } from '../../tests/support/target-samples.ts';
import { levelId } from '../core/area.ts';
import type { DesiredLevel } from './desired.ts';
import type { Operation, UpdateFeatures } from './operations.ts';
import { correctInPlace, placeholderNeighbour, planLevels, sameVersions } from './plan-levels.ts';
import type { TargetUnit, UnitFeature } from './target.ts';

const FIRST = edition('2020-01-01', area('01'), area('02'));
const SECOND = edition('2022-01-01', area('01', { at: 1 }), area('02'));
const THIRD = edition('2024-01-01', area('01', { at: 1 }), area('03'));

/** The level against a unit that holds these features and is otherwise as wanted. */
function plan(level: DesiredLevel, features?: readonly UnitFeature[], unit: Partial<TargetUnit> = {}) {
  const actual = features
    ? standing({ units: [storedUnit(unit)], features: { [UNIT.name]: features } })
    : standing({});
  const { operations, findings } = planLevels([level], actual);
  return { operations, codes: findings.map(({ code }) => code) };
}

function updates(operations: readonly Operation[]): UpdateFeatures[] {
  return operations.filter((operation) => operation.kind === 'update-features');
}

describe('a level that is not in KomMonitor', () => {
  it('is created from its first edition with neighbours that no other unit can have, then described', () => {
    const level = { ...wantedLevel(FIRST), unit: { ...UNIT, upper: 'Gemeinden' } };

    const { operations, codes } = plan(level);

    const [create, wording] = operations;
    const neighbour = placeholderNeighbour(UNIT.name);
    expect(codes).toEqual([]);
    expect(operations.map(({ kind }) => kind)).toEqual(['create-unit', 'describe-unit']);
    expect(create).toMatchObject({ unit: { lower: neighbour, upper: neighbour }, access: level.access });
    expect(wording).toMatchObject({
      before: { lower: neighbour, upper: neighbour },
      after: { lower: null, upper: 'Gemeinden' },
    });
  });

  it('receives its later editions one by one', () => {
    const { operations } = plan(wantedLevel(FIRST, SECOND, THIRD));

    expect(operations.map(({ kind }) => kind)).toEqual([
      'create-unit',
      'update-features',
      'update-features',
      'describe-unit',
    ]);
    expect(updates(operations).map(({ upload }) => [upload.validFrom, upload.partial])).toEqual([
      ['2022-01-01', false],
      ['2024-01-01', false],
    ]);
  });

  it('is described only after every new level stands', () => {
    const other = { ...wantedLevel(FIRST), level: levelId('gemeinde'), unit: { ...UNIT, name: 'Gemeinden' } };

    const { operations } = planLevels([wantedLevel(FIRST), other], standing({}));

    expect(operations.map(({ kind }) => kind)).toEqual([
      'create-unit',
      'create-unit',
      'describe-unit',
      'describe-unit',
    ]);
  });

  it('is refused where an area comes back after an edition without it', () => {
    const { operations, codes } = plan(
      wantedLevel(FIRST, edition('2022-01-01', area('01')), edition('2024-01-01', area('01'), area('02'))),
    );

    expect(codes).toEqual(['sync.history-not-reachable']);
    expect(operations.filter(({ kind }) => kind !== 'describe-unit')).toEqual([]);
  });
});

describe('a level that stands in KomMonitor', () => {
  const STANDING = [
    feature('01', '2020-01-01..2021-12-31'),
    feature('01', '2022-01-01', { at: 1 }),
    feature('02', '2020-01-01'),
  ];

  it('is left alone where nothing differs', () => {
    expect(plan(wantedLevel(FIRST, SECOND), STANDING)).toEqual({ operations: [], codes: [] });
  });

  it('is left alone where only the order of areas and points that lie on a line differ', () => {
    const turned = STANDING.toReversed();

    expect(plan(wantedLevel(FIRST, SECOND), turned).operations).toEqual([]);
  });

  it('receives only the editions it does not have', () => {
    const { operations, codes } = plan(wantedLevel(FIRST, SECOND, THIRD), STANDING);

    const [update] = updates(operations);
    expect(codes).toEqual([]);
    expect(operations).toHaveLength(1);
    expect(update?.upload).toMatchObject({ validFrom: '2024-01-01', partial: false });
    expect(short(update?.before ?? [])).toEqual(short(STANDING));
    expect(short(update?.after ?? [])).toEqual([
      '01 Name 01 2020-01-01..2021-12-31',
      '01 Name 01 2022-01-01..',
      '02 Name 02 2020-01-01..2023-12-31',
      '03 Name 03 2024-01-01..',
    ]);
  });

  it('keeps the outline that somebody has chosen there, and tells its neighbours anew', () => {
    const outline = { isOutlineLayer: true, color: '#ff0000', width: 7, dashArray: '4 4' };

    const { operations } = plan(wantedLevel(FIRST, SECOND), STANDING, { outline, upper: 'Fremd' });

    expect(operations).toEqual([
      expect.objectContaining({
        kind: 'describe-unit',
        before: expect.objectContaining({ upper: 'Fremd' }),
        after: expect.objectContaining({ upper: null, outline }),
      }),
    ]);
  });

  it('does not touch a unit that differs in its outline, its readers or its date of change alone', () => {
    const outline = { isOutlineLayer: true, color: '#ff0000', width: 7, dashArray: null };
    const access = { ownerId: 'o-2', permissions: [], isPublic: false };

    const { operations } = plan(wantedLevel(FIRST, SECOND), STANDING, {
      outline,
      access,
      lastUpdate: '2031-01-01',
    });

    expect(operations).toEqual([]);
  });

  it.each([
    ['no area at all', []],
    ['an area that nobody delivered', [...STANDING, feature('99', '2020-01-01')]],
    ['one area fewer', STANDING.slice(0, 2)],
    ['an area twice', [...STANDING, feature('02', '2020-01-01')]],
    ['a first day moved by hand', [...STANDING.slice(0, 2), feature('02', '2019-01-01')]],
    ['an end set by hand', [...STANDING.slice(0, 2), feature('02', '2020-01-01..2030-12-31')]],
    [
      'a closing two days before, from a server in Berlin’s time zone',
      [feature('01', '2020-01-01..2021-12-30'), ...STANDING.slice(1)],
    ],
  ])('is refused, and nothing planned for it, where it holds %s', (_what, features) => {
    expect(plan(wantedLevel(FIRST, SECOND), features)).toEqual({
      operations: [],
      codes: ['sync.history-not-reachable'],
    });
  });

  it('is refused where an edition has been taken away or its first day changed', () => {
    const earlier = { ...SECOND, validFrom: edition('2021-01-01').validFrom };

    expect(plan(wantedLevel(FIRST), STANDING).codes).toEqual(['sync.history-not-reachable']);
    expect(plan(wantedLevel(FIRST, earlier), STANDING).codes).toEqual(['sync.history-not-reachable']);
  });

  it('is refused where a new edition would begin together with the newest version', () => {
    const same = edition('2022-01-01', area('01', { at: 2 }), area('02', { at: 2 }));

    expect(plan(wantedLevel(FIRST, same), STANDING).codes).toEqual(['sync.history-not-reachable']);
  });
});

describe('a correction', () => {
  const STANDING = [
    feature('01', '2020-01-01..2021-12-31'),
    feature('01', '2022-01-01', { at: 1 }),
    feature('02', '2020-01-01'),
  ];

  it('overwrites open versions in place, one upload for each first day, and says so', () => {
    const first = edition('2020-01-01', area('01'), area('02', { name: 'Süd' }));
    const second = edition('2022-01-01', area('01', { at: 3 }), area('02', { name: 'Süd' }));

    const { operations, codes } = plan(wantedLevel(first, second), STANDING);

    const corrections = updates(operations);
    expect(codes).toEqual(['sync.geometry-corrected']);
    expect(
      corrections.map(({ upload }) => [upload.validFrom, upload.partial, upload.features.map((f) => f.key)]),
    ).toEqual([
      ['2020-01-01', true, ['02']],
      ['2022-01-01', true, ['01']],
    ]);
    expect(short(corrections.at(-1)?.after ?? [])).toEqual([
      '01 Name 01 2020-01-01..2021-12-31',
      '01 Name 01 2022-01-01..',
      '02 Süd 2020-01-01..',
    ]);
  });

  it('comes before the editions that are still to be sent', () => {
    const first = edition('2020-01-01', area('01', { name: 'Nord' }), area('02'));
    const second = edition('2022-01-01', area('01', { name: 'Nord' }));

    const { operations } = plan(wantedLevel(first, second), [
      feature('01', '2020-01-01'),
      feature('02', '2020-01-01'),
    ]);

    expect(updates(operations).map(({ upload }) => [upload.validFrom, upload.partial])).toEqual([
      ['2020-01-01', true],
      ['2022-01-01', false],
    ]);
    expect(updates(operations)[0]?.after).toEqual(updates(operations)[1]?.before);
  });

  it('is refused for a version that is closed already, which KomMonitor would open again', () => {
    const first = edition('2020-01-01', area('01', { at: 5 }), area('02'));

    expect(plan(wantedLevel(first, SECOND), STANDING)).toEqual({
      operations: [],
      codes: ['sync.history-not-reachable'],
    });
  });

  it('touches nothing where only closed versions agree and open ones do too', () => {
    expect(correctInPlace(UNIT.name, STANDING, STANDING)).toEqual([]);
  });
});

describe('sameVersions', () => {
  it('compares keys and days, and counts', () => {
    const one = feature('01', '2020-01-01');

    expect(sameVersions([one], [feature('01', '2020-01-01', { name: 'Nord', at: 4 })])).toBe(true);
    expect(sameVersions([one, one], [one, feature('02', '2020-01-01')])).toBe(false);
    expect(sameVersions([one], [one, one])).toBe(false);
  });
});
