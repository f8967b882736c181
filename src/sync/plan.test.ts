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
  URL,
  wanted,
  wantedIndicator,
  wantedLevel,
  type Standing,
} from '../../tests/support/sync-samples.ts';
import { ACCESS, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { areaKey } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { Release } from '../core/release.ts';
import { SyncError } from '../errors.ts';
import type { Desired } from './desired.ts';
import { planHash, planSync, scopeOf } from './plan.ts';
import { fingerprintOf } from './plan-fingerprint.ts';
import type { TargetIndicator } from './target.ts';

const LEVEL = wantedLevel(edition('2020-01-01', area('01'), area('02')));
const VALUES = { '2024-12-31': { '01': 1, '02': 2 } };
const DESIRED = wanted([LEVEL], [wantedIndicator()], [seriesOf(VALUES)]);
const FEATURES = [feature('01', '2020-01-01'), feature('02', '2020-01-01')];
const DAY = referenceDate('2024-12-31');

/** Everything stands there as wanted, except for what is said. */
function settled(more: Standing = {}, indicator: Partial<TargetIndicator> = {}) {
  return standing({
    units: [storedUnit()],
    indicators: [storedIndicator({ dates: [DAY], links: [storedLink()], ...indicator })],
    features: { [UNIT.name]: FEATURES },
    values: { [UNIT.name]: storedTable(VALUES) },
    ...more,
  });
}

function kinds(desired: Desired, actual = standing({})): string[] {
  return planSync(desired, actual, FRAME).operations.map(({ kind }) => kind);
}

function codes(desired: Desired, actual = standing({})): string[] {
  return planSync(desired, actual, FRAME).findings.map(({ code }) => code);
}

describe('a plan', () => {
  it('creates levels, describes them, creates indicators, then puts values', () => {
    const plan = planSync(DESIRED, standing({}), FRAME);

    expect(plan.operations.map(({ kind }) => kind)).toEqual([
      'create-unit',
      'describe-unit',
      'create-indicator',
      'put-values',
    ]);
    expect(plan).toMatchObject({ kind: 'sync', job: 'probe', target: URL, findings: [] });
    expect(plan.counts).toEqual({ create: 2, update: 0, unchanged: 0, suppressed: 0, remove: 0 });
    expect(plan.expectations).toEqual([
      {
        indicator: { name: INDICATOR.name, characteristic: 'gesamt', type: 'STATUS_ABSOLUTE' },
        unitName: UNIT.name,
        dates: [DAY],
      },
    ]);
  });

  it('is empty where everything stands there already', () => {
    const plan = planSync(DESIRED, settled(), FRAME);

    expect(plan.operations).toEqual([]);
    expect(plan.findings).toEqual([]);
    expect(plan.counts.unchanged).toBe(2);
  });

  it('puts the values of one indicator and level in one upload, whatever the number of dates', () => {
    const series = seriesOf({
      '2022-12-31': { '01': 1 },
      '2023-12-31': { '01': 2 },
      '2024-12-31': { '01': 3 },
    });

    expect(kinds(wanted([LEVEL], [wantedIndicator()], [series]), settled())).toEqual(['put-values']);
  });

  it('expires after fourteen days', () => {
    const plan = planSync(DESIRED, standing({}), FRAME);

    expect(plan.createdAt).toBe('2025-01-15T10:00:00.000Z');
    expect(plan.expiresAt).toBe('2025-01-29T10:00:00.000Z');
  });
});

describe('the description of an indicator', () => {
  it('is sent where something differs, together with all that this program does not set', () => {
    const remainder = {
      ...storedIndicator().remainder,
      regionalReferenceValues: [{ referenceDate: '2024-12-31', regionalSum: 6995 }],
      classificationItems: [{ spatialUnitId: 's-1', breaks: [1, 2] }],
    };
    const description = { ...storedIndicator().description, unit: 'Leute' };

    const { operations } = planSync(DESIRED, settled({}, { description, remainder }), FRAME);

    expect(operations).toEqual([
      expect.objectContaining({
        kind: 'describe-indicator',
        before: { description, topicId: 't-1' },
        after: { description: expect.objectContaining({ unit: 'Einwohner' }), topicId: 't-1' },
        remainder,
      }),
    ]);
  });

  it('keeps the order in the topic tree that somebody has arranged in KomMonitor', () => {
    const description = { ...storedIndicator().description, displayOrder: 17 };
    const moved = settled({}, { description });
    const renamed = settled({}, { description: { ...description, abbreviation: 'X' } });

    expect(kinds(DESIRED, moved)).toEqual([]);
    expect(planSync(DESIRED, renamed, FRAME).operations).toEqual([
      expect.objectContaining({ after: { description, topicId: 't-1' } }),
    ]);
  });

  it('does not differ by the order or the repetition of tags', () => {
    const tags = [...INDICATOR.tags].reverse();
    const twice = wanted([LEVEL], [wantedIndicator('ew', { tags: [...tags, ...tags] })], [seriesOf(VALUES)]);

    expect(kinds(twice, settled())).toEqual([]);
  });

  it('differs by its topic', () => {
    expect(kinds(DESIRED, settled({}, { topicId: 't-2' }))).toEqual(['describe-indicator']);
    expect(kinds(DESIRED, settled({}, { topicId: null }))).toEqual(['describe-indicator']);
  });

  it.each([
    ['name', { name: 'Einwohner' }],
    ['characteristic', { characteristic: 'weiblich' }],
    ['type', { type: 'STATUS_RELATIVE' as const }],
    ['stored type, which is none', { type: null }],
  ])('belongs to another indicator where the %s differs', (_what, key) => {
    expect(kinds(DESIRED, settled({}, key))).toEqual(['create-indicator', 'put-values']);
  });
});

describe('what is refused before anything is planned', () => {
  const withNames = (unit: string, name: string, characteristic = 'gesamt') =>
    wanted(
      [{ ...LEVEL, unit: { ...UNIT, name: unit } }],
      [wantedIndicator('ew', { name, characteristic })],
      [seriesOf(VALUES)],
    );
  const withArea = (key: string, name = 'Nord') =>
    wanted(
      [wantedLevel(edition('2020-01-01', area(key, { name })))],
      [wantedIndicator()],
      [seriesOf({ '2024-12-31': { [key]: 1 } })],
    );

  it.each([
    ['a key with an apostrophe', withArea("0'1")],
    ['a key with a quote', withArea('0"1')],
    ['a key with a space at its end', withArea('01 ')],
    ['an empty key', withArea('')],
    ['a key with a line break', withArea('0\n1')],
    ['an area called like a tag', withArea('01', '<b>Nord')],
    ['an area with a control character of the second row', withArea('01', 'No\u0085rd')],
    ['a level with a control character', withNames('Quar\u0000tiere', 'Einwohner')],
    ['an indicator called like a tag', withNames('Quartiere', '<script>')],
    ['a characteristic called like a tag', withNames('Quartiere', 'Einwohner', '< 3 Jahre')],
  ])('%s', (_what, desired) => {
    const plan = planSync(desired, standing({}), FRAME);

    expect(plan.findings.map(({ code }) => code)).toEqual(['sync.key-refused']);
    expect(plan.operations).toEqual([]);
  });

  it('lets quotes, brackets and umlauts in names pass', () => {
    expect(codes(withNames('Quartiere „alt“', "Einwohner's (65+)"))).toEqual([]);
  });

  it('a date before the level begins, also where only one of many is', () => {
    const early = seriesOf({ '2019-12-31': { '01': 1 }, '2024-12-31': { '01': 1 } });

    const plan = planSync(wanted([LEVEL], [wantedIndicator()], [early]), standing({}), FRAME);

    expect(plan.findings).toMatchObject([{ code: 'sync.date-before-level', found: '2019-12-31 (ew)' }]);
    expect(plan.operations).toEqual([]);
  });

  it('a history that cannot be reached: nothing at all is planned, not even values', () => {
    const plan = planSync(DESIRED, settled({ features: { [UNIT.name]: [] } }), FRAME);

    expect(plan.findings.map(({ code }) => code)).toEqual(['sync.history-not-reachable']);
    expect(plan.operations).toEqual([]);
  });

  it('rows that contradict each other', () => {
    const values = { ...storedTable({ '2024-12-31': { '01': 7 } }), contradictory: [areaKey('01')] };

    const plan = planSync(DESIRED, settled({ values: { [UNIT.name]: values } }), FRAME);

    expect(plan.findings.map(({ code }) => code)).toContain('sync.contradictory-rows');
    expect(plan.operations).toEqual([]);
  });

  it.each([
    ['two units of one name', settled({ units: [storedUnit(), storedUnit({ id: 's-2' })] })],
    [
      'two indicators of one key, of which one has no characteristic at all',
      standing({
        indicators: [storedIndicator({ characteristic: '' }), storedIndicator({ characteristic: null })],
      }),
    ],
  ])('%s', (_what, actual) => {
    const desired = wanted(
      [LEVEL],
      [wantedIndicator('ew', { characteristic: actual.indicators[0]?.characteristic ?? '' })],
      [seriesOf(VALUES)],
    );

    const plan = planSync(desired, actual, FRAME);

    expect(plan.findings.map(({ code }) => code)).toEqual(['sync.name-ambiguous']);
    expect(plan.operations).toEqual([]);
  });

  it('values that disclosure control has not released for this very target', () => {
    const forged = { ...DESIRED, release: { ...DESIRED.release } };
    const copied = { ...DESIRED, release: JSON.parse(JSON.stringify(DESIRED.release)) as Release };
    const elsewhere = {
      ...standing({}),
      identity: { url: 'https://km.example/management', simulator: true },
    };

    for (const attempt of [
      () => planSync(forged, standing({}), FRAME),
      () => planSync(copied, standing({}), FRAME),
      () => planSync(DESIRED, elsewhere, FRAME),
    ]) {
      expect(attempt).toThrow(SyncError);
      expect(attempt).toThrow(expect.objectContaining({ code: 'plan.no-release', exitCode: 7 }));
    }
  });
});

describe('a level that was renamed in KomMonitor', () => {
  const renamed = settled(
    { units: [storedUnit({ name: 'Stadtviertel' })], features: {} },
    { links: [storedLink('Stadtviertel')] },
  );

  it('is created a second time, but not without a word', () => {
    const plan = planSync(DESIRED, renamed, FRAME);

    expect(plan.findings).toMatchObject([
      { code: 'sync.unit-renamed', found: UNIT.name, expected: 'Stadtviertel' },
    ]);
    expect(plan.operations[0]?.kind).toBe('create-unit');
  });

  it('is no matter where the level stands and the indicator is linked with others as well', () => {
    const both = settled({}, { links: [storedLink(), storedLink('Stadtviertel')] });

    expect(codes(DESIRED, both)).toEqual([]);
  });
});

describe('the hash of a plan', () => {
  const hash = (desired: Desired, actual = settled(), frame = FRAME) =>
    planHash(planSync(desired, actual, frame));
  const changed = wanted([LEVEL], [wantedIndicator()], [seriesOf({ '2024-12-31': { '01': 1, '02': 3 } })]);

  it('is the same for the same input, whenever the plan was made', () => {
    const later = { ...FRAME, createdAt: new Date('2025-01-16T10:00:00Z') };

    expect(hash(DESIRED)).toBe(hash(DESIRED));
    expect(hash(DESIRED, settled(), later)).toBe(hash(DESIRED));
  });

  it('is another one for other values, another job and another day', () => {
    const hashes = [
      hash(DESIRED),
      hash(changed),
      hash(DESIRED, settled(), { ...FRAME, job: 'andere' }),
      hash(DESIRED, settled(), { ...FRAME, asOf: referenceDate('2025-01-16') }),
    ];

    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('the fingerprint of the target', () => {
  const scope = scopeOf(DESIRED);
  const print = (more: Standing = {}, indicator: Partial<TargetIndicator> = {}) =>
    fingerprintOf(settled(more, indicator), scope);
  const description = storedIndicator().description;
  const closed = { ...ACCESS, isPublic: false };

  it('does not hold ids, times, or the order in which the target answers', () => {
    const values = storedTable(VALUES);
    const turned = { ...values, rows: new Map([...values.rows].reverse()) };
    const further = storedUnit({ id: 's-9', name: 'Andere' });
    const foreign = storedIndicator({ id: 'i-9', name: 'Andere' });

    expect(print({ units: [storedUnit({ id: 's-7', lastUpdate: '2031-01-01' })] })).toBe(print());
    expect(print({}, { id: 'i-7' })).toBe(print());
    expect(print({ values: { [UNIT.name]: turned } })).toBe(print());
    expect(print({ features: { [UNIT.name]: FEATURES.toReversed() } })).toBe(print());
    expect(print({ units: [storedUnit(), further] })).toBe(print({ units: [further, storedUnit()] }));
    expect(print({ indicators: [...settled().indicators, foreign] })).toBe(print());
  });

  it.each([
    ['a value', { values: { [UNIT.name]: storedTable({ '2024-12-31': { '01': 1, '02': 3 } }) } }, {}],
    [
      'a value that is gone',
      { values: { [UNIT.name]: storedTable({ '2024-12-31': { '01': 1, '02': null } }) } },
      {},
    ],
    ['a row', { values: { [UNIT.name]: storedTable({ '2024-12-31': { '01': 1, '02': 2, '03': 3 } }) } }, {}],
    ['a date', { values: { [UNIT.name]: storedTable({ ...VALUES, '2023-12-31': { '01': null } }) } }, {}],
    [
      'a contradiction',
      { values: { [UNIT.name]: { ...storedTable(VALUES), contradictory: [areaKey('01')] } } },
      {},
    ],
    ['a shape', { features: { [UNIT.name]: [feature('01', '2020-01-01', { at: 1 }), FEATURES[1]!] } }, {}],
    ['an end', { features: { [UNIT.name]: [FEATURES[0]!, feature('02', '2020-01-01..2030-01-01')] } }, {}],
    ['a neighbour', { units: [storedUnit({ upper: 'Kreis' })] }, {}],
    ['the readers of the unit', { units: [storedUnit({ access: closed })] }, {}],
    ['the unit itself, which is gone', { units: [] }, {}],
    ['a text', {}, { description: { ...description, unit: 'Leute' } }],
    ['the topic', {}, { topicId: 't-2' }],
    ['the list of dates', {}, { dates: [] }],
    ['the readers of the indicator', {}, { access: closed }],
    ['the readers of the link', {}, { links: [storedLink(UNIT.name, closed)] }],
    ['the owner of the link', {}, { links: [storedLink(UNIT.name, { ...ACCESS, ownerId: 'o-2' })] }],
    ['the link itself, which is gone', {}, { links: [] }],
    [
      'a member that this program never sets',
      {},
      { remainder: { ...storedIndicator().remainder, regionalReferenceValues: [{ regionalSum: 1 }] } },
    ],
  ] satisfies [string, Standing, Partial<TargetIndicator>][])('changes with %s', (_what, more, indicator) => {
    expect(print(more, indicator)).not.toBe(print());
  });
});

describe('scopeOf', () => {
  it('names every level and every pair of indicator and level of the release', () => {
    expect(scopeOf(DESIRED)).toEqual({
      unitNames: [UNIT.name],
      links: [
        {
          indicator: { name: INDICATOR.name, characteristic: 'gesamt', type: 'STATUS_ABSOLUTE' },
          unitName: UNIT.name,
        },
      ],
    });
  });
});
