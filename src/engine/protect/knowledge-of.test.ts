import { describe, expect, it } from 'vitest';
import { RELEASE_TARGET, releaseContent } from '../../../tests/support/release-samples.ts';
import { areaKey, levelId } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { ReleaseContent, ReleasedTable, ReleaseRecord } from '../release-registry.ts';
import { knowledgeOf, readableReleases, type ReadableRelease } from './knowledge-of.ts';

const table = (circle: string, own: Partial<ReleasedTable>): ReleasedTable => ({
  circle,
  table: 't',
  hash: 'h',
  open: {},
  hidden: [],
  ...own,
});
const readable = (tables: readonly ReleasedTable[], more: Partial<ReleaseContent> = {}, day = '2026-02-03') =>
  ({
    record: { readableSince: `${day}T13:00:00.000Z` },
    content: { ...releaseContent(1), series: [], tables, ...more },
  }) as unknown as ReadableRelease;
const VALUE = {
  indicator: 'i',
  level: levelId('quartier'),
  area: areaKey('Q1'),
  date: referenceDate('2024-12-31'),
};
const shown = (circle: string, value: number | null, indicator = 'i') => ({
  series: [
    { circle, indicator, level: VALUE.level, dates: [VALUE.date], areas: [VALUE.area], rows: [[value]] },
  ],
});

describe('what was ever readable', () => {
  it('is every value a figure was open with, and since when the first', () => {
    const { public: known } = knowledgeOf([
      readable([table('public', { open: { a: 41 } })], {}, '2026-01-01'),
      readable([table('public', { open: { a: 45 } })], {}, '2026-02-01'),
      readable([table('public', { open: { a: 41 } })], {}, '2026-03-01'),
    ]);

    expect(known.openWith('a')).toEqual([41, 45]);
    expect(known.readableSince('a')).toBe('2026-01-01');
    expect(known.openWith('b')).toEqual([]);
    expect(known.readableSince('b')).toBeUndefined();
  });

  it('by the public is known to the inner circle as well, and not the other way round', () => {
    const { intern, public: outside } = knowledgeOf([
      readable([table('public', { open: { a: 1 } }), table('intern', { open: { b: 2 } })]),
    ]);

    expect([intern.openWith('a'), intern.openWith('b')]).toEqual([[1], [2]]);
    expect([outside.openWith('a'), outside.openWith('b')]).toEqual([[1], []]);
  });

  it('leaves a figure hidden for as long as no release has opened it', () => {
    const first = readable([table('public', { hidden: ['a', 'b'] })]);
    const second = readable([table('public', { open: { a: 4 } })]);

    const before = knowledgeOf([first]).public;
    const after = knowledgeOf([first, second]).public;

    expect([before.wasHidden('a'), before.wasHidden('b'), before.wasHidden('c')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([after.wasHidden('a'), after.wasHidden('b')]).toEqual([false, true]);
  });

  it('decided tables are those of the circle itself, the newest first', () => {
    const { intern, public: outside } = knowledgeOf([
      readable([table('public', { hash: 'p', hidden: ['a'] })]),
      readable([table('public', { hash: 'p', hidden: ['b'] })]),
    ]);

    expect(outside.decided('p')?.hidden).toEqual(['b']);
    expect(intern.decided('p')).toBeUndefined();
  });

  it('remembers the newest value shown, also that there was none', () => {
    const { public: known } = knowledgeOf([
      readable([], shown('public', 12)),
      readable([], shown('public', null)),
    ]);

    expect(known.shown(VALUE)).toBeNull();
    expect(known.shown({ ...VALUE, area: areaKey('Q2') })).toBeUndefined();
  });

  it('knows of no value shown where the indicator meant something else then', () => {
    const [series] = shown('public', 12).series;
    if (!series) throw new Error('no series');
    const known = knowledgeOf([readable([], { series: [{ ...series, definition: 'old' }] })]).public;

    expect(known.shown({ ...VALUE, definition: 'old' })).toBe(12);
    expect(known.shown({ ...VALUE, definition: 'new' })).toBeUndefined();
  });

  it('shows the inner circle its own indicator before the public one', () => {
    const { intern, public: outside } = knowledgeOf([
      readable([], { series: [...shown('intern', 7, 'i:intern').series, ...shown('public', null).series] }),
    ]);

    expect(intern.shown(VALUE)).toBe(7);
    expect(outside.shown(VALUE)).toBeNull();
  });
});

describe('a rollback', () => {
  const back = (of: { readonly indicator: string } | undefined) => {
    const [series] = shown('former', 12, 'Name im Ziel').series;
    const own = of === undefined ? {} : { of: { ...of, level: VALUE.level } };
    return readable([], { series: [{ ...series!, level: levelId('Quartiere'), ...own }] });
  };

  it('has put back what is held from then on, instead of the newest release', () => {
    const { public: known } = knowledgeOf([
      readable([], shown('public', 12)),
      readable([], shown('public', 45)),
      back({ indicator: 'i' }),
    ]);

    expect(known.shown(VALUE)).toBe(12);
  });

  it('of the inner indicator tells the public nothing, and of an unknown one nobody', () => {
    const before = readable([], shown('public', 45));

    expect(knowledgeOf([before, back({ indicator: 'i:intern' })]).public.shown(VALUE)).toBe(45);
    expect(knowledgeOf([before, back({ indicator: 'i:intern' })]).intern.shown(VALUE)).toBe(12);
    expect(knowledgeOf([before, back(undefined)]).public.shown(VALUE)).toBe(45);
  });
});

describe('readable releases', () => {
  it('are those that anybody could have read, oldest first', async () => {
    const records = [
      { id: 'a', readableSince: '2026-01-01' },
      { id: 'b', readableSince: null },
      { id: 'c', readableSince: '2026-03-01' },
    ] as unknown as ReleaseRecord[];
    const registry = {
      releases: (target: string) => Promise.resolve(target === RELEASE_TARGET ? records : []),
      releaseContent: (id: string) => Promise.resolve({ ...releaseContent(1), job: id }),
    };

    const found = await readableReleases(registry, RELEASE_TARGET);

    expect(found.map(({ content }) => content.job)).toEqual(['a', 'c']);
  });
});
