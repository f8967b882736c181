/** All indicator values a job publishes, from the newest datasets, on every level; and what is odd about them. */
import type { LevelId, LevelVersion } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import { basesOf, termsIn } from '../mapping/formula.ts';
import { levelsIn, type Indicator } from '../mapping/indicator.ts';
import type { Job } from '../mapping/job.ts';
import type { Policy } from '../mapping/policy.ts';
import { bordersOf, type Borders } from '../statistics/across-borders.ts';
import { valueOfFigures } from '../statistics/figure-cells.ts';
import type { Geography } from '../statistics/geography.ts';
import { indicatorSeries, type KnownDataset, type MeasureRule } from '../statistics/indicator-series.ts';
import { bordersMovedFindings } from '../statistics/moved-borders.ts';
import type { Crosswalks } from './build-crosswalks.ts';
import type { DatasetBook } from './dataset-book.ts';
import { measureRule } from './measure-rules.ts';
import { baseSeries, valueSeries, type BaseSeries } from './protect/base-series.ts';
import { rebasedCells, type AdmitConverted } from './rebased-cells.ts';

export interface Computed {
  readonly series: readonly IndicatorSeries[];
  readonly findings: readonly Finding[];
}

export interface ComputeMeans {
  readonly catalogue: Catalogue;
  readonly book: DatasetBook;
  readonly geography: Geography;
  readonly versions: readonly LevelVersion[];
  readonly crosswalks: Pick<Crosswalks, 'between'>;
}

/** What was published of another indicator on a level; undefined where nothing was. */
export type PublishedOf = (indicator: string, level: LevelId) => IndicatorSeries | undefined;

/** The counting is done; what is computed from published values comes when it is known what may be published. */
export interface Computation {
  /** Indicators that count, with the figures behind their values, before disclosure control. */
  readonly base: readonly BaseSeries[];
  /** Of dates that fall away and shares above the whole. */
  readonly findings: readonly Finding[];
  /** Changes, scores and indices of the job, from published values and from nothing else. */
  derive(published: PublishedOf, admit: AdmitConverted): Computed;
  readonly dataset: (id: string) => KnownDataset | undefined;
  readonly bordersOn: (level: LevelId) => Borders;
  readonly measureRule: (dataset: string, measure: string) => MeasureRule;
}

export async function compute(job: Job, means: ComputeMeans): Promise<Computation> {
  const { catalogue, book, geography, versions, crosswalks } = means;
  const datasets = new Map<string, KnownDataset | undefined>();
  const indicators = job.indicators.flatMap((id) => catalogue.indicators.get(id) ?? []);
  const own = indicators.flatMap((indicator) => datasetsOf(indicator, catalogue));
  for (const id of [...own, ...datasetsKnownTo(catalogue.policies.get(job.policy))])
    if (!datasets.has(id)) datasets.set(id, await book.known(id));

  const rules = new Map<string, MeasureRule>();
  const measure = (dataset: string, name: string): MeasureRule => {
    const key = `${dataset} ${name}`;
    const rule = rules.get(key) ?? measureRule(catalogue, job, { dataset, measure: name });
    rules.set(key, rule);
    return rule;
  };
  const dataset = (id: string) => datasets.get(id);
  const bordersOn = (level: LevelId) =>
    bordersOf(geography, level, (then, now) => crosswalks.between(level, then, now));
  const questionOf = ({ id, formula, dates, description }: Indicator, level: LevelId, borders: Borders) => ({
    indicator: { id, formula, dates, precision: description.precision },
    level,
    geography,
    dataset,
    borders,
    measureRule: measure,
    published: () => undefined,
  });
  const reporter = findingSet();
  const movedFindings = (indicator: Indicator, level: LevelId, borders: Borders, report: Report) => {
    const version = versions.find((one) => one.level === level);
    if (version)
      bordersMovedFindings({ indicator: indicator.id, level, version }, borders.steps).forEach(report);
  };

  const base: BaseSeries[] = [];
  const known = new Set<string>();
  const addBase = (indicator: Indicator, level: LevelId): void => {
    const key = `${indicator.id} ${level}`;
    if (known.has(key)) return;
    known.add(key);
    const { formula } = indicator;
    if (formula.kind !== 'count' && formula.kind !== 'rate') {
      for (const id of basesOf(formula)) {
        const other = catalogue.indicators.get(id);
        if (other) addBase(other, level);
      }
      return;
    }
    const borders = bordersOn(level);
    const question = { ...questionOf(indicator, level, borders), report: reporter.report };
    base.push(baseSeries(question, indicator, formula));
    movedFindings(indicator, level, borders, reporter.report);
  };
  for (const indicator of indicators) for (const level of levelsIn(indicator, job)) addBase(indicator, level);

  return {
    base,
    findings: reporter.all(),
    dataset,
    bordersOn,
    measureRule: measure,
    derive(published, admit) {
      const own = findingSet();
      const memory = new Map<string, IndicatorSeries>();
      const seriesOf = (indicator: Indicator, level: LevelId): IndicatorSeries | undefined => {
        if (isBase(indicator)) return published(indicator.id, level);
        const key = `${indicator.id} ${level}`;
        const there = memory.get(key);
        if (there) return there;
        const borders = bordersOn(level);
        const other = (id: string) => {
          const found = catalogue.indicators.get(id);
          return found && seriesOf(found, level);
        };
        const rebased = (id: string) => {
          const found = catalogue.indicators.get(id);
          const question = { ...questionOf(found ?? indicator, level, borders), published: other };
          return found && rebasedCells(found, { ...question, borders }, admit);
        };
        const question = { ...questionOf(indicator, level, borders), published: other, rebased };
        const series = indicatorSeries({ ...question, report: own.report });
        memory.set(key, series);
        movedFindings(indicator, level, borders, own.report);
        return series;
      };
      const series = indicators
        .filter((indicator) => !isBase(indicator))
        .flatMap((indicator) => levelsIn(indicator, job).map((level) => seriesOf(indicator, level)))
        .flatMap((one) => one ?? []);
      return {
        series: series.filter(({ dates }) => dates.length > 0),
        findings: [...own.all(), ...series.flatMap(missingValues)],
      };
    },
  };
}

