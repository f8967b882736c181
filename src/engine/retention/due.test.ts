import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueForDeletion,
  type LevelFacts,
  type Needs,
  type PeopleFacts,
  type RetentionFacts,
  type VersionFacts,
} from './due.ts';

const NOW = new Date('2026-06-15T08:00:00.000Z');
const NEEDS: Needs = {
  lookBacks: new Map([
    ['einwohner', 5],
    ['basis', Infinity],
  ]),
  partners: new Map([
    ['einwohner', new Set(['hilfe'])],
    ['hilfe', new Set(['einwohner'])],
  ]),
  levels: new Set(['quartier']),
};

function version(change: Partial<VersionFacts>): VersionFacts {
  return {
    id: 'v',
    dataset: 'einwohner',
    storedAt: '2020-01-31T00:00:00.000Z',
    supersededAt: null,
    runState: 'published',
    runIsOpen: false,
    dates: ['2025-12-31'],
    put: 1,
    ...change,
  };
}

function facts(change: Partial<RetentionFacts>): RetentionFacts {
  return {
    versions: [],
    levels: [],
    snapshots: [],
    plans: [],
    orphanedKeys: [],
    oldAudit: { count: 0, lastSeq: 0 },
    people: [],
    ...change,
  };
}

function rulesOf(...versions: VersionFacts[]): string[] {
  return dueForDeletion(facts({ versions }), NEEDS, NOW).map(({ id, rule }) => `${id} ${rule}`);
}

