/** All indicator values a job publishes, from the newest datasets, on every level; and what is odd about them. */
import type { LevelId, LevelVersion } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import { basesOf, termsIn } from '../mapping/formula.ts';
import { levelsIn, type Indicator } from '../mapping/indicator.ts';
import type { Job } from '../mapping/job.ts';
import { bordersOf, type Borders } from '../statistics/across-borders.ts';
import { formulaCells, type CellOf } from '../statistics/formula-cells.ts';
import type { Geography } from '../statistics/geography.ts';
import { indicatorSeries, type KnownDataset, type MeasureRule } from '../statistics/indicator-series.ts';
import { bordersMovedFindings } from '../statistics/moved-borders.ts';
import type { Crosswalks } from './build-crosswalks.ts';
import type { DatasetBook } from './dataset-book.ts';
import { measureRule } from './measure-rules.ts';

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

export async function computeSeries(job: Job, means: ComputeMeans): Promise<Computed> {
  const { catalogue, book, geography, versions, crosswalks } = means;
  const datasets = new Map<string, KnownDataset | undefined>();
  const indicators = job.indicators.flatMap((id) => catalogue.indicators.get(id) ?? []);
  for (const id of indicators.flatMap((indicator) => datasetsOf(indicator, catalogue)))
    if (!datasets.has(id)) datasets.set(id, await book.known(id));

  const rules = new Map<string, MeasureRule>();
  const ruleOf = (dataset: string, measure: string): MeasureRule => {
    const key = `${dataset} ${measure}`;
    const rule = rules.get(key) ?? measureRule(catalogue, job, { dataset, measure });
    rules.set(key, rule);
    return rule;
  };
  const memory = new Map<string, IndicatorSeries>();
  // What is said of an indicator's dates is the same on every level.
  const reported = new Map<string, Finding>();
  const report = (found: Finding) => void reported.set(JSON.stringify(found), found);
  const questionOf = ({ id, formula, dates, description }: Indicator, level: LevelId, borders: Borders) => ({
    indicator: { id, formula, dates, precision: description.precision },
    level,
    geography,
    dataset: (dataset: string) => datasets.get(dataset),
    measureRule: ruleOf,
    published: (other: string) => {
      const base = catalogue.indicators.get(other);
      return base && seriesOf(base, level);
    },
    rebased: (other: string): CellOf | undefined => {
      const base = catalogue.indicators.get(other);
      const isCounted = base?.formula.kind === 'count' || base?.formula.kind === 'rate';
      // That a share exceeds its whole has been told where it is published.
      return base && isCounted
        ? formulaCells({ ...questionOf(base, level, borders), borders }, () => undefined)
        : undefined;
    },
    borders,
    report,
  });
  const seriesOf = (indicator: Indicator, level: LevelId): IndicatorSeries => {
    const key = `${indicator.id} ${level}`;
    const known = memory.get(key);
    if (known) return known;
    const borders = bordersOf(geography, level, (then, now) => crosswalks.between(level, then, now));
    const series = indicatorSeries(questionOf(indicator, level, borders));
    memory.set(key, series);
    const version = versions.find((one) => one.level === level);
    if (version)
      bordersMovedFindings({ indicator: indicator.id, level, version }, borders.steps).forEach(report);
    return series;
  };

  const all = indicators.flatMap((indicator) =>
    levelsIn(indicator, job).map((level) => seriesOf(indicator, level)),
  );
  return {
    series: all.filter((series) => series.dates.length > 0),
    findings: [...reported.values(), ...all.flatMap(missingValues)],
  };
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

function missingValues(series: IndicatorSeries): Finding[] {
  const missing = series.values.filter((value) => value.cell.state === 'missing').length;
  if (missing === 0) return [];
  const place = { file: `Indikator ${series.indicator}`, row: 0, column: series.level };
  const expected = String(series.values.length);
  const severity = missing === series.values.length ? 'error' : 'warning';
  return [finding('statistics.values-missing', place, { found: String(missing), expected, severity })];
}
