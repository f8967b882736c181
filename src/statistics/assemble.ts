/**
 * From the observations of one delivery to the cells of a dataset version: equal keys are added up, totals
 * become control sums, absence gets its meaning, and the whole is checked for completeness and repetition.
 */
import { sumCells } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { breakdownKey, type Observation } from '../core/observation.ts';
import { dropNotExisting, missingAreas, repeatedDates } from './completeness.ts';
import { checkControlSums } from './control-sums.ts';
import { Cube } from './cube.ts';
import { densify, type AbsencePolicy } from './densify.ts';
import type { Geography } from './geography.ts';
import { checkLevels } from './levels-agree.ts';
import { percentScale } from './percent-scale.ts';
import { vanishedCodes, type CodesOn } from './vanished-codes.ts';

export interface Assembly {
  readonly absent: AbsencePolicy;
  readonly geography: Geography;
  /** Names of the delivered files, in the order of the lineage. */
  readonly files: readonly string[];
  /** Cells of other dates that are already known, to notice last year's file. */
  readonly known: readonly StoredCell[];
  /** Codes of the profile's dimensions, to notice half a file. */
  readonly codesOn: CodesOn;
  /** Measures that are shares or averages: nothing is ever compared with their sum. */
  readonly rates: ReadonlySet<string>;
}

export interface Assembled {
  readonly cells: readonly StoredCell[];
  readonly findings: readonly Finding[];
}

/** Figures of levels that are not part of the geography are left out; the check of the keys has told them. */
export function assembleDataset(delivered: readonly Observation[], assembly: Assembly): Assembled {
  const { geography, files, rates } = assembly;
  const file = files.join(', ');
  const observations = delivered.filter(({ level }) => geography.levels.includes(level));
  const merged = mergeCells(observations, files);
  if (merged.length === 0)
    return { cells: [], findings: [finding('statistics.nothing-delivered', { file, row: 0 })] };

  const fileOf = (stored: StoredCell) => files[stored.source.file] ?? file;
  const existing = dropNotExisting(merged, geography, fileOf);
  const dense = densify(existing.cells, assembly.absent, geography, file);
  const cube = new Cube(dense.cells);
  const totals = observations.filter(({ role, measure }) => role === 'total' && !rates.has(measure));
  return {
    cells: dense.cells,
    findings: [
      ...existing.findings,
      ...dense.findings,
      ...missingAreas(dense.cells, geography, file),
      ...checkControlSums(totals, cube, geography),
      ...checkLevels({ cells: dense.cells, cube, geography, rates, file }),
      ...repeatedDates(dense.cells, assembly.known, file),
      ...percentScale({ fresh: dense.cells, known: assembly.known, rates, fileOf }),
      ...vanishedCodes({ ...assembly, fresh: dense.cells, file }),
      ...residualFindings(dense.cells, file),
    ],
  };
}

function mergeCells(observations: readonly Observation[], files: readonly string[]): StoredCell[] {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.role === 'total') continue;
    const { role, level, area, date, measure } = observation;
    const key = [role, level, area, date, measure, breakdownKey(observation.breakdown)].join(' ');
    const group = groups.get(key);
    if (group) group.push(observation);
    else groups.set(key, [observation]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { level, area, date, measure, breakdown, place } = first;
    // Rows are counted in each file and sheet anew.
    const beside = group.filter(({ place: { file, sheet } }) => file === place.file && sheet === place.sheet);
    const rows = beside.map((observation) => observation.place.row);
    return [
      {
        role: first.role === 'residual' ? ('residual' as const) : ('value' as const),
        level,
        area,
        date,
        measure,
        breakdown,
        cell: group.length === 1 ? first.cell : sumCells(group.map((observation) => observation.cell)),
        source: {
          file: Math.max(0, files.indexOf(place.file)),
          ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
          rows: [Math.min(...rows), Math.max(...rows)] as const,
        },
      },
    ];
  });
}

function residualFindings(cells: readonly StoredCell[], file: string): Finding[] {
  const sums = new Map<string, number>();
  for (const stored of cells)
    if (stored.role === 'residual')
      sums.set(stored.measure, (sums.get(stored.measure) ?? 0) + (stored.cell.value ?? 0));
  return [...sums].map(([measure, sum]) =>
    finding(
      'statistics.residual',
      { file, row: 0 },
      { found: `${sum.toLocaleString('de-DE')} (${measure}, alle Stichtage zusammen)` },
    ),
  );
}
