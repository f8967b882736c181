/**
 * Is a value shown, held back or hidden in the newest release, and by which rule? What was shown stands in the registry;
 * reasons do not, on purpose. They are computed anew: the stored versions are judged by the rules of today, without a
 * solver. A hidden figure for which no rule speaks is hidden to protect others, and nobody is told which.
 */
import type { LevelId } from '../../core/area.ts';
import { catalogueId, innerId } from '../../core/circle.ts';
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { Reason, ValueSource } from '../../disclosure/figures.ts';
import { judgeFigures } from '../../disclosure/rules/judge-figures.ts';
import { withMeansOfArrivals } from '../../disclosure/withheld-means.ts';
import { SyncError } from '../../errors.ts';
import { basesOf, type Formula } from '../../mapping/formula.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { EnginePorts } from '../ports.ts';
import { readableReleases, type ReadableRelease } from '../protect/knowledge-of.ts';
import { figureId } from '../protect/quantity-figures.ts';
import { onItsDay, sidesOf } from '../protect/sides.ts';
import type { PolicyStamp, ReleasedSeries } from '../release-registry.ts';
import { figureWords } from './audit-registry.ts';
import { storedFigures, type StoredFigures } from './stored-figures.ts';

export interface WhyQuestion {
  readonly target: string;
  readonly indicator: string;
  readonly area: string;
  readonly date: ReferenceDate;
  readonly level?: string | undefined;
  readonly circle: Circle;
}

export interface WhyAnswer {
  readonly indicator: string;
  readonly level: LevelId;
  readonly area: string;
  readonly date: ReferenceDate;
  readonly circle: Circle;
  /** `empty`: there is no value that could be hidden. */
  readonly state: 'shown' | 'held' | 'hidden' | 'empty';
  /** Of a hidden value; by the rules of today. */
  readonly reasons: readonly Reason[];
  /** What the value rests on, without what it comes to. */
  readonly figures: readonly { readonly figure: string; readonly state: FigureState }[];
  /** Indicators it is computed from. */
  readonly inputs: readonly string[];
  /** Day since when a value could be read here; null: never. */
  readonly readableSince: string | null;
  readonly release: { readonly id: string; readonly run: string; readonly policy: PolicyStamp };
  /** The rules have changed since that release. */
  readonly isPolicyNew: boolean;
}

/** `apart`: decided neither way, because no value tells of it. */
export type FigureState = 'open' | 'hidden' | 'apart';

type Ports = Pick<EnginePorts, 'ledger' | 'catalogue' | 'now' | 'events'>;

