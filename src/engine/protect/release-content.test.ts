import { describe, expect, it } from 'vitest';
import { figure } from '../../../tests/support/figures.ts';
import { cell, emptyCell } from '../../core/cell.ts';
import { areaKey, levelId } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { CircleOutcome } from '../../disclosure/protect-release.ts';
import type { ReadableRelease } from './knowledge-of.ts';
import { releaseContent, type ContentQuestion } from './release-content.ts';

const figures = new Map(
  [figure('a', 4), figure('b', 9), figure('c', 30), figure('d', null), figure('e', 5)].map((one) => [
    one.id,
    one,
  ]),
);
const outcome = (own: Partial<CircleOutcome> = {}): CircleOutcome => ({
  circle: 'public',
  hidden: new Map([['b', ['secondary']]]),
  open: new Set(['a', 'c', 'd']),
  alreadyKnown: [],
  exposures: [],
  unfrozen: [],
  tables: [{ id: 'a', hash: 'h', way: 'optimal', open: { a: 4 }, hidden: ['b'] }],
  primary: 1,
  secondary: 2,
  cost: 3,
  bound: 2,
  programs: 5,
  ...own,
});
const question = (own: Partial<ContentQuestion> = {}): ContentQuestion => ({
  job: 'j',
  isPublic: true,
  release: { target: 't', series: [], policy: { id: 'p', version: 1, sha256: 's' } },
  table: { figures, relations: [], values: [] },
  circles: [outcome()],
  before: [],
  solver: 'probe',
  durationMs: 7,
  ...own,
});
const released = (content: ReturnType<typeof releaseContent>) => ({ content }) as ReadableRelease;

describe('the content of a release', () => {
  it('keeps every figure that can be told, also those that no table had to decide on, and what is hidden by name only', () => {
    const { tables } = releaseContent(question());

    expect(tables.map(({ open, hidden }) => ({ open, hidden }))).toEqual([
      { open: { a: 4 }, hidden: ['b'] },
      // The one that the source hides has no value to tell; the one that nothing rests on is told by nobody.
      { open: { c: 30 }, hidden: [] },
    ]);
  });

  it('does not write a table again that stands in an earlier release, but names it', () => {
    const first = releaseContent(question());

    const second = releaseContent(question({ before: [released(first)] }));

    expect(second.tables).toEqual([]);
    expect(second.index).toEqual(first.index);
    expect(Object.keys(second.index)).toEqual(['public a', 'public c@2024-12-31']);
  });

  it('writes a table again for another circle, and where its figures have changed', () => {
    const before = [released(releaseContent(question()))];
    const changed = new Map([...figures, ['c', figure('c', 31)] as const]);

    const inner = releaseContent(question({ before, circles: [outcome({ circle: 'intern' })] }));
    const later = releaseContent(
      question({ before, table: { figures: changed, relations: [], values: [] } }),
    );

    expect(inner.tables).toHaveLength(2);
    expect(later.tables.map(({ open }) => open)).toEqual([{ c: 31 }]);
  });

  it('keeps values as they are shown, in a rectangle, and whose they are', () => {
    const [day, other] = [referenceDate('2023-12-31'), referenceDate('2024-12-31')];
    const own = {
      level: levelId('quartier'),
      dates: [day, other],
      areas: [areaKey('Q1'), areaKey('Q2')],
      inputs: [],
      values: [
        { area: areaKey('Q1'), date: other, cell: cell(7) },
        { area: areaKey('Q2'), date: day, cell: emptyCell('suppressed') },
      ],
    };
    const series = [
      { ...own, indicator: 'i' },
      { ...own, indicator: 'i:intern' },
    ];

    const content = releaseContent(question({ release: { ...question().release, series } }));

    expect(content.series.map(({ circle, rows }) => [circle, rows])).toEqual([
      [
        'public',
        [
          [null, 7],
          [null, null],
        ],
      ],
      [
        'intern',
        [
          [null, 7],
          [null, null],
        ],
      ],
    ]);
  });

  it('sums up what was done over both circles', () => {
    const reused = { id: 'c', hash: 'i', way: 'reused', open: {}, hidden: [] };

    const { protocol } = releaseContent(
      question({ circles: [outcome(), outcome({ circle: 'intern', tables: [reused] })] }),
    );

    expect(protocol).toMatchObject({
      tables: 2,
      reused: 1,
      figures: 5,
      primary: 2,
      secondary: 4,
      cost: 6,
      bound: 4,
      ways: { optimal: 1, reused: 1 },
      programs: 10,
      solver: 'probe',
      durationMs: 7,
    });
  });
});