/** All series as computed, with nothing hidden: what disclosure control begins with. */
export async function computeSeries(job: Job, means: ComputeMeans): Promise<Computed> {
  const computation = await compute(job, means);
  const base = computation.base.map((one) =>
    valueSeries(one, (value) => valueOfFigures(one.formula, value, one.indicator.description.precision)),
  );
  const published: PublishedOf = (indicator, level) =>
    base.find((one) => one.indicator === indicator && one.level === level);
  const derived = computation.derive(published, ({ indicator }) => indicator.description.precision);
  const wanted = new Set(job.indicators);
  const own = base.filter(({ indicator, dates }) => wanted.has(indicator) && dates.length > 0);
  return {
    series: inJobOrder(job, [...own, ...derived.series]),
    findings: [
      ...computation.findings,
      ...base.filter(({ indicator }) => wanted.has(indicator)).flatMap(missingValues),
      ...derived.findings,
    ],
  };
}

/** In the order in which the job names its indicators, and its levels. */
export function inJobOrder<T extends { readonly indicator: string; readonly level: LevelId }>(
  { indicators, levels }: Pick<Job, 'indicators' | 'levels'>,
  series: readonly T[],
): T[] {
  const place = ({ indicator, level }: T) => indicators.indexOf(indicator) * 1000 + levels.indexOf(level);
  return series.toSorted((a, b) => place(a) - place(b));
}

type Report = (found: Finding) => void;

/** What is said of an indicator's dates is the same on every level. */
function findingSet() {
  const reported = new Map<string, Finding>();
  const report: Report = (found) => void reported.set(JSON.stringify(found), found);
  return { report, all: () => [...reported.values()] };
}

function isBase({ formula }: Indicator): boolean {
  return formula.kind === 'count' || formula.kind === 'rate';
}

/** Datasets an indicator rests on, also through the indicators it is computed from. */
export function datasetsOf(indicator: Indicator, catalogue: Catalogue): string[] {
  const own = termsIn(indicator.formula).map((term) => term.dataset);
  const inherited = basesOf(indicator.formula).flatMap((id) => {
    const base = catalogue.indicators.get(id);
    return base ? datasetsOf(base, catalogue) : [];
  });
  return [...new Set([...own, ...inherited])];
}

/** What everybody has whatever a job counts: the population, and the stocks that flows lie between. */
function datasetsKnownTo(policy: Policy | undefined): string[] {
  if (!policy) return [];
  return [
    policy.population.dataset,
    ...policy.balances.flatMap(({ stock, flows }) => [stock.dataset, flows]),
  ];
}

export function missingValues(series: IndicatorSeries): Finding[] {
  const missing = series.values.filter((value) => value.cell.state === 'missing').length;
  if (missing === 0) return [];
  const place = { file: `Indikator ${series.indicator}`, row: 0, column: series.level };
  const expected = String(series.values.length);
  const severity = missing === series.values.length ? 'error' : 'warning';
  return [finding('statistics.values-missing', place, { found: String(missing), expected, severity })];
}
