/**
 * Indicator values on one level: every area at every date for which there is anything to say. How a cell is
 * computed and rounded says `formula-cells.ts`, for which days `series-dates.ts`.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import { NOT_APPLICABLE } from '../core/cell.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { IndicatorSeries, SeriesValue } from '../core/indicator.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { basesOf, termsIn, type Formula } from '../mapping/formula.ts';
import { bordersOf, type Borders } from './across-borders.ts';
import type { Cube } from './cube.ts';
import { formulaCells, type CellOf } from './formula-cells.ts';
import type { Geography } from './geography.ts';
import { seriesDates } from './series-dates.ts';

/** A dataset as the newest versions make it up, with the ids of those versions. */
export interface KnownDataset {
  readonly cube: Cube;
  readonly versions: readonly string[];
}

/** What the profiles say of a measure. */
export interface MeasureRule {
  /** A share or an average: taken as delivered, never summed up over areas. */
  readonly isRate: boolean;
  /** May a whole delivery be without the code, because it counts nothing there? */
  readonly mayLack: (dimension: string, code: string, date: ReferenceDate) => boolean;
}

export interface SeriesQuestion {
  readonly indicator: {
    readonly id: string;
    readonly formula: Formula;
    readonly precision: number;
    readonly dates: { readonly from: ReferenceDate | null; readonly to: ReferenceDate | null };
  };
  readonly level: LevelId;
  readonly geography: Geography;
  readonly dataset: (id: string) => KnownDataset | undefined;
  readonly measureRule: (dataset: string, measure: string) => MeasureRule;
  /** Already computed series of another indicator on the same level. */
  readonly published: (indicator: string) => IndicatorSeries | undefined;
  /** What another indicator comes to for the areas of a later day; undefined where it is made of scores. */
  readonly rebased?: (indicator: string) => CellOf | undefined;
  /** Whether areas are still the same, and how their figures are converted; left out: by no crosswalk. */
  readonly borders?: Borders;
  readonly report?: (finding: Finding) => void;
}

const EXCESSES_SHOWN = 5;

/** A full rectangle over all areas of the level and all dates for which there is anything to say. */
export function indicatorSeries(question: SeriesQuestion): IndicatorSeries {
  const { indicator, level, geography, report = () => undefined } = question;
  const borders = question.borders ?? bordersOf(geography, level);
  const { dates, findings } = seriesDates(question);
  findings.forEach(report);
  const areas = geography.allAreas(level);
  const excesses: Excess[] = [];
  const cellOf = formulaCells({ ...question, borders }, (area, date) => excesses.push({ area, date }));
  const values = dates.flatMap((date) => {
    const existing = new Set<AreaKey>(geography.areasOn(level, date));
    return areas.map((area): SeriesValue => {
      const cell = existing.has(area) ? cellOf(area, date) : NOT_APPLICABLE;
      return { area, date, cell };
    });
  });
  if (excesses.length > 0) report(excessFinding(excesses, question));
  return { indicator: indicator.id, level, dates, areas, values, inputs: inputsOf(question) };
}

/** Where a share was larger than the whole. */
export interface Excess {
  readonly area: AreaKey;
  readonly date: ReferenceDate;
}

export function excessFinding(
  excesses: readonly Excess[],
  { indicator, level, geography }: SeriesQuestion,
): Finding {
  const more = excesses.length > EXCESSES_SHOWN ? ` und ${excesses.length - EXCESSES_SHOWN} weitere` : '';
  const place = { file: `Indikator ${indicator.id}`, row: 0, column: level };
  const shown = excesses
    .slice(0, EXCESSES_SHOWN)
    .map(({ area, date }) => `${geography.nameOf(level, area)} (${area}) am ${germanDate(date)}`);
  const found = shown.join('; ') + more;
  return finding('statistics.share-above-whole', place, { found });
}

/** Ids of the dataset versions that go in. */
export function inputsOf({ indicator, dataset, published }: SeriesQuestion): string[] {
  const { formula } = indicator;
  const versions = [
    ...termsIn(formula).flatMap((term) => dataset(term.dataset)?.versions ?? []),
    ...basesOf(formula).flatMap((id) => published(id)?.inputs ?? []),
  ];
  return [...new Set(versions)].sort();
}
