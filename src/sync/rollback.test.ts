import { describe, expect, it } from 'vitest';
import {
  BEFORE,
  back,
  now,
  snapshotOf,
  WISH,
  WRITTEN,
  FIRST,
  SECOND,
  Y24,
} from '../../tests/support/rollback-samples.ts';
import {
  area,
  edition,
  feature,
  FRAME,
  seriesOf,
  short,
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
import { INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { planSync } from './plan.ts';
import { rollbackScope } from './rollback.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';

describe('taking back what was created', () => {
  const nothing = snapshotOf({}, WISH);
  const created = now(WRITTEN);

  it('removes indicator and unit', () => {
    expect(back(nothing, created)).toMatchObject({
      kinds: ['delete-indicator', 'delete-unit'],
      codes: [],
    });
  });

  it('does nothing where they are gone already', () => {
    expect(back(nothing, {})).toMatchObject({ operations: [], findings: [] });
  });

  it('removes a link with its dates, so that the indicator does not list them any more', () => {
    const unlinked = { ...BEFORE, indicators: [storedIndicator()], values: {} };

    const plan = back(snapshotOf(unlinked, WISH), created);

    expect(plan.kinds).toEqual(['delete-date', 'delete-date', 'delete-link']);
  });

  it('keeps the dates in the list that another unit still has', () => {
    const other = storedLink('Gemeinden');
    const unlinked: Standing = {
      ...BEFORE,
      indicators: [storedIndicator({ dates: [Y24], links: [other] })],
      values: { Gemeinden: storedTable({ '2024-12-31': { G: 15 } }) },
    };
    const after = standing({
      ...now(WRITTEN, { links: [storedLink(), other] }),
      values: { [UNIT.name]: WRITTEN, Gemeinden: storedTable({ '2024-12-31': { G: 15 } }) },
    });

    const plan = back(snapshotOf(unlinked, WISH), after);

    expect(plan.operations).toMatchObject([
      { kind: 'delete-date', date: '2023-12-31' },
      { kind: 'delete-link', unitName: UNIT.name },
    ]);
  });

  it('does not remove an indicator that has been linked with another unit since', () => {
    const shared = now(WRITTEN, { links: [storedLink(), storedLink('Gemeinden')] });

    expect(back(nothing, shared)).toMatchObject({ codes: ['sync.indicator-shared'], operations: [] });
  });

  it('does not remove a unit that another indicator uses', () => {
    const other = storedIndicator({ id: 'i-2', name: 'Haushalte', links: [storedLink()] });

    const plan = back(nothing, { ...created, indicators: [...(created.indicators ?? []), other] });

    expect(plan.findings).toMatchObject([{ code: 'sync.unit-shared', expected: 'Haushalte' }]);
    expect(plan.operations).toEqual([]);
  });

  it('does not remove a unit to which somebody has linked an indicator of ours by hand', () => {
    const gemeinden = { ...wantedLevel(FIRST), unit: { ...UNIT, name: 'Gemeinden' } };
    const desired = wanted([gemeinden], [wantedIndicator()], [seriesOf(WISH)]);
    const actual = standing(BEFORE);
    const snapshot = takeSnapshot(planSync(desired, actual, FRAME), actual);
    const byHand: Snapshot = {
      ...snapshot,
      indicators: snapshot.indicators.map((indicator) => ({ ...indicator, links: [] })),
    };
    const unit = storedUnit({ id: 's-2', name: 'Gemeinden' });

    const plan = back(byHand, {
      ...BEFORE,
      units: [storedUnit(), unit],
      indicators: [storedIndicator({ links: [storedLink(), storedLink('Gemeinden')] })],
    });

    expect(plan.codes).toEqual(['sync.unit-shared']);
  });
});

describe('taking descriptions back', () => {
  const { description } = storedIndicator();
  const other = { ...description, unit: 'Leute', displayOrder: 9 };
  const before: Standing = {
    ...BEFORE,
    indicators: [storedIndicator({ description: other, topicId: 't-0' })],
  };
  const remainder = { ...storedIndicator().remainder, regionalReferenceValues: [{ regionalSum: 1 }] };

  it('writes the former text and topic, but leaves the order in the tree and what no run ever sets', () => {
    const moved = { ...description, displayOrder: 30 };
    const snapshot = snapshotOf(before, WISH);

    const plan = back(snapshot, now(WRITTEN, { description: moved, remainder }));

    expect(plan.operations.find(({ kind }) => kind === 'describe-indicator')).toEqual({
      kind: 'describe-indicator',
      indicator: { name: INDICATOR.name, characteristic: 'gesamt', type: 'STATUS_ABSOLUTE' },
      before: { description: moved, topicId: 't-1' },
      after: { description: { ...other, displayOrder: 30 }, topicId: 't-0' },
      remainder,
    });
  });

  it('does not move an indicator back to where it stood in the tree', () => {
    const snapshot = snapshotOf(BEFORE, WISH);

    const plan = back(snapshot, now(WRITTEN, { description: { ...description, displayOrder: 30 } }));

    expect(plan.kinds).not.toContain('describe-indicator');
  });

  it('gives a unit its former neighbours and leaves the outline that somebody has chosen since', () => {
    const snapshot = snapshotOf({ ...BEFORE, units: [storedUnit({ upper: 'Kreis' })] }, WISH);
    const outline = { isOutlineLayer: true, color: '#00ff00', width: 5, dashArray: null };

    const plan = back(snapshot, { ...BEFORE, units: [storedUnit({ outline })] });

    expect(plan.operations).toMatchObject([
      { kind: 'describe-unit', before: { upper: null }, after: { upper: 'Kreis', outline } },
    ]);
    expect(
      back(snapshotOf(before, WISH, [FIRST, SECOND]), { ...BEFORE, units: [storedUnit({ outline })] }).kinds,
    ).not.toContain('describe-unit');
  });
});

describe('taking borders back', () => {
  const snapshot = snapshotOf(BEFORE, WISH, [FIRST, SECOND]);
  const after: Standing = {
    ...BEFORE,
    features: {
      [UNIT.name]: [
        feature('01', '2020-01-01..2021-12-31'),
        feature('01', '2022-01-01', { at: 1 }),
        feature('02', '2020-01-01'),
      ],
    },
  };

  it('clears the unit and builds its history up again, edition by edition', () => {
    const former: Standing = { ...BEFORE, features: after.features ?? {} };
    const third = edition('2024-01-01', area('01', { at: 2 }), area('02'));
    const two = snapshotOf(former, WISH, [FIRST, SECOND, third]);
    const three = [
      feature('01', '2020-01-01..2021-12-31'),
      feature('01', '2022-01-01..2023-12-31', { at: 1 }),
      feature('01', '2024-01-01', { at: 2 }),
      feature('02', '2020-01-01'),
    ];

    const plan = back(two, { ...BEFORE, features: { [UNIT.name]: three } });

    expect(plan.operations).toMatchObject([
      { kind: 'clear-features', unitName: UNIT.name },
      { kind: 'update-features', upload: { validFrom: '2020-01-01', partial: false }, before: [] },
      { kind: 'update-features', upload: { validFrom: '2022-01-01', partial: false } },
    ]);
    const last = plan.operations.at(-1);
    expect(last?.kind === 'update-features' && short(last.after)).toEqual(
      short(former.features?.[UNIT.name] ?? []),
    );
  });

  it('overwrites in place what was only corrected', () => {
    const corrected = snapshotOf(BEFORE, WISH, [
      edition('2020-01-01', area('01', { name: 'Nord' }), area('02')),
    ]);
    const renamed = [feature('01', '2020-01-01', { name: 'Nord' }), feature('02', '2020-01-01')];

    const plan = back(corrected, { ...BEFORE, features: { [UNIT.name]: renamed } });

    expect(plan.operations).toMatchObject([
      {
        kind: 'update-features',
        upload: { partial: true, validFrom: '2020-01-01', features: [{ key: '01', name: 'Name 01' }] },
      },
    ]);
  });

  it('is refused where the former history cannot be built up, unless borders are left as they are', () => {
    const gap = [feature('01', '2020-01-01..2020-12-31'), feature('02', '2020-01-01')];
    const odd: Snapshot = {
      ...snapshot,
      units: snapshot.units.map((unit) => ({
        ...unit,
        state: unit.state && {
          ...unit.state,
          features: [...gap, feature('01', '2022-01-01', { at: 1 })],
        },
      })),
    };

    expect(back(odd, after)).toMatchObject({ codes: ['sync.geometry-stays'], operations: [] });
    expect(back(odd, after, { geometry: 'leave' })).toMatchObject({ codes: [], operations: [] });
  });

  it('says that the unit itself is gone rather than planning to fill it', () => {
    const plan = back(snapshot, { ...after, units: [], features: {} });

    expect(plan).toMatchObject({ codes: ['sync.already-gone'], operations: [] });
  });
});

describe('rollbackScope', () => {
  it('looks at every link of the indicators, also at those the run did not touch', () => {
    const { indicators } = standing(now(WRITTEN, { links: [storedLink(), storedLink('Gemeinden')] }));

    const scope = rollbackScope(snapshotOf(BEFORE, WISH, [FIRST, SECOND]), indicators);

    expect(scope.unitNames).toEqual([UNIT.name]);
    expect(scope.links.map((link) => link.unitName)).toEqual([UNIT.name, 'Gemeinden']);
  });
});
