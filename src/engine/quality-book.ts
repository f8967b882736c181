/**
 * What a run knows of the quality of its deliveries: how addresses were assigned, and how totals compare with official
 * ones. Judged when everything has been taken in, because the official figure may come from a later delivery.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import { hasValue, sumCells } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { addYears, germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { sameGeometry } from '../core/same-geometry.ts';
import type { OfficialTotal } from '../mapping/job.ts';
import type { AssignmentCounts } from '../spatial/assign/assignment-tally.ts';
import { residualText } from '../spatial/assign/cause-text.ts';
import { CAUSES, MARKS, METHODS } from '../spatial/assign/match-result.ts';
import {
  qualityFigures,
  totalFigure,
  type QualityFigure,
  type Total,
} from '../spatial/assign/quality-figures.ts';
import { qualityFindings } from '../spatial/assign/quality-findings.ts';
import type { QualityLimits } from '../spatial/assign/quality-limits.ts';
import { areasOn } from '../spatial/level-version.ts';
import type { AssignmentQuality } from '../statistics/persons/quality.ts';
import type { DatasetBook } from './dataset-book.ts';
import type { BuiltLevel } from './desired-state.ts';

export interface AssignedDelivery {
  readonly file: string;
  readonly dataset: string;
  readonly date: ReferenceDate;
  readonly level: LevelId;
  /** Events, not the persons who live there. */
  readonly records?: 'events';
  /** Measure that counts what was assigned; undefined: the dataset holds no such measure. */
  readonly population: string | undefined;
  readonly units: ReadonlySet<AreaKey>;
  readonly assignment: AssignmentQuality;
  /** Records by AGS as they were read. */
  readonly read: ReadonlyMap<string, number>;
}

export interface TakenDelivery {
  readonly file: string;
  readonly dataset: string;
  readonly dates: readonly ReferenceDate[];
  readonly official: OfficialTotal;
  readonly figure: 'register-total' | 'numerator-total';
}

/** The figures of one delivery and date, as a run reports them. */
export interface DeliveryQuality {
  readonly dataset: string;
  readonly file: string;
  readonly date: ReferenceDate;
  readonly figures: readonly QualityFigure[];
  /** Records by the way they were placed, and by the cause why not; only for assigned deliveries. */
  readonly placed?: Readonly<Record<string, number>>;
}

export interface Judged {
  readonly quality: readonly DeliveryQuality[];
  readonly findings: readonly Finding[];
}

export class QualityBook {
  readonly #assigned: AssignedDelivery[] = [];
  readonly #compared: TakenDelivery[] = [];

  assigned(delivery: AssignedDelivery): void {
    this.#assigned.push(delivery);
  }

  compared(delivery: TakenDelivery): void {
    this.#compared.push(delivery);
  }

