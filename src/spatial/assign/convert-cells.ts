/**
 * Figures of old areas as figures of new ones: whole rows, observations or stored cells, through a crosswalk.
 * What is added up is decided by the crosswalk; what may not be converted is told and left out.
 */
import type { AreaKey, LevelId } from '../../core/area.ts';
import { emptyCell, hasValue, MISSING, NIL, NOT_APPLICABLE, sumCells, type Cell } from '../../core/cell.ts';
import type { StoredCell } from '../../core/dataset.ts';
import type { Finding, Place } from '../../core/finding.ts';
import { breakdownKey, type Breakdown, type ObservationRole } from '../../core/observation.ts';
import { isValidOn, type ReferenceDate, type Validity } from '../../core/reference-date.ts';
import { crosswalkShares, HIDDEN_FROM, splitShare, type Share } from './apply-crosswalk.ts';
import { ConversionReport } from './conversion-report.ts';
import { convertTotals } from './convert-totals.ts';
import type { Crosswalk } from './crosswalk.ts';

/** What observations and stored cells have in common. */
export interface Convertible {
  readonly role: ObservationRole;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly measure: string;
  readonly breakdown: Breakdown;
  readonly cell: Cell;
}

export interface Conversion<Row> {
  /** Id of the crosswalk, for findings. */
  readonly id: string;
  /** The level whose areas the rows are brought to; rows of other levels pass as they are. */
  readonly level: LevelId;
  readonly crosswalk: Crosswalk;
  /** Days on which the new areas are in force: figures of another day would be filed under areas of other borders. */
  readonly validity: Validity;
  /** Counts stay whole numbers; amounts are not rounded; rates are refused. */
  readonly kindOf: (measure: string) => 'count' | 'amount' | 'rate';
  /** What it means that an old area of the delivery lacks a combination of codes that others have. */
  readonly absent: 'error' | 'nil' | 'missing';
  readonly placeOf: (row: Row) => Place;
}

export interface Converted<Row> {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
}

/**
 * One row for each old area and each new area it goes into, at the place it came from: rows of one cell are to be
 * added up, as statistics does with every delivery. Residuals stay as they are; control sums follow where they can.
 */
export function convertRows<Row extends Convertible>(
  rows: readonly Row[],
  conversion: Conversion<Row>,
): Converted<Row> {
  const { level, crosswalk } = conversion;
  const report = new ConversionReport(conversion.id, fileOf(rows, conversion));
  const kept: Row[] = [];
  const values: Row[] = [];
  const totals: Row[] = [];
  for (const row of rows) {
    if (row.level !== level || row.role === 'residual' || staysAsItIs(row, crosswalk)) kept.push(row);
    else if (!isValidOn(conversion.validity, row.date)) report.otherDay(row.date);
    else if (conversion.kindOf(row.measure) === 'rate') report.rate(row.measure);
    else if (!crosswalk.oldUnits.has(row.area)) report.unknown(row.area, conversion.placeOf(row));
    else (row.role === 'total' ? totals : values).push(row);
  }
  const delivered = areasByDate(values);
  const converted: Row[] = [];
  for (const slice of groupBy(values, (row) => `${row.date} ${row.measure}`).values())
    converted.push(...convertSlice(slice, { conversion, delivered, report }));
  return {
    rows: [...kept, ...converted, ...convertTotals(totals, crosswalk, report)],
    findings: report.findings(),
  };
}

/** Stored cells, with one cell for each new area and the range of all rows that went into it. */
export function convertStoredCells(
  cells: readonly StoredCell[],
  conversion: Conversion<StoredCell>,
): Converted<StoredCell> {
  const { rows, findings } = convertRows(cells, conversion);
  const same = ({ role, level, area, date, measure, breakdown }: StoredCell) =>
    [role, level, area, date, measure, breakdownKey(breakdown)].join(' ');
  return { rows: [...groupBy(rows, same).values()].flatMap(joined), findings };
}