/** Throws `disclosure.nothing-released` or `disclosure.no-such-value` (kind usage), saying what there is. */
export async function explainValue(question: WhyQuestion, ports: Ports): Promise<WhyAnswer> {
  const all = await readableReleases(ports.ledger, question.target);
  const { release, series } = newest(all, question);
  const row = series.rows[series.areas.findIndex((one) => one === question.area)];
  const column = series.dates.indexOf(question.date);
  if (!row || column < 0) throw noSuchValue(series, question);
  const value = row[column] ?? null;
  const { level } = series;
  const { record } = release;
  const indicator = ports.catalogue.indicators.get(question.indicator);
  const derived = indicator && indicator.formula.kind !== 'count' && indicator.formula.kind !== 'rate';
  const rest = {
    indicator: question.indicator,
    level,
    area: question.area,
    date: question.date,
    circle: question.circle,
    inputs: derived ? basesOf(indicator.formula) : [],
    readableSince: firstShown(all, question, level),
    release: { id: record.id, run: record.run, policy: record.policy },
  };
  const job = ports.catalogue.jobs.get(record.job);
  if (derived || !indicator || !job) {
    const state = value === null ? ('hidden' as const) : ('shown' as const);
    const reasons: Reason[] = value === null && derived ? ['input'] : [];
    return {
      ...rest,
      state: value === null && !derived ? 'empty' : state,
      reasons,
      figures: [],
      isPolicyNew: false,
    };
  }
  ports.events.stage('Regeln nachrechnen');
  const stored = await storedFigures(job, ports);
  const { formula } = indicator;
  const isPolicyNew = stored.policy.sha256 !== record.policy.sha256;
  const source = sourceOf(stored, question, level);
  if (!source) {
    const atSource = value === null && isHiddenAtSource(stored, formula, { ...question, level });
    const state = value !== null ? 'shown' : atSource ? 'hidden' : 'empty';
    return { ...rest, state, reasons: atSource ? ['source'] : [], figures: [], isPolicyNew };
  }
  // Where both circles read the same, there is only what was decided for the public.
  const circle = series.circle as Circle;
  const { open, hidden } = decidedIn(release, all, circle);
  const ids = [
    source.value.numerator,
    ...(source.value.denominator === null ? [] : [source.value.denominator]),
  ];
  const figures = ids.map((id) => ({
    figure: figureWords(id),
    state: stateOf(id, { open, hidden }),
  }));
  const isHeld = ids.some((id) => hidden.has(id));
  if (value !== null)
    return {
      ...rest,
      state: isHeld ? 'held' : 'shown',
      reasons: isHeld ? ['correction'] : [],
      figures,
      isPolicyNew,
    };
  return {
    ...rest,
    state: 'hidden',
    reasons: reasonsFor(source, ids, open, stored, circle),
    figures,
    isPolicyNew,
  };
}

interface Source {
  readonly value: ValueSource;
  readonly index: number;
}

function sourceOf(
  { table }: StoredFigures,
  { indicator, area, date }: WhyQuestion,
  level: LevelId,
): Source | undefined {
  const index = table.values.findIndex(
    (one) => one.indicator === indicator && one.level === level && one.area === area && one.date === date,
  );
  const value = table.values[index];
  return value && { value, index };
}

/** Then there is no value at all that could be decided about. */
function isHiddenAtSource(
  { table }: StoredFigures,
  formula: Formula,
  { level, area, date }: Pick<WhyQuestion, 'area' | 'date'> & { readonly level: LevelId },
): boolean {
  if (formula.kind !== 'count' && formula.kind !== 'rate') return false;
  const { numerator, denominator } = sidesOf(formula);
  return [numerator, ...(denominator ? [denominator] : [])].some((side) => {
    const { side: own, day } = onItsDay(side, date);
    return table.figures.get(figureId(own, level, area, day))?.value === null;
  });
}

/** What a rule says of the value itself comes first, then its figures; without either the figure protects others. */
function reasonsFor(
  { index }: Source,
  ids: readonly string[],
  open: ReadonlySet<string>,
  { table, policy }: StoredFigures,
  circle: Circle,
): Reason[] {
  const used = new Set(table.values.flatMap(({ numerator, denominator }) => [numerator, denominator ?? '']));
  const figures = [...table.figures.values()].filter(({ id }) => used.has(id));
  const judged = new Map(
    (['intern', circle] as const).map((one) => [
      one,
      judgeFigures({ figures, values: table.values, policy, circle: one }),
    ]),
  );
  const own = judged.get(circle);
  const blocked = own && withMeansOfArrivals(table, own.values)[index]?.blocked;
  if (blocked) return [blocked];
  // What is hidden from the inner circle is hidden from everybody.
  const spoken = ids.flatMap((id) =>
    [...judged.values()].flatMap(({ figures: by }) => by.get(id)?.reasons ?? []),
  );
  if (spoken.length > 0) return [...new Set(spoken)];
  return ids.every((id) => open.has(id)) ? [] : ['secondary'];
}

