/** All indicator values a job publishes, from the newest datasets, on every level; and what is odd about them. */
import type { LevelId } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import { basesOf, termsIn } from '../mapping/formula.ts';
import { levelsIn, type Indicator } from '../mapping/indicator.ts';
import type { Job } from '../mapping/job.ts';
import type { Geography } from '../statistics/geography.ts';
import { indicatorSeries, type KnownDataset, type MeasureRule } from '../statistics/indicator-series.ts';
import type { DatasetBook } from './dataset-book.ts';
import { measureRule } from './measure-rules.ts';

export interface Computed {
  readonly series: readonly IndicatorSeries[];
  readonly findings: readonly Finding[];
}

export async function computeSeries(
  job: Job,
  catalogue: Catalogue,
  book: DatasetBook,
  geography: Geography,
): Promise<Computed> {
  const datasets = new Map<string, KnownDataset | undefined>();
  const indicators = job.indicators.flatMap((id) => catalogue.indicators.get(id) ?? []);
  for (const id of indicators.flatMap((indicator) => datasetsOf(indicator, catalogue)))
    if (!datasets.has(id)) datasets.set(id, await book.known(id));

  const rules = new Map<string, MeasureRule>();
  const ruleOf = (dataset: string, measure: string): MeasureRule => {
    const key = `${dataset} ${measure}`;
    const rule = rules.get(key) ?? measureRule(catalogue, dataset, measure);
    rules.set(key, rule);
    return rule;
  };
  const memory = new Map<string, IndicatorSeries>();
  // What is said of an indicator's dates is the same on every level.
  const reported = new Map<string, Finding>();
  const report = (found: Finding) => void reported.set(JSON.stringify(found), found);
  const seriesOf = (indicator: Indicator, level: LevelId): IndicatorSeries => {
    const key = `${indicator.id} ${level}`;
    const known = memory.get(key);
    if (known) return known;
    const { id, formula, dates, description } = indicator;
    const series = indicatorSeries({
      indicator: { id, formula, dates, precision: description.precision },
      level,
      geography,
      dataset: (dataset) => datasets.get(dataset),
      measureRule: ruleOf,
      published: (other) => {
        const base = catalogue.indicators.get(other);
        return base && seriesOf(base, level);
      },
      report,
    });
    memory.set(key, series);
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