function joined(rows: readonly StoredCell[]): StoredCell[] {
  const [first] = rows;
  if (!first || rows.length === 1) return first ? [first] : [];
  const own = rows.filter(({ source }) => source.file === first.source.file).map(({ source }) => source.rows);
  const range = [Math.min(...own.map(([from]) => from)), Math.max(...own.map(([, to]) => to))] as const;
  return [
    { ...first, cell: sumCells(rows.map((row) => row.cell)), source: { ...first.source, rows: range } },
  ];
}

interface SliceTask<Row> {
  readonly conversion: Conversion<Row>;
  /** Old areas with any figure on the day. */
  readonly delivered: ReadonlyMap<ReferenceDate, ReadonlySet<AreaKey>>;
  readonly report: ConversionReport;
}

/** All rows of one day and measure: how much of an area is estimated is judged over all of its codes. */
function convertSlice<Row extends Convertible>(rows: readonly Row[], task: SliceTask<Row>): Row[] {
  const [sample] = rows;
  if (!sample) return [];
  const { conversion, report } = task;
  const as = conversion.kindOf(sample.measure) === 'count' ? 'counts' : 'amounts';
  const targets = new Map<AreaKey, { row: Row; share: Share }[]>();
  const whole: Row[] = [];
  for (const group of groupBy(rows, (row) => breakdownKey(row.breakdown)).values()) {
    const byArea = groupBy(group, (row) => row.area);
    const cells = new Map([...byArea].map(([area, own]) => [area, sumCells(own.map((row) => row.cell))]));
    addAbsent(cells, group, task);
    for (const [target, shares] of crosswalkShares(conversion.crosswalk, cells, as))
      for (const share of shares) {
        const [first = group[0] ?? sample, ...further] = byArea.get(share.part.from) ?? [];
        const entries = targets.get(target) ?? [];
        entries.push({ row: first, share });
        targets.set(target, entries);
        // Rows that count for the same old area keep their place; a cell that does not apply adds nothing.
        whole.push(...further.map((row) => ({ ...row, area: target, cell: NOT_APPLICABLE })));
      }
  }
  const converted = [...targets].flatMap(([area, entries]) => {
    const estimated = splitShare(entries.map(({ share }) => share));
    report.share(area, estimated);
    const hidden = estimated > HIDDEN_FROM;
    return entries.map(({ row, share }) => ({
      ...row,
      area,
      cell: hidden && hasValue(share.cell) ? emptyCell('unreliable') : share.cell,
    }));
  });
  return [...converted, ...whole];
}

/** Gives the combinations that an old area of the delivery lacks their meaning; areas not delivered stay missing. */
function addAbsent<Row extends Convertible>(
  cells: Map<AreaKey, Cell>,
  group: readonly Row[],
  { conversion, delivered, report }: SliceTask<Row>,
): void {
  const [sample] = group;
  if (!sample) return;
  const there = delivered.get(sample.date);
  for (const unit of conversion.crosswalk.oldUnits) {
    if (cells.has(unit)) continue;
    if (!there?.has(unit)) report.notDelivered(unit, sample.date, targetsOf(unit, conversion.crosswalk));
    else if (conversion.absent === 'error') report.combination(unit, sample, conversion.placeOf(sample));
    cells.set(unit, there?.has(unit) && conversion.absent === 'nil' ? NIL : MISSING);
  }
}

/** An area of the level that no old area goes into, and that is none itself: the crosswalk says nothing of it. */
function staysAsItIs({ area }: Convertible, { parts, oldUnits }: Crosswalk): boolean {
  return !oldUnits.has(area) && parts.get(area)?.length === 0;
}

function targetsOf(unit: AreaKey, { parts }: Crosswalk): AreaKey[] {
  return [...parts].filter(([, own]) => own.some(({ from }) => from === unit)).map(([target]) => target);
}

function areasByDate(rows: readonly Convertible[]): Map<ReferenceDate, Set<AreaKey>> {
  const result = new Map<ReferenceDate, Set<AreaKey>>();
  for (const { date, area } of rows) result.set(date, (result.get(date) ?? new Set()).add(area));
  return result;
}

function fileOf<Row extends Convertible>(rows: readonly Row[], { placeOf }: Conversion<Row>): string {
  const [first] = rows;
  return first ? placeOf(first).file : '';
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