describe('what is due for deletion', () => {
  it('keeps what an indicator can still need and one year more, counted from the newest Stichtag', () => {
    const newest = version({ id: 'newest', dates: ['2025-12-31'] });

    expect(rulesOf(newest, version({ id: 'edge', dates: ['2019-12-31'] }))).toEqual([]);
    expect(rulesOf(newest, version({ id: 'old', dates: ['2018-12-31'] }))).toEqual(['old not-needed']);
    expect(rulesOf(version({ id: 'alone', dates: ['2010-12-31'] }))).toEqual([]);
    expect(rulesOf(version({ dataset: 'basis', dates: ['1990-12-31'] }), newest)).toEqual([]);
  });

  it('gives a dataset that no enabled indicator reads one year', () => {
    expect(rulesOf(version({ dataset: 'niemand', dates: ['2025-06-14'] }))).toEqual(['v not-needed']);
    expect(rulesOf(version({ dataset: 'niemand', dates: ['2025-06-15'] }))).toEqual([]);
  });

  it('keeps a part of a sum as long as another part of the same day stays', () => {
    const newest = version({ id: 'newest', dates: ['2025-12-31'] });
    const summand = version({ id: 'summand', dataset: 'hilfe', dates: ['2019-12-31'] });
    const kept = version({ id: 'kept', dates: ['2019-12-31'] });
    const old = version({ id: 'old', dates: ['2018-12-31'] });
    const oldSummand = version({ id: 'old-summand', dataset: 'hilfe', dates: ['2018-12-31'] });

    expect(rulesOf(newest, kept, summand)).toEqual([]);
    expect(rulesOf(newest, summand)).toEqual(['summand not-needed']);
    expect(rulesOf(newest, kept, summand, old, oldSummand)).toEqual([
      'old not-needed',
      'old-summand not-needed',
    ]);
    // One file that speaks for both days stays whole, and what it is added to with it.
    const wide = version({ id: 'wide', dates: ['2018-12-31', '2019-12-31'] });
    expect(rulesOf(newest, wide, oldSummand)).toEqual([]);
  });

  it('takes levels that a later version has replaced, and those that are not set up any more', () => {
    const level: LevelFacts = {
      id: 'l',
      level: 'quartier',
      storedAt: '2020-01-31T00:00:00.000Z',
      supersededAt: null,
      runIsOpen: false,
      put: 3,
    };
    const due = (change: Partial<LevelFacts>) =>
      dueForDeletion(facts({ levels: [{ ...level, ...change }] }), NEEDS, NOW);

    expect(due({})).toEqual([]);
    expect(due({ supersededAt: '2026-05-16T07:59:59.000Z' })).toEqual([
      { class: 'K1', object: 'level version', id: 'l', rule: 'superseded-30-days', put: 3 },
    ]);
    expect(due({ supersededAt: '2026-05-16T08:00:00.000Z' })).toEqual([]);
    expect(due({ supersededAt: '2026-01-01T00:00:00.000Z', runIsOpen: true })).toEqual([]);
    expect(due({ level: 'weg' }).map(({ rule }) => rule)).toEqual(['level-gone-1-year']);
    expect(due({ level: 'weg', storedAt: '2025-07-01T00:00:00.000Z' })).toEqual([]);
  });

  it('takes the old beginning of the audit trail as one item with its number of entries', () => {
    expect(dueForDeletion(facts({ oldAudit: { count: 7, lastSeq: 9 } }), NEEDS, NOW)).toEqual([
      { class: 'K4', object: 'audit entries', id: '9', rule: 'audit-24-months', count: 7 },
    ]);
  });

  it('forgets people after 24 months, and attempts to log in after a day', () => {
    const due = (object: PeopleFacts['object'], since: string) =>
      dueForDeletion(facts({ people: [{ object, id: 'x', since }] }), NEEDS, NOW).map(({ rule }) => rule);

    for (const object of ['approval', 'permit'] as const) {
      expect(due(object, '2024-06-15T07:59:59.999Z')).toEqual(['names-24-months']);
      expect(due(object, '2024-06-15T08:00:00.000Z')).toEqual([]);
    }
    expect(due('account', '2024-06-15T07:59:59.999Z')).toEqual(['locked-24-months']);
    expect(due('account', '2024-06-15T08:00:00.000Z')).toEqual([]);
    expect(due('login attempt', '2026-06-14T07:59:59.999Z')).toEqual(['login-1-day']);
    expect(due('login attempt', '2026-06-14T08:00:00.000Z')).toEqual([]);
  });

  it('takes rejected and superseded versions after 30 days', () => {
    const rejected = version({ runState: 'check_failed', storedAt: '2026-05-16T07:59:59.000Z' });
    const overtaken = version({ supersededAt: '2026-05-16T07:59:59.000Z' });

    expect(rulesOf(rejected)).toEqual(['v rejected-30-days']);
    expect(rulesOf(overtaken)).toEqual(['v superseded-30-days']);
    expect(rulesOf({ ...rejected, storedAt: '2026-05-16T08:00:00.000Z' })).toEqual([]);
    expect(rulesOf({ ...overtaken, supersededAt: '2026-05-16T08:00:00.000Z' })).toEqual([]);
  });

  it('keeps snapshots and plans for 24 months, and what an open run needs for longer', () => {
    const old = { takenAt: '2024-06-15T07:59:59.999Z', createdAt: '2024-06-15T07:59:59.999Z' };
    const young = { takenAt: '2024-06-15T08:00:00.000Z', createdAt: '2024-06-15T08:00:00.000Z' };
    const of = (at: typeof old, runIsOpen: boolean) =>
      facts({ snapshots: [{ run: 'r', ...at, runIsOpen }], plans: [{ hash: 'p', ...at, runIsOpen }] });

    expect(dueForDeletion(of(old, false), NEEDS, NOW).map(({ class: name, id }) => [name, id])).toEqual([
      ['K0', 'r'],
      ['K0', 'p'],
    ]);
    expect(dueForDeletion(of(old, true), NEEDS, NOW)).toEqual([]);
    expect(dueForDeletion(of(young, false), NEEDS, NOW)).toEqual([]);
  });

  it('never deletes what an open run has stored, and never the last word on the newest Stichtag', () => {
    const day = fc
      .date({ min: new Date('2000-01-01'), max: NOW, noInvalidDate: true })
      .map((date) => date.toISOString());
    const anyVersion = fc.record({
      id: fc.uuid(),
      dataset: fc.constant('einwohner'),
      storedAt: day,
      supersededAt: fc.option(day),
      runState: fc.constantFrom('published', 'check_failed', 'publishing', 'cancelled'),
      runIsOpen: fc.boolean(),
      dates: day.map((iso) => [iso.slice(0, 10)]),
      put: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(anyVersion), (versions) => {
        const due = new Set(dueForDeletion(facts({ versions }), NEEDS, NOW).map(({ id }) => id));
        const newest = versions
          .map((one) => one.dates[0] ?? '')
          .sort()
          .at(-1);
        for (const one of versions) {
          if (one.runIsOpen) expect(due.has(one.id)).toBe(false);
          if (one.dates[0] === newest && one.supersededAt === null && one.runState !== 'check_failed')
            expect(due.has(one.id)).toBe(false);
        }
      }),
    );
  });
});
