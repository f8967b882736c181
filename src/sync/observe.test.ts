import { describe, expect, it } from 'vitest';
import { stillTarget } from '../../tests/support/still-target.ts';
import {
  feature,
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  storedUnit,
  type Standing,
} from '../../tests/support/sync-samples.ts';
import { ACCESS, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { areaKey } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { judgeCells, Lookout } from './observe.ts';
import { keyOf, type CellBefore, type Operation, type PutValues } from './operations.ts';
import type { TargetValues } from './target.ts';

const DATES = ['2023-12-31', '2024-12-31'].map(referenceDate);
const KEY = keyOf(INDICATOR);

/** Rows as `key: [[before, after], [before, after]]`, one pair for each of the two dates. */
function putValues(rows: Record<string, [CellBefore, number | null][]>): PutValues {
  return {
    kind: 'put-values',
    indicator: KEY,
    indicatorId: 'ew',
    level: 'quartier',
    unitName: UNIT.name,
    access: ACCESS,
    newLink: false,
    dates: DATES,
    rows: Object.entries(rows).map(([key, pairs]) => ({
      key: areaKey(key),
      before: pairs.map(([before]) => before),
      values: pairs.map(([, after]) => after),
      states: pairs.map(() => 'ok' as const),
    })),
    inputs: [],
  };
}

function table(y23: Record<string, number | null>, y24: Record<string, number | null>): TargetValues {
  return storedTable({ '2023-12-31': y23, '2024-12-31': y24 });
}

describe('judgeCells', () => {
  const operation = putValues({
    '01': [
      [1, 5],
      ['absent', 6],
    ],
    '02': [
      [2, 4],
      ['absent', null],
    ],
  });

  it.each<[string, TargetValues | undefined, string]>([
    ['nothing has happened', storedTable({ '2023-12-31': { '01': 1, '02': 2 } }), 'before'],
    ['our column is there, still empty', table({ '01': 1, '02': 2 }, { '01': null, '02': null }), 'before'],
    ['everything is as written', table({ '01': 5, '02': 4 }, { '01': 6, '02': null }), 'after'],
    ['one row is written', table({ '01': 5, '02': 2 }, { '01': 6 }), 'between'],
    ['one cell is written', table({ '01': 5, '02': 2 }, { '01': null, '02': null }), 'between'],
    ['a third value stands there', table({ '01': 9, '02': 2 }, { '01': null, '02': null }), 'foreign'],
    ['a new column is filled by others', table({ '01': 1, '02': 2 }, { '01': 9, '02': null }), 'foreign'],
    ['a former value is gone', table({ '01': null, '02': 2 }, { '01': null, '02': null }), 'foreign'],
    ['a former row is gone', table({ '02': 2 }, { '02': null }), 'foreign'],
  ])('where %s', (_what, values, verdict) => {
    expect(judgeCells(operation, values)).toBe(verdict);
  });

  it('does not take an absent row for one that says “no value”', () => {
    const empty = putValues({
      '01': [
        ['absent', null],
        ['absent', null],
      ],
    });

    expect(judgeCells(empty, undefined)).toBe('before');
    expect(judgeCells(empty, table({ '01': null }, { '01': null }))).toBe('after');
  });

  it('does not take a value of nought for no value', () => {
    const nought = putValues({
      '01': [
        [null, 0],
        [0, null],
      ],
    });

    expect(judgeCells(nought, table({ '01': null }, { '01': 0 }))).toBe('before');
    expect(judgeCells(nought, table({ '01': 0 }, { '01': null }))).toBe('after');
  });

  it('trusts no key that has several rows', () => {
    const written = table({ '01': 5, '02': 4 }, { '01': 6, '02': null });

    expect(judgeCells(operation, { ...written, contradictory: [areaKey('02')] })).toBe('foreign');
    expect(judgeCells(operation, { ...written, contradictory: [areaKey('99')] })).toBe('after');
  });
});

function judge(operation: Operation, state: Standing) {
  return new Lookout(stillTarget(standing(state))).judge(operation);
}

describe('an upload of values', () => {
  const before = table({ '01': 1 }, { '01': 2 });
  const change = putValues({
    '01': [
      [1, 1],
      [2, 3],
    ],
  });
  const indicator = (dates: readonly string[]) =>
    storedIndicator({ dates: dates.map(referenceDate), links: [{ ...storedLink(), unitId: 's-1' }] });
  const state = (values: TargetValues, dates: readonly string[] = DATES): Standing => ({
    units: [storedUnit()],
    indicators: [indicator(dates)],
    values: { [UNIT.name]: values },
  });

  it('has not happened, has happened', async () => {
    expect(await judge(change, state(before))).toBe('before');
    expect(await judge(change, state(table({ '01': 1 }, { '01': 3 })))).toBe('after');
  });

  it('is half done where the values stand there but the date is not in the list', async () => {
    expect(await judge(change, state(table({ '01': 1 }, { '01': 3 }), ['2023-12-31']))).toBe('between');
  });

  it('has not happened where only the list of dates is to be completed', async () => {
    const same = putValues({
      '01': [
        [1, 1],
        [2, 2],
      ],
    });

    expect(await judge(same, state(before, ['2023-12-31']))).toBe('before');
    expect(await judge(same, state(before))).toBe('after');
  });

  it('has not happened where there is no link or no indicator yet', async () => {
    const fresh = putValues({
      '01': [
        ['absent', 1],
        ['absent', 2],
      ],
    });

    expect(await judge(fresh, { indicators: [storedIndicator()] })).toBe('before');
    expect(await judge(fresh, {})).toBe('before');
  });
});

describe('an operation on a level', () => {
  const first = [feature('01', '2020-01-01'), feature('02', '2020-01-01')];
  const second = [feature('01', '2020-01-01'), feature('02', '2020-01-01..2021-12-31')];
  const create: Operation = {
    kind: 'create-unit',
    unit: { ...UNIT, lower: 'kmsync: Quartiere', upper: 'kmsync: Quartiere' },
    access: ACCESS,
    upload: { validFrom: referenceDate('2020-01-01'), features: first },
    after: first,
  };
  const update: Operation = {
    kind: 'update-features',
    unitName: UNIT.name,
    upload: { validFrom: referenceDate('2022-01-01'), features: [first[0]!], partial: false },
    before: first,
    after: second,
  };
  const clear: Operation = { kind: 'clear-features', unitName: UNIT.name, before: first };
  const wording: Operation = { kind: 'describe-unit', before: { ...UNIT, upper: 'x' }, after: UNIT };
  const unit = (features: typeof first, more = {}): Standing => ({
    units: [storedUnit(more)],
    features: { [UNIT.name]: features },
  });

  it.each<[string, Operation, Standing, string]>([
    ['a creation: there is no unit', create, {}, 'before'],
    ['a creation: the unit stands there, described or not', create, unit(first), 'after'],
    ['a creation: later editions have come as well', create, unit(second), 'after'],
    ['a creation that stopped before the areas', create, unit([]), 'between'],
    ['a creation: somebody else has created it', create, unit([feature('77', '2020-01-01')]), 'foreign'],
    ['a creation: with other words', create, unit(first, { sridEPSG: 25832 }), 'foreign'],
    ['an update not yet begun', update, unit(first), 'before'],
    ['an update done', update, unit(second), 'after'],
    ['an update of a unit that is gone', update, {}, 'foreign'],
    ['an update: another edit', update, unit([feature('01', '2020-01-01')]), 'foreign'],
    ['a clearing not yet begun', clear, unit(first), 'before'],
    ['a clearing done', clear, unit([]), 'after'],
    ['a clearing: something new stands there', clear, unit(second), 'foreign'],
    ['a description not yet sent', wording, unit(first, { upper: 'x' }), 'before'],
    ['a description sent', wording, unit(first), 'after'],
    ['a description: a third text', wording, unit(first, { upper: 'y' }), 'foreign'],
    ['a removal not yet done', { kind: 'delete-unit', unitName: UNIT.name }, unit(first), 'before'],
    ['a removal done', { kind: 'delete-unit', unitName: UNIT.name }, {}, 'after'],
  ])('%s', async (_what, operation, state, verdict) => {
    expect(await judge(operation, state)).toBe(verdict);
  });
});

describe('an operation on an indicator', () => {
  const { description } = storedIndicator();
  const create: Operation = {
    kind: 'create-indicator',
    description: INDICATOR,
    topicId: 't-1',
    access: ACCESS,
  };
  const described: Operation = {
    kind: 'describe-indicator',
    indicator: KEY,
    before: { description, topicId: null },
    after: { description: { ...description, unit: 'Leute' }, topicId: 't-1' },
    remainder: storedIndicator().remainder,
  };
  const link = { ...storedLink(), unitId: 's-1' };
  const unlink: Operation = { kind: 'delete-link', indicator: KEY, unitName: UNIT.name };
  const undate: Operation = { ...unlink, kind: 'delete-date', date: DATES[1]! };
  const linked = (dates: readonly string[], values: TargetValues): Standing => ({
    indicators: [storedIndicator({ dates: dates.map(referenceDate), links: [link] })],
    values: { [UNIT.name]: values },
  });
  const full = table({ '01': 1 }, { '01': 2 });
  const half = storedTable({ '2023-12-31': { '01': 1 } });

  it.each<[string, Operation, Standing, string]>([
    ['a creation: not there', create, {}, 'before'],
    ['a creation: there', create, { indicators: [storedIndicator()] }, 'after'],
    [
      'a creation: there, and already put in its place in the tree',
      create,
      { indicators: [storedIndicator({ description: { ...description, displayOrder: 40 } })] },
      'after',
    ],
    [
      'a creation: there on another topic',
      create,
      { indicators: [storedIndicator({ topicId: 't-2' })] },
      'foreign',
    ],
    ['a description: not yet', described, { indicators: [storedIndicator({ topicId: null })] }, 'before'],
    [
      'a description: sent',
      described,
      { indicators: [storedIndicator({ description: { ...description, unit: 'Leute' } })] },
      'after',
    ],
    ['a description: a third state', described, { indicators: [storedIndicator()] }, 'foreign'],
    ['a description of nothing', described, {}, 'foreign'],
    ['an unlinking: still linked', unlink, linked([], half), 'before'],
    ['an unlinking: done', unlink, { indicators: [storedIndicator()] }, 'after'],
    ['a date: still there', undate, linked([...DATES], full), 'before'],
    ['a date: only the column is left', undate, linked(['2023-12-31'], full), 'before'],
    ['a date: only the entry is left', undate, linked([...DATES], half), 'before'],
    ['a date: gone', undate, linked(['2023-12-31'], half), 'after'],
    ['a removal: not yet', { kind: 'delete-indicator', indicator: KEY }, linked([], half), 'before'],
    ['a removal: done', { kind: 'delete-indicator', indicator: KEY }, {}, 'after'],
  ])('%s', async (_what, operation, state, verdict) => {
    expect(await judge(operation, state)).toBe(verdict);
  });
});

describe('looking', () => {
  const STATE = { units: [storedUnit()], indicators: [storedIndicator()] };

  it('asks once until it is told to forget', async () => {
    const target = stillTarget(standing(STATE));
    const lookout = new Lookout(target);

    await lookout.unit(UNIT.name);
    await lookout.unit('Andere');
    expect(target.readings).toEqual(['units']);

    lookout.forget();
    await lookout.unit(UNIT.name);
    expect(target.readings).toEqual(['units', 'units']);
  });

  it('asks for one indicator by its id once it knows it', async () => {
    const target = stillTarget(standing(STATE));
    const lookout = new Lookout(target);

    await lookout.indicator(KEY);
    lookout.forget();
    await lookout.indicator(KEY);
    await lookout.indicator(KEY);

    expect(target.readings).toEqual(['indicators', 'indicator']);
  });

  it('goes back to the list where the id it knows leads nowhere', async () => {
    const target = stillTarget(standing(STATE));
    const lookout = new Lookout(target);

    lookout.learn(KEY, 'gone');
    const found = await lookout.indicator(KEY);

    expect(found?.id).toBe('i-1');
    expect(target.readings).toEqual(['indicator', 'indicators']);
  });
});
