import { describe, expect, it } from 'vitest';
import {
  BEFORE,
  back,
  now,
  released,
  snapshotOf,
  WISH,
  WRITTEN,
  Y24,
} from '../../tests/support/rollback-samples.ts';
import {
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  type Standing,
} from '../../tests/support/sync-samples.ts';
import { ACCESS, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { referenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import type { RollbackQuestion } from './rollback.ts';
import { takeSnapshot } from './snapshot.ts';

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

  it('brings a former date back that was removed, even where no area has a value of it', () => {
    const empty = { '2023-12-31': { '01': null, '02': null } };
    const before: Standing = { ...BEFORE, values: { [UNIT.name]: storedTable(empty) } };
    const removed = now(storedTable({ '2024-12-31': { '01': 7, '02': 8 } }));

    const plan = back(snapshotOf(before, WISH), removed);

    expect(plan.operations[0]).toMatchObject({
      kind: 'put-values',
      dates: ['2023-12-31'],
      rows: [
        { values: [null], before: ['absent'] },
        { values: [null], before: ['absent'] },
      ],
    });
  });

  it('can itself be taken back', () => {
    const actual = standing(now(WRITTEN));
    const plan = back(snapshot, actual);

    const again = back(takeSnapshot(plan, actual), BEFORE);

    expect(again.operations).toMatchObject([
      {
        kind: 'put-values',
        dates: ['2023-12-31', '2024-12-31'],
        rows: [
          { key: '01', values: [5, 7], before: [1, 'absent'] },
          { key: '02', values: [2, 8], before: [2, 'absent'] },
        ],
      },
    ]);
  });
});