  async judge(book: DatasetBook, levels: readonly BuiltLevel[], limits: QualityLimits): Promise<Judged> {
    const quality: DeliveryQuality[] = [];
    const findings: Finding[] = [];
    const add = (one: DeliveryQuality) => {
      quality.push(one);
      const left = one.placed && residualText(one.placed);
      if (left !== undefined)
        findings.push(finding('assignment.residual', { file: one.file, row: 0 }, { found: left }));
      findings.push(...qualityFindings(one.figures, one.file, limits));
    };
    for (const delivery of this.#assigned) add(await judgeAssigned(delivery, book, { levels, limits }));
    for (const delivery of this.#compared)
      for (const date of delivery.dates) {
        const total = await totalOf(delivery, date, { book, levels });
        if (total === 'incomplete') continue;
        if (total === 'missing') findings.push(officialMissing(delivery, date));
        else {
          const figure = totalFigure(delivery.figure, total, limits);
          add({ dataset: delivery.dataset, file: delivery.file, date, figures: [figure] });
        }
      }
    return { quality, findings };
  }
}

async function judgeAssigned(
  delivery: AssignedDelivery,
  book: DatasetBook,
  { levels, limits }: { readonly levels: readonly BuiltLevel[]; readonly limits: QualityLimits },
): Promise<DeliveryQuality> {
  const { dataset, file, date, units, assignment, read, records } = delivery;
  const counts = countsOf(assignment);
  const lastYear = lastYearOf(delivery, await book.cells(dataset), levels);
  const question = {
    counts,
    read,
    units,
    ...(records ? { records } : {}),
    ...(lastYear ? { lastYear } : {}),
  };
  return { dataset, file, date, figures: qualityFigures(question, limits), placed: placedOf(counts) };
}

/** The statistics of persons count by the assignment's own words and leave out those that did not occur. */
function countsOf({ gemeinden, methods, marks, units }: AssignmentQuality): AssignmentCounts {
  const complete = <Word extends string>(words: readonly Word[], counted: Readonly<Record<string, number>>) =>
    Object.fromEntries(words.map((word) => [word, counted[word] ?? 0])) as Record<Word, number>;
  return {
    gemeinden,
    methods: complete(METHODS, methods),
    marks: complete(MARKS, marks),
    units: units as AssignmentCounts['units'],
  };
}

function placedOf({ methods, gemeinden }: AssignmentCounts): Record<string, number> {
  const placed: Record<string, number> = { ...methods };
  for (const cause of CAUSES)
    placed[cause] = gemeinden.reduce((sum, { residual }) => sum + residual[cause], 0);
  return Object.fromEntries(Object.entries(placed).filter(([, count]) => count > 0));
}

/** Only areas whose borders are the same; undefined where the year before is not known. */
function lastYearOf(
  { date, level, population }: AssignedDelivery,
  cells: readonly StoredCell[],
  levels: readonly BuiltLevel[],
): ReadonlyMap<AreaKey, number> | undefined {
  const before = addYears(date, -1);
  const version = levels.find((built) => built.level.id === level)?.version;
  if (population === undefined || !version) return undefined;
  const now = new Map(areasOn(version, date).map(({ key, geometry }) => [key, geometry]));
  const unchanged = new Set(
    areasOn(version, before).flatMap(({ key, geometry }) => {
      const today = now.get(key);
      return today && (today === geometry || sameGeometry(today, geometry)) ? [key] : [];
    }),
  );
  const sums = new Map<AreaKey, number>();
  for (const { role, date: of, measure, area, cell } of cells)
    if (role === 'value' && of === before && measure === population && unchanged.has(area))
      sums.set(area, (sums.get(area) ?? 0) + (cell.value ?? 0));
  return sums.size === 0 ? undefined : sums;
}

/** `incomplete`: a figure of the delivery is not told, so its total is not known. */
async function totalOf(
  { dataset, official }: TakenDelivery,
  date: ReferenceDate,
  { book, levels }: { readonly book: DatasetBook; readonly levels: readonly BuiltLevel[] },
): Promise<Total | 'incomplete' | 'missing'> {
  const own = (await book.cells(dataset)).filter(
    (stored) => stored.date === date && stored.measure === official.measure,
  );
  const delivered = new Set(own.flatMap(({ role, level }) => (role === 'value' ? [level] : [])));
  const finest = levels.find(({ level }) => delivered.has(level.id))?.level.id;
  const found = sumCells(
    own.filter(({ role, level }) => role === 'residual' || level === finest).map(({ cell }) => cell),
  );
  if (!hasValue(found)) return 'incomplete';
  const theirs = (await book.cells(official.dataset)).filter(
    ({ role, level, date: of, measure }) =>
      role === 'value' && level === official.level && of === date && measure === official.officialMeasure,
  );
  const told = new Set(theirs.map(({ area }) => area));
  const version = levels.find(({ level }) => level.id === official.level)?.version;
  const isWhole = version && areasOn(version, date).every(({ key }) => told.has(key));
  const sum = sumCells(theirs.map(({ cell }) => cell));
  if (!isWhole || !hasValue(sum)) return 'missing';
  return {
    found: found.value,
    official: sum.value,
    ...(official.note === undefined ? {} : { note: official.note }),
  };
}

function officialMissing({ file, official }: TakenDelivery, date: ReferenceDate): Finding {
  const facts = { found: germanDate(date), expected: official.measure };
  return finding('assignment.official-missing', { file, row: 0 }, facts);
}
