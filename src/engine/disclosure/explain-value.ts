/**
 * Is a value shown, held back or hidden in the newest release, and by which rule? What was shown stands in the registry;
 * reasons do not, on purpose. They are computed anew: the stored versions are judged by the rules of today, without a
 * solver. A hidden figure for which no rule speaks is hidden to protect others, and nobody is told which.
 */
import type { LevelId } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Reason, ValueSource } from '../../disclosure/figures.ts';
import { judgeFigures } from '../../disclosure/rules/judge-figures.ts';
import { withMeansOfArrivals } from '../../disclosure/withheld-means.ts';
import { basesOf, type Formula } from '../../mapping/formula.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { EnginePorts } from '../ports.ts';
import { readableReleases } from '../protect/knowledge-of.ts';
import { figureId } from '../protect/quantity-figures.ts';
import { onItsDay, sidesOf } from '../protect/sides.ts';
import type { PolicyStamp } from '../release-registry.ts';
import { figureWords } from './figure-words.ts';
import {
  decidedIn,
  firstShown,
  newestReleaseOf,
  noSuchValue,
  type Decided,
  type WhyQuestion,
} from './released-value.ts';
import { storedFigures, type StoredFigures } from './stored-figures.ts';

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
  const { release, series } = newestReleaseOf(all, question);
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

function stateOf(figure: string, { open, hidden }: Decided): FigureState {
  if (hidden.has(figure)) return 'hidden';
  return open.has(figure) ? 'open' : 'apart';
}
