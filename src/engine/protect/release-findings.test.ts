import { describe, expect, it } from 'vitest';
import { figureMeans } from '../../../tests/support/figure-means.ts';
import { figure, value } from '../../../tests/support/figures.ts';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import { storedCells } from '../../../tests/support/small-county.ts';
import { areaKey } from '../../core/area.ts';
import type { Shown } from '../../disclosure/circle-series.ts';
import { NOTHING_KNOWN } from '../../disclosure/knowledge.ts';
import type { CircleOutcome } from '../../disclosure/protect-release.ts';
import type { Job } from '../../mapping/job.ts';
import type { BaseSeries } from './base-series.ts';
import { figureText, releaseFindings } from './release-findings.ts';

const { geography } = figureMeans({ data: { d: storedCells({ Q1: 1 }) } });
const AREAS = ['Q1', 'Q2', 'Q3'].map(areaKey);
const figures = new Map(
  AREAS.map((area) => [`d|${area}`, figure(`d|${area}`, 4711, { area, quantity: 'd.personen' })] as const),
);
const OPEN: Shown = { kind: 'open', decimals: 0 };
const HIDDEN: Shown = { kind: 'hidden', reasons: ['threshold'] };

interface Own {
  readonly outcome?: Partial<CircleOutcome>;
  /** How each quarter is shown. */
  readonly shown?: readonly Shown[];
  readonly inhabitants?: number | null;
  readonly disclosureClass?: number | null;
}

function findings({ outcome = {}, shown = [OPEN, OPEN, OPEN], inhabitants = 900, disclosureClass = 2 }: Own) {
  const values = AREAS.map((area) => value('count', [`d|${area}`], { indicator: 'i', area, inhabitants }));
  const circle = {
    circle: 'public',
    exposures: [],
    alreadyKnown: [],
    unfrozen: [],
    ...outcome,
  } as unknown as CircleOutcome;
  const known = {
    ...NOTHING_KNOWN,
    readableSince: (id: string) => (id === 'd|Q2' ? '2026-01-02' : undefined),
  };
  return releaseFindings({
    job: { indicators: ['i'] } as unknown as Job,
    policy: shippedPolicy,
    table: { figures, relations: [], values },
    protection: { outcome: 'refused', circles: [circle] },
    knowledge: { intern: NOTHING_KNOWN, public: known },
    shownBy: new Map([['public', ({ area }) => shown[AREAS.indexOf(area)]]]),
    geography,
    base: [{ indicator: { id: 'i', disclosureClass } } as unknown as BaseSeries],
  });
}
const codes = (own: Own) => findings(own).map(({ code }) => code);

describe('what disclosure control says', () => {
  it('is nothing where nothing is hidden', () => {
    expect(findings({})).toEqual([]);
  });

  it('is how many values are hidden, and that there are too many', () => {
    const [hidden, tooMany] = findings({ shown: [OPEN, HIDDEN, OPEN] });

    expect(hidden).toMatchObject({ code: 'disclosure.hidden', found: '1 von 3' });
    expect(tooMany).toMatchObject({ code: 'disclosure.too-many-hidden', expected: 'sozialraum' });
  });

  it('is how many corrections are held back', () => {
    const [held] = findings({ shown: [OPEN, { kind: 'held', value: 3 }, OPEN] });

    expect(held).toMatchObject({ code: 'disclosure.correction-held', found: '1 Werte' });
  });

  it('is that nobody knows the inhabitants, where that alone hides everything', () => {
    const floor: Shown = { kind: 'hidden', reasons: ['area-floor'] };
    const all = { shown: [floor, floor, floor] };

    expect(codes({ ...all, inhabitants: null })).toContain('disclosure.inhabitants-unknown');
    expect(codes({ ...all, inhabitants: 100 })).not.toContain('disclosure.inhabitants-unknown');
  });

  it('is that an indicator has no class', () => {
    expect(codes({ disclosureClass: null })).toEqual(['disclosure.class-missing']);
  });

  it('names what cannot be protected and what tells it, since when, and never how large it is', () => {
    const exposure = {
      cell: 'd|Q1',
      interval: { lo: 4711, hi: 4711 },
      need: { high: 4800 },
      witnesses: ['d|Q2', 'd|Q3'],
      table: 't',
    };

    const [found] = findings({ outcome: { exposures: [exposure] } });

    expect(found).toMatchObject({
      code: 'disclosure.not-protectable',
      found: 'd.personen, Name Q1 (Q1), 31.12.2024',
      expected:
        'd.personen, Name Q2 (Q2), 31.12.2024, veröffentlicht seit 02.01.2026; d.personen, Name Q3 (Q3), 31.12.2024',
    });
    expect(JSON.stringify(found)).not.toContain('4711');
  });

  it('names what could be read before, and totals that had to be hidden', () => {
    const [known, total] = findings({ outcome: { alreadyKnown: ['d|Q2'], unfrozen: ['d|Q3'] } });

    expect(known).toMatchObject({ code: 'disclosure.already-public', expected: '02.01.2026' });
    expect(total).toMatchObject({ code: 'disclosure.total-hidden', found: expect.stringContaining('Q3') });
  });
});

describe('the text of a figure', () => {
  it('says that it belongs to no part of the area', () => {
    const rest = figure('d|Q1+rest', 2, { area: areaKey('Q1'), quantity: 'd.personen' });

    expect(figureText(rest.id, new Map([[rest.id, rest]]), geography)).toBe(
      'd.personen, Name Q1 (Q1, nicht zuzuordnen), 31.12.2024',
    );
    expect(figureText('unknown', new Map(), geography)).toBe('unknown');
  });
});
