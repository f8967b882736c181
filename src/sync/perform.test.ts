import { describe, expect, it } from 'vitest';
import { stillTarget } from '../../tests/support/still-target.ts';
import { feature, standing, storedIndicator, storedUnit } from '../../tests/support/sync-samples.ts';
import { ACCESS, DAY, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { areaKey } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { Lookout } from './observe.ts';
import { keyOf, type Operation } from './operations.ts';
import { perform } from './perform.ts';

const KEY = keyOf(INDICATOR);
const DATE = referenceDate('2024-12-31');
const { description, remainder } = storedIndicator();
const UPLOAD = {
  validFrom: referenceDate('2020-01-01'),
  features: [feature('01', '2020-01-01')],
  partial: false,
};

const PUT: Operation = {
  kind: 'put-values',
  indicator: KEY,
  indicatorId: 'ew',
  level: 'quartier',
  unitName: UNIT.name,
  access: ACCESS,
  newLink: true,
  dates: [DATE],
  rows: [{ key: areaKey('01'), values: [1], before: ['absent'], states: ['ok'] }],
  inputs: ['d1'],
};

async function write(
  operation: Operation,
  state = { units: [storedUnit()], indicators: [storedIndicator()] },
) {
  const target = stillTarget(standing(state));
  const id = await perform(operation, target, new Lookout(target), DAY);
  return { id, writes: target.writes };
}

describe('perform', () => {
  it.each<[Operation, readonly unknown[], string | null]>([
    [
      { kind: 'create-unit', unit: UNIT, access: ACCESS, upload: UPLOAD, after: [] },
      ['createUnit', UNIT, ACCESS, UPLOAD, DAY],
      'new-unit',
    ],
    [
      { kind: 'update-features', unitName: UNIT.name, upload: UPLOAD, before: [], after: [] },
      ['updateFeatures', 's-1', UPLOAD],
      null,
    ],
    [{ kind: 'clear-features', unitName: UNIT.name, before: [] }, ['clearFeatures', 's-1'], null],
    [{ kind: 'describe-unit', before: UNIT, after: UNIT }, ['describeUnit', 's-1', UNIT, DAY], null],
    [
      { kind: 'create-indicator', description: INDICATOR, topicId: 't-1', access: ACCESS },
      ['createIndicator', INDICATOR, 't-1', ACCESS, DAY],
      'new-indicator',
    ],
    [
      {
        kind: 'describe-indicator',
        indicator: KEY,
        before: { description, topicId: null },
        after: { description, topicId: 't-1' },
        remainder,
      },
      ['describeIndicator', 'i-1', { description, topicId: 't-1', remainder }, DAY],
      null,
    ],
    [
      PUT,
      [
        'putValues',
        'i-1',
        { unitName: UNIT.name, access: ACCESS, dates: [DATE], rows: [{ key: '01', values: [1] }] },
      ],
      null,
    ],
    [{ kind: 'delete-unit', unitName: UNIT.name }, ['deleteUnit', 's-1'], null],
    [{ kind: 'delete-indicator', indicator: KEY }, ['deleteIndicator', 'i-1'], null],
    [{ kind: 'delete-link', indicator: KEY, unitName: UNIT.name }, ['deleteLink', 'i-1', 's-1'], null],
    [
      { kind: 'delete-date', indicator: KEY, unitName: UNIT.name, date: DATE },
      ['deleteDate', 'i-1', 's-1', DATE],
      null,
    ],
  ])('sends exactly one request for $kind', async (operation, request, id) => {
    const written = await write(operation);

    expect(written.writes).toEqual([request]);
    expect(written.id).toBe(id);
  });

  it('refuses without a request what has vanished meanwhile', async () => {
    const empty = { units: [], indicators: [] };

    await expect(write(PUT, empty)).rejects.toMatchObject({ code: 'target.vanished', kind: 'stale' });
    await expect(write({ kind: 'delete-unit', unitName: UNIT.name }, empty)).rejects.toMatchObject({
      code: 'target.vanished',
      message: expect.stringContaining(UNIT.name),
    });
  });
});