/** The newest release that has the indicator for this circle; where it is not split, both circles read the same. */
function newest(
  all: readonly ReadableRelease[],
  { indicator, level, circle, area }: WhyQuestion,
): { release: ReadableRelease; series: ReleasedSeries } {
  const names = circle === 'intern' ? [innerId(indicator), indicator] : [indicator];
  for (const release of all.toReversed())
    for (const name of names) {
      const found = release.content.series.filter(
        (one) => one.indicator === name && (circle === 'intern' || one.circle === 'public'),
      );
      const wanted = level === undefined ? found : found.filter((one) => one.level === level);
      const series = wanted.find(({ areas }) => areas.some((one) => one === area)) ?? wanted[0];
      if (series) return { release, series };
      if (found.length > 0)
        throw nothingReleased(
          `auf der Ebene „${level}“`,
          found.map((one) => one.level),
        );
    }
  const known = all.flatMap(({ content }) => content.series.map((one) => catalogueId(one.indicator)));
  throw nothingReleased(
    `des Indikators „${indicator}“ ${circle === 'public' ? 'für die Öffentlichkeit' : ''}`.trim(),
    known,
  );
}

interface Decided {
  readonly open: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
}

/** Figures as the release left them; tables that were decided before stand in earlier ones. */
function decidedIn(
  { content, record }: ReadableRelease,
  all: readonly ReadableRelease[],
  circle: Circle,
): Decided {
  const wanted = new Set(
    Object.entries(content.index).flatMap(([key, hash]) => (key.startsWith(`${circle} `) ? [hash] : [])),
  );
  const tables = all
    .filter((one) => one.record.seq <= record.seq)
    .flatMap((one) => one.content.tables)
    .filter((table) => table.circle === circle && wanted.has(table.hash));
  return {
    open: new Set(tables.flatMap(({ open }) => Object.keys(open))),
    hidden: new Set(tables.flatMap(({ hidden }) => hidden)),
  };
}

function stateOf(figure: string, { open, hidden }: Decided): FigureState {
  if (hidden.has(figure)) return 'hidden';
  return open.has(figure) ? 'open' : 'apart';
}

function firstShown(all: readonly ReadableRelease[], question: WhyQuestion, level: LevelId): string | null {
  const names =
    question.circle === 'intern' ? [innerId(question.indicator), question.indicator] : [question.indicator];
  for (const { content, record } of all)
    for (const series of content.series) {
      if (!names.includes(series.indicator) || series.level !== level) continue;
      if (question.circle === 'public' && series.circle !== 'public') continue;
      const row = series.rows[series.areas.findIndex((one) => one === question.area)];
      const value = row?.[series.dates.indexOf(question.date)] ?? null;
      if (value !== null) return (record.readableSince ?? '').slice(0, 10);
    }
  return null;
}

const LISTED = 12;

function nothingReleased(what: string, known: readonly string[]): SyncError {
  const names = [...new Set(known)].sort();
  return new SyncError({
    code: 'disclosure.nothing-released',
    kind: 'usage',
    message: `Eine Freigabe ${what} ist nicht verzeichnet.`,
    hint:
      names.length === 0
        ? 'Für dieses Ziel ist noch nichts lesbar geworden.'
        : `Verzeichnet sind: ${listed(names)}.`,
  });
}

function noSuchValue({ areas, dates, level }: ReleasedSeries, { area, date }: WhyQuestion): SyncError {
  const isArea = areas.some((one) => one === area);
  return new SyncError({
    code: 'disclosure.no-such-value',
    kind: 'usage',
    message: isArea
      ? `Für den ${germanDate(date)} ist nichts freigegeben worden.`
      : `Eine Raumeinheit „${area}“ gibt es auf der Ebene „${level}“ nicht.`,
    hint: isArea ? `Stichtage sind: ${listed(dates.map(germanDate))}.` : `Vorhanden sind: ${listed(areas)}.`,
  });
}

function listed(texts: readonly string[]): string {
  const more = texts.length > LISTED ? ` und ${texts.length - LISTED} weitere` : '';
  return texts.slice(0, LISTED).join(', ') + more;
}
