import { describe, expect, it } from 'vitest';
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
  URL,
  wanted,
  wantedIndicator,
  wantedLevel,
  type Standing,
} from '../../tests/support/sync-samples.ts';
import { ACCESS, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { levelId } from '../core/area.ts';
import { cell, MISSING } from '../core/cell.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { referenceDate } from '../core/reference-date.ts';
import { grantRelease } from '../disclosure/grant.ts';
import { SyncError } from '../errors.ts';
import type { Actual } from './actual.ts';
import { indicatorKeyText } from './operations.ts';
import { planSync } from './plan.ts';
import { planRollback, rollbackScope, type RollbackQuestion } from './rollback.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import type { TargetIndicator, TargetValues } from './target.ts';

const FIRST = edition('2020-01-01', area('01'), area('02'));
const SECOND = edition('2022-01-01', area('01', { at: 1 }), area('02'));
const FEATURES = [feature('01', '2020-01-01'), feature('02', '2020-01-01')];
const Y24 = referenceDate('2024-12-31');

/** The state before a run of `FIRST`, with values of 2023 only. */
const BEFORE: Standing = {
  units: [storedUnit()],
  indicators: [storedIndicator({ dates: [referenceDate('2023-12-31')], links: [storedLink()] })],
  features: { [UNIT.name]: FEATURES },
  values: { [UNIT.name]: storedTable({ '2023-12-31': { '01': 1, '02': 2 } }) },
};

/** What was there before a run that wanted these values and editions. */
function snapshotOf(before: Standing, values: Parameters<typeof seriesOf>[0], editions = [FIRST]): Snapshot {
  const actual = standing(before);
  const desired = wanted([wantedLevel(...editions)], [wantedIndicator()], [seriesOf(values)]);
  return takeSnapshot(planSync(desired, actual, FRAME), actual);
}

/** The snapshot's values, as disclosure control would see them; `not` are those it keeps back today. */
function released(snapshot: Snapshot, not: readonly number[] = []) {
  const series = snapshot.indicators.flatMap(({ key, links }) =>
    links.flatMap(({ unitName, state }): IndicatorSeries[] =>
      state === null
        ? []
        : [
            {
              indicator: indicatorKeyText(key),
              level: levelId(unitName),
              dates: state.values.dates,
              areas: state.values.rows.map((row) => row.key),
              values: state.values.rows.flatMap((row) =>
                state.values.dates.map((date, index) => {
                  const value = row.values[index] ?? null;
                  return {
                    area: row.key,
                    date,
                    cell: value === null || not.includes(value) ? MISSING : cell(value),
                  };
                }),
              ),
              inputs: [],
            },
          ],
    ),
  );
  return grantRelease(series, { url: URL, simulator: true });
}

function back(snapshot: Snapshot, now: Standing | Actual, more: Partial<RollbackQuestion> = {}) {
  const actual = 'identity' in now ? now : standing(now);
  const plan = planRollback({
    snapshot,
    actual,
    release: released(snapshot),
    frame: FRAME,
    geometry: 'restore',
    ...more,
  });
  return { ...plan, codes: plan.findings.map(({ code }) => code), kinds: plan.operations.map((o) => o.kind) };
}

function now(values: TargetValues, indicator: Partial<TargetIndicator> = {}): Standing {
  return {
    ...BEFORE,
    indicators: [storedIndicator({ dates: values.dates, links: [storedLink()], ...indicator })],
    values: { [UNIT.name]: values },
  };
}

const WISH = { '2023-12-31': { '01': 5, '02': 2 }, '2024-12-31': { '01': 7, '02': 8 } };
const WRITTEN = storedTable(WISH);

describe('taking values back', () => {
  const snapshot = snapshotOf(BEFORE, WISH);

  it('writes the former values and removes the date that the run has created', () => {
    const plan = back(snapshot, now(WRITTEN));

    expect(plan).toMatchObject({ kind: 'rollback', codes: [], expectations: [] });
    expect(plan.operations).toMatchObject([
      {
        kind: 'put-values',
        dates: ['2023-12-31'],
        rows: [
          { key: '01', values: [1], before: [5] },
          { key: '02', values: [2], before: [2] },
        ],
      },
      { kind: 'delete-date', date: '2024-12-31', unitName: UNIT.name },
    ]);
    expect(plan.counts).toMatchObject({ create: 0, update: 1, remove: 1 });
  });

  it('does nothing where the former state stands there already', () => {
    expect(back(snapshot, BEFORE)).toMatchObject({ operations: [], findings: [] });
  });

  it('empties a created date that the indicator had already through another unit', () => {
    const listed = {
      ...BEFORE,
      indicators: [storedIndicator({ dates: [referenceDate('2023-12-31'), Y24], links: [storedLink()] })],
    };

    const plan = back(snapshotOf(listed, WISH), now(WRITTEN));

    expect(plan.kinds).toEqual(['put-values']);
    expect(plan.operations[0]).toMatchObject({
      dates: ['2023-12-31', '2024-12-31'],
      rows: [{ values: [1, null] }, { values: [2, null] }],
    });
  });

  it('empties a created date that another unit has been given since', () => {
    const both = standing({
      ...now(WRITTEN, { links: [storedLink(), storedLink('Gemeinden')] }),
      values: { [UNIT.name]: WRITTEN, Gemeinden: storedTable({ '2024-12-31': { G: 15 } }) },
    });

    expect(back(snapshot, both).kinds).toEqual(['put-values']);
  });

  it('leaves what somebody else has written since', () => {
    const edited = storedTable({ '2023-12-31': { '01': 5, '02': 99 }, '2024-12-31': { '01': 7, '02': 8 } });
    const isOurs: RollbackQuestion['isOurs'] = (_indicator, _unit, { value }) => value !== 99;

    const plan = back(snapshot, now(edited), { isOurs });

    expect(plan.operations[0]).toMatchObject({
      rows: [
        { key: '01', values: [1] },
        { key: '02', values: [99] },
      ],
    });
  });

  it('keeps a created date for the value that somebody else has written into it', () => {
    const edited = storedTable({ '2023-12-31': { '01': 5, '02': 2 }, '2024-12-31': { '01': 7, '02': 99 } });
    const isOurs: RollbackQuestion['isOurs'] = (_indicator, _unit, { value }) => value !== 99;

    const plan = back(snapshot, now(edited), { isOurs });

    expect(plan.kinds).toEqual(['put-values']);
    expect(plan.operations[0]).toMatchObject({ rows: [{ values: [1, null] }, { values: [2, 99] }] });
  });

  it('leaves a former value empty that may not be published today, and names it', () => {
    const plan = back(snapshot, now(WRITTEN), { release: released(snapshot, [1]) });

    expect(plan.findings).toMatchObject([
      { code: 'sync.value-not-restored', found: `${INDICATOR.name}, 01, 2023-12-31` },
    ]);
    expect(plan.operations[0]).toMatchObject({ rows: [{ values: [null] }, { values: [2] }] });
  });

  it('writes to the readers the link has now: who has been shut out since stays out', () => {
    const closed = { ...ACCESS, isPublic: false };

    const plan = back(snapshot, now(WRITTEN, { links: [storedLink(UNIT.name, closed)] }));

    expect(plan.operations[0]).toMatchObject({ access: closed, newLink: false });
  });

  it('says where link or indicator are gone, and creates nothing anew', () => {
    expect(back(snapshot, { ...BEFORE, indicators: [], values: {} })).toMatchObject({
      codes: ['sync.already-gone'],
      operations: [],
    });
    expect(back(snapshot, now(WRITTEN, { links: [] }))).toMatchObject({
      codes: ['sync.already-gone'],
      operations: [],
    });
  });

  it('is refused without a release for this very target', () => {
    const forged = { ...released(snapshot) };

    expect(() => back(snapshot, BEFORE, { release: forged })).toThrow(SyncError);
  });

  it('is refused where a name has become ambiguous', () => {
    const twins = { ...BEFORE, indicators: [...(BEFORE.indicators ?? []), storedIndicator({ id: 'i-2' })] };

    expect(back(snapshot, twins)).toMatchObject({ codes: ['sync.name-ambiguous'], operations: [] });
  });
});

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

    expect(plan.operations.at(-1)).toEqual({
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
