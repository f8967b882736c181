import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueForDeletion, type RetentionFacts, type VersionFacts } from './due.ts';

const NOW = new Date('2026-06-15T08:00:00.000Z');
const NEEDS = new Map([
  ['einwohner', 5],
  ['basis', Infinity],
]);

function version(change: Partial<VersionFacts>): VersionFacts {
  return {
    id: 'v',
    dataset: 'einwohner',
    storedAt: '2020-01-31T00:00:00.000Z',
    supersededAt: null,
    runState: 'published',
    runIsOpen: false,
    latestDate: '2025-12-31',
    ...change,
  };
}

function facts(change: Partial<RetentionFacts>): RetentionFacts {
  return { versions: [], snapshots: [], plans: [], orphanedKeys: [], ...change };
}

function rulesOf(...versions: VersionFacts[]): string[] {
  return dueForDeletion(facts({ versions }), NEEDS, NOW).map(({ id, rule }) => `${id} ${rule}`);
}

describe('what is due for deletion', () => {
  it('keeps what an indicator can still need and one year more, counted from the newest Stichtag', () => {
    const newest = version({ id: 'newest', latestDate: '2025-12-31' });

    expect(rulesOf(newest, version({ id: 'edge', latestDate: '2019-12-31' }))).toEqual([]);
    expect(rulesOf(newest, version({ id: 'old', latestDate: '2018-12-31' }))).toEqual(['old not-needed']);
    expect(rulesOf(version({ id: 'alone', latestDate: '2010-12-31' }))).toEqual([]);
    expect(rulesOf(version({ dataset: 'basis', latestDate: '1990-12-31' }), newest)).toEqual([]);
  });

  it('gives a dataset that no enabled indicator reads one year', () => {
    expect(rulesOf(version({ dataset: 'niemand', latestDate: '2025-06-14' }))).toEqual(['v not-needed']);
    expect(rulesOf(version({ dataset: 'niemand', latestDate: '2025-06-15' }))).toEqual([]);
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
      latestDate: day.map((iso) => iso.slice(0, 10)),
    });
    fc.assert(
      fc.property(fc.array(anyVersion), (versions) => {
        const due = new Set(dueForDeletion(facts({ versions }), NEEDS, NOW).map(({ id }) => id));
        const newest = versions
          .map((one) => one.latestDate)
          .sort()
          .at(-1);
        for (const one of versions) {
          if (one.runIsOpen) expect(due.has(one.id)).toBe(false);
          if (one.latestDate === newest && one.supersededAt === null && one.runState !== 'check_failed')
            expect(due.has(one.id)).toBe(false);
        }
      }),
    );
  });
});
