/**
 * For which days an indicator can be computed: those of what it counts, as far as everything it is divided by or
 * compared with is there too. A day that falls away is told, unless the series simply begins.
 */
import { finding, type Finding } from '../core/finding.ts';
import { addYears, germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { termsIn, type Quantity, type RateFormula } from '../mapping/formula.ts';
import { denominatorDates, farDenominator, numeratorDates } from './formula-dates.ts';
import type { SeriesQuestion } from './indicator-series.ts';
import { FEWEST_AREAS } from './standardise.ts';

export interface SeriesDates {
  readonly dates: readonly ReferenceDate[];
  readonly findings: readonly Finding[];
}

/** A day on which something has to be known, and the days on which it is. */
interface Need {
  readonly of: string;
  readonly day: ReferenceDate;
  readonly known: readonly ReferenceDate[];
  /** What is divided by or added; not the indicator's own past. */
  readonly isOther: boolean;
}

export function seriesDates(question: SeriesQuestion): SeriesDates {
  const { id, dates: span } = question.indicator;
  const place = { file: `Indikator ${id}`, row: 0 };
  const wanted = candidates(question).filter(
    (date) => (!span.from || date >= span.from) && (!span.to || date <= span.to),
  );
  const findings: Finding[] = [];
  const gaps = gapList();
  const near = wanted.filter((date) => {
    const far = farDay(question, date);
    if (far === undefined) return true;
    const facts = { found: germanDate(far), expected: germanDate(date) };
    findings.push(finding('statistics.denominator-too-far', place, facts));
    return false;
  });
  const complete = near.filter((date) => {
    const lacking = needs(question, date).filter(({ day, known }) => !known.includes(day));
    for (const need of lacking) gaps.add(date, need);
    return lacking.length === 0;
  });
  const dates = complete.filter((date) => hasScale(question, date));

  const onLevel = { ...place, column: question.level };
  const awaited = awaitedDatasets(question);
  const tooFew = dates.length < complete.length;
  if (tooFew) findings.push(finding('statistics.too-few-areas', onLevel, { expected: String(FEWEST_AREAS) }));
  else if (dates.length === 0 && awaited.length > 0)
    findings.push(finding('statistics.dataset-awaited', place, { found: awaited.join(', ') }));
  else if (dates.length === 0) findings.push(finding('statistics.no-dates', place));
  for (const { severity, ...facts } of gaps.all())
    findings.push(finding('statistics.date-without-partner', place, { ...facts, severity }));
  return { dates, findings };
}

/** Datasets of the formula that were never delivered; an indicator of the catalogue may wait for them. */
function awaitedDatasets({ indicator, dataset }: SeriesQuestion): string[] {
  const named = termsIn(indicator.formula).map((term) => term.dataset);
  return [...new Set(named)].filter((id) => dataset(id) === undefined).sort();
}

/** Days for which there is something to say at all, in order. */
function candidates(question: SeriesQuestion): ReferenceDate[] {
  const { formula } = question.indicator;
  switch (formula.kind) {
    case 'count':
      return union(formula.terms.map((term) => datesOfTerm(question, term)));
    case 'rate': {
      const known = union(formula.numerator.map((term) => datesOfTerm(question, term)));
      return sinceFirst(known, known, formula.pooledYears - 1);
    }
    case 'change': {
      const known = question.published(formula.of)?.dates ?? [];
      return sinceFirst(known, known, formula.years);
    }
    case 'zscore':
      return [...(question.published(formula.of)?.dates ?? [])];
    case 'index': {
      const known = formula.parts.map(({ indicator }) => question.published(indicator)?.dates ?? []);
      return known.reduce<ReferenceDate[]>(
        (left, dates) => sinceFirst(left, dates, formula.changeYears ?? 0),
        union(known),
      );
    }
  }
}

/** Only days that have something known so many years before, or between. */
function sinceFirst(
  dates: readonly ReferenceDate[],
  known: readonly ReferenceDate[],
  years: number,
): ReferenceDate[] {
  const [first] = known;
  return first === undefined ? [] : dates.filter((date) => addYears(date, -years) >= first);
}

function needs(question: SeriesQuestion, date: ReferenceDate): Need[] {
  const { formula } = question.indicator;
  const ofTerms = (terms: Quantity, days: readonly ReferenceDate[], isOther: boolean) =>
    terms.flatMap((term) => {
      const known = datesOfTerm(question, term);
      return days.map((day): Need => ({ of: `${term.measure} aus ${term.dataset}`, day, known, isOther }));
    });
  const ofIndicator = (id: string, days: readonly ReferenceDate[]) => {
    const known = question.published(id)?.dates ?? [];
    return days.map((day): Need => ({ of: `Indikator ${id}`, day, known, isOther: false }));
  };
  switch (formula.kind) {
    case 'count':
      return ofTerms(formula.terms, [date], true);
    case 'rate':
      return [
        ...ofTerms(formula.numerator, numeratorDates(formula, date), formula.numerator.length > 1),
        ...ofTerms(formula.denominator, denominatorDates(formula, date), true),
      ];
    case 'change':
      return ofIndicator(formula.of, [addYears(date, -formula.years)]);
    case 'zscore':
      return [];
    case 'index': {
      const { changeYears, parts } = formula;
      const days = changeYears === null ? [date] : [date, addYears(date, -changeYears)];
      return parts.flatMap(({ indicator }) => ofIndicator(indicator, days));
    }
  }
}

function farDay({ indicator }: SeriesQuestion, date: ReferenceDate): ReferenceDate | undefined {
  const rate: RateFormula | undefined = indicator.formula.kind === 'rate' ? indicator.formula : undefined;
  return rate && farDenominator(rate, date);
}

function hasScale({ indicator, geography, level }: SeriesQuestion, date: ReferenceDate): boolean {
  const { kind } = indicator.formula;
  return (kind !== 'zscore' && kind !== 'index') || geography.areasOn(level, date).length >= FEWEST_AREAS;
}

/** Dates of the whole dataset: a measure that one of its deliveries leaves out is missing there, and that is seen. */
function datesOfTerm(question: SeriesQuestion, { dataset, measure }: Quantity[number]): ReferenceDate[] {
  const cube = question.dataset(dataset)?.cube;
  return cube?.hasMeasure(measure) ? union(cube.levels.map((level) => cube.datesOn(level))) : [];
}

function union(lists: readonly (readonly ReferenceDate[])[]): ReferenceDate[] {
  return [...new Set(lists.flat())].sort();
}

interface Gap {
  readonly found: string;
  readonly expected: string;
  readonly severity: 'info' | 'warning';
}

/** One entry for everything that lacks the same thing. Of what was never delivered, `no-dates` speaks already. */
function gapList() {
  const gaps = new Map<
    string,
    { of: string; severity: Gap['severity']; dates: Set<string>; days: Set<string> }
  >();
  return {
    add(date: ReferenceDate, { of, day, known, isOther }: Need): void {
      const [first] = known;
      if (first === undefined) return;
      const severity = isOther && day < first ? 'info' : 'warning';
      const gap = gaps.get(`${severity} ${of}`) ?? { of, severity, dates: new Set(), days: new Set() };
      gap.dates.add(germanDate(date));
      gap.days.add(germanDate(day));
      gaps.set(`${severity} ${of}`, gap);
    },
    all: (): Gap[] =>
      [...gaps.values()].map(({ of, severity, dates, days }) => ({
        found: [...dates].join(', '),
        expected: `${of} zum ${[...days].join(', ')}`,
        severity,
      })),
  };
}
