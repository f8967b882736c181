/**
 * Figures of grid cells to areas, on every level for itself: what was perturbed cell by cell is never added up to a
 * total. By the addresses in a cell where there are coordinates, else by its surface; averages through their sums.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import { cell, emptyCell, hasValue, type Cell } from '../core/cell.ts';
import { finding, type Finding, type Place } from '../core/finding.ts';
import { breakdownKey, type Breakdown, type Observation } from '../core/observation.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { AssignRule } from '../mapping/profile-assign.ts';
import { apportionAmounts, apportionCounts, type AreaEstimate } from '../spatial/assign/apportion-cells.ts';
import { gridCellId, parseGridCell } from '../spatial/assign/grid-cell.ts';
import { listText } from '../spatial/texts.ts';
import type { AssignedObservations } from './assign-observations.ts';
import { gridShares, type GridShares } from './grid-shares.ts';
import type { IntakeMeans } from './intake-means.ts';

type GridRule = Extract<AssignRule, { readonly by: 'grid' }>;
type GridMeans = IntakeMeans & { readonly report: (found: Finding) => void };

/** One measure on one day and breakdown: cell id to value; null: delivered without a value. */
interface GridFigure {
  readonly date: ReferenceDate;
  readonly measure: string;
  readonly breakdown: Breakdown;
  readonly place: Place;
  readonly values: Map<string, number | null>;
  /** One of the two sums of an average, which leave out the same cells; any other sum must not lack one. */
  readonly ofMean?: true;
}

/** Undefined where a finding that stops the run says why. Levels that the job does not have are left out. */
export async function gridToAreas(
  observations: readonly Observation[],
  rule: GridRule,
  means: GridMeans,
): Promise<AssignedObservations | undefined> {
  const levels = rule.levels.filter((id) => means.built.some(({ level }) => level.id === id));
  const written = figuresOf(observations, rule, means.report);
  const result: Observation[] = [];
  const files = new Map<string, string>();
  for (const date of new Set([...written.values()].map((figure) => figure.date))) {
    const dated = new Map([...written].filter(([, figure]) => figure.date === date));
    for (const level of levels) {
      const shares = await gridShares({ rule, level, date }, means);
      if (!shares) return undefined;
      for (const { name, sha256 } of shares.files) files.set(name, sha256);
      result.push(...onLevel(dated, { rule, level, date, shares }, means));
    }
  }
  return { observations: result, files: [...files].map(([name, sha256]) => ({ name, sha256 })) };
}

function figuresOf(
  observations: readonly Observation[],
  rule: GridRule,
  report: (found: Finding) => void,
): Map<string, GridFigure> {
  const figures = new Map<string, GridFigure>();
  for (const { area, date, measure, breakdown, cell: value, place } of observations) {
    const grid = parseGridCell(area);
    if (!grid || grid.resolution !== rule.cell) {
      report(finding('assignment.grid-cell', place, { found: area, expected: String(rule.cell) }));
      continue;
    }
    const name = nameOf(measure, date, breakdown);
    const figure = figures.get(name) ?? {
      date,
      measure,
      breakdown,
      place: { ...place, row: 0 },
      values: new Map<string, number | null>(),
    };
    figures.set(name, figure);
    figure.values.set(gridCellId(grid), hasValue(value) ? value.value : null);
  }
  return figures;
}

function nameOf(measure: string, date: ReferenceDate, breakdown: Breakdown): string {
  return `${measure} ${date} ${breakdownKey(breakdown)}`;
}

interface LevelTask {
  readonly rule: GridRule;
  readonly level: LevelId;
  readonly date: ReferenceDate;
  readonly shares: GridShares;
}

function onLevel(figures: ReadonlyMap<string, GridFigure>, task: LevelTask, means: GridMeans): Observation[] {
  const { rule, shares } = task;
  const isMean = new Set(rule.means.map(({ mean }) => mean));
  const result: Observation[] = [];
  for (const figure of figures.values()) {
    if (!isMean.has(figure.measure)) {
      const isWhole = [...figure.values.values()].every((value) => Number.isSafeInteger(value ?? 0));
      const apportion = isWhole ? apportionCounts : apportionAmounts;
      result.push(...areasOf(figure, apportion({ ...shares, values: figure.values }), task, means));
    }
    for (const made of meansOf(figure, figures, rule))
      result.push(...areasOf(made, apportionAmounts({ ...shares, values: made.values }), task, means));
  }
  return result;
}

/** A cell without average or without weight counts for neither sum. */
function* meansOf(
  figure: GridFigure,
  figures: ReadonlyMap<string, GridFigure>,
  { means }: GridRule,
): Generator<GridFigure> {
  for (const { mean, weight, sum, count } of means) {
    if (mean !== figure.measure) continue;
    const weights = figures.get(nameOf(weight, figure.date, figure.breakdown))?.values;
    const sums = new Map<string, number | null>();
    const counts = new Map<string, number | null>();
    for (const [id, value] of figure.values) {
      const stands = weights?.get(id) ?? null;
      const isKnown = value !== null && stands !== null;
      sums.set(id, isKnown ? value * stands : null);
      counts.set(id, isKnown ? stands : null);
    }
    yield { ...figure, measure: sum, values: sums, ofMean: true };
    yield { ...figure, measure: count, values: counts, ofMean: true };
  }
}

function areasOf(
  { measure, breakdown, place, ofMean }: GridFigure,
  { units, outside }: { readonly units: ReadonlyMap<AreaKey, AreaEstimate>; readonly outside: number },
  { level, date, rule }: LevelTask,
  { geography, report }: GridMeans,
): Observation[] {
  const estimated: string[] = [];
  const hidden: string[] = [];
  const untold: string[] = [];
  const observations = geography.areasOn(level, date).map((area): Observation => {
    const estimate = units.get(area);
    const isUntold = !ofMean && estimate !== undefined && estimate.untoldCells > 0;
    if (isUntold) untold.push(geography.nameOf(level, area));
    else if (estimate?.hidden) hidden.push(geography.nameOf(level, area));
    else if (estimate?.estimated) estimated.push(geography.nameOf(level, area));
    const value = isUntold ? emptyCell('unknown') : cellOf(estimate);
    return { role: 'value', level, area, date, measure, breakdown, cell: value, place };
  });
  const at = { ...place, column: `${measure}, ${level}, ${germanDate(date)}` };
  if (estimated.length > 0) report(finding('assignment.grid-border', at, { found: listText(estimated) }));
  if (hidden.length > 0) report(finding('assignment.grid-hidden', at, { found: listText(hidden) }));
  if (untold.length > 0) {
    // Of what only says for how many an average stands, nobody wants the sum.
    const isWeight = rule.means.some(({ weight }) => weight === measure);
    const facts = { found: listText(untold), ...(isWeight ? { severity: 'info' as const } : {}) };
    report(finding('assignment.grid-untold', at, facts));
  }
  if (outside > 0) {
    const found = `${outside.toLocaleString('de-DE', { maximumFractionDigits: 0 })} (${measure})`;
    report(finding('assignment.grid-outside', at, { found, expected: level }));
  }
  return observations;
}

/** A cell that is not in the grid may hold nobody or may have been hidden: the area's value is not known then. */
function cellOf(estimate: AreaEstimate | undefined): Cell {
  if (!estimate || estimate.value === null) return emptyCell('unknown');
  if (estimate.hidden) return emptyCell('unreliable');
  return estimate.estimated ? cell(estimate.value, 'ok', ['s']) : cell(estimate.value);
}
