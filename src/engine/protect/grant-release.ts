/**
 * The release of a run: figures behind all values, what was ever released before, the decision for each circle, and its
 * record in the registry. Answers no release where something cannot be protected.
 */
import type { LevelVersion } from '../../core/area.ts';
import { cell, emptyCell, hasValue, type Cell } from '../../core/cell.ts';
import { stopsRun, type Finding } from '../../core/finding.ts';
import type { IndicatorSeries } from '../../core/indicator.ts';
import type { Release } from '../../core/release.ts';
import type { Shown, ShownOf } from '../../disclosure/circle-series.ts';
import type { SolverProgress } from '../../disclosure/problem.ts';
import { protectRelease } from '../../disclosure/protect-release.ts';
import { roundToBase } from '../../disclosure/rules/round-to-base.ts';
import type { Job } from '../../mapping/job.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { Policy } from '../../mapping/policy.ts';
import { valueOfFigures } from '../../statistics/figure-cells.ts';
import type { Geography } from '../../statistics/geography.ts';
import type { KnownDataset } from '../../statistics/indicator-series.ts';
import { inJobOrder, missingValues, type Computation } from '../compute.ts';
import type { EnginePorts } from '../ports.ts';
import type { DatasetBook } from '../dataset-book.ts';
import { admitConverted } from './admit-converted.ts';
import { valueSeries, type BaseSeries } from './base-series.ts';
import { earlierSides } from './earlier-sides.ts';
import { figureMeans } from './figure-means.ts';
import { classOf, figureTable } from './figure-table.ts';
import { forgottenFigures } from './forgotten-figures.ts';
import type { KnownSide } from './known-relations.ts';
import { knowledgeOf, readableReleases } from './knowledge-of.ts';
import { policyInForce, refuseExample } from './policy-in-force.ts';
import { releaseContent } from './release-content.ts';
import { releaseFindings } from './release-findings.ts';
import { sameRelease } from './same-release.ts';
import { widerGeography } from './wider-geography.ts';

export interface GrantQuestion {
  readonly job: Job;
  readonly run: string;
  readonly computation: Computation;
  readonly book: Pick<DatasetBook, 'known'>;
  readonly geography: Geography;
  /** The same levels with their geometry. */
  readonly versions: readonly LevelVersion[];
  /** Address of the target. */
  readonly target: string;
  /** The target says of itself that it is the simulator. */
  readonly simulator: boolean;
  /** Circles that are published to. */
  readonly circles: readonly Circle[];
}

export interface Granted {
  readonly findings: readonly Finding[];
  /** Undefined where a finding forbids it. */
  readonly release: { readonly release: Release; readonly record: string } | undefined;
}

export async function grantRelease(question: GrantQuestion, ports: EnginePorts): Promise<Granted> {
  const { job, computation, target, simulator, circles } = question;
  const policy = policyInForce(job, ports);
  refuseExample(policy, { simulator });
  const began = ports.now().getTime();
  ports.events.stage('Geheimhaltung: prüfen, was bekannt ist');
  const before = await readableReleases(ports.ledger, target);
  const earlier = earlierSides(before, ports.catalogue.indicators.values());
  const extra = await otherDatasets(earlier, question);
  const wider = await widerGeography({ ...question, levels: job.levels, before }, ports);
  const means = figureMeans({ ...question, ...wider, policy, extra, earlier }, ports.catalogue);
  const table = figureTable(computation.base, means);
  const knowledge = knowledgeOf(before);
  const numbers = new Map(
    job.indicators.map((id) => [
      id,
      classOf(ports.catalogue.indicators.get(id) ?? { disclosureClass: null }),
    ]),
  );
  const told: Finding[] = forgottenFigures(table, before);
  if (stopsRun(told)) return { findings: told, release: undefined };
  const shownBy = new Map<Circle, ShownOf>();
  const protection = await protectRelease({
    target,
    table,
    policy,
    levels: job.levels,
    knowledge,
    circles,
    solver: ports.solver,
    classOf: (id) => numbers.get(id) ?? 2,
    progress: (circle) => inSteps((done, total) => ports.events.stage(stageOf(circle, done, total))),
    seriesOf(circle, shown) {
      shownBy.set(circle, shown);
      const base = computation.base.map((one) => shownSeries(one, shown, policy));
      const derived = computation.derive(
        (id, level) => base.find((one) => one.indicator === id && one.level === level),
        admitConverted(policy, circle),
      );
      const wanted = new Set(job.indicators);
      const own = base.filter(({ indicator, dates }) => wanted.has(indicator) && dates.length > 0);
      if (circle === circles.at(-1)) told.push(...own.flatMap(missingValues), ...derived.findings);
      return inJobOrder(job, [...own, ...derived.series]);
    },
  });
  const findings = [
    ...told,
    ...releaseFindings({
      job,
      policy,
      table,
      protection,
      knowledge,
      shownBy,
      geography: question.geography,
      base: computation.base,
    }),
  ];
  if (protection.outcome === 'refused' || stopsRun(findings)) return { findings, release: undefined };
  const { release, circles: outcomes } = protection;
  const content = releaseContent({
    job: job.id,
    isPublic: question.circles.includes('public'),
    release,
    table,
    circles: outcomes,
    before,
    solver: ports.solver.solverName() ?? '',
    durationMs: ports.now().getTime() - began,
  });
  const same = sameRelease(content, before);
  const record = same ?? (await ports.ledger.putRelease(content, question.run)).id;
  return { findings, release: { release, record } };
}

/** Ten times, whatever the number of tables. */
function inSteps(report: SolverProgress): SolverProgress {
  let told = 0;
  return (done, total) => {
    const step = Math.floor((done * 10) / total);
    if (step > told) report(done, total);
    told = Math.max(told, step);
  };
}

function stageOf(circle: Circle, done: number, total: number): string {
  const who = circle === 'public' ? 'Öffentlichkeit' : 'innerer Kreis';
  return `Geheimhaltung (${who}): Tabelle ${done} von ${total}`;
}

/** Datasets that only earlier releases speak of. */
async function otherDatasets(
  earlier: readonly KnownSide[],
  { computation, book }: GrantQuestion,
): Promise<ReadonlyMap<string, KnownDataset>> {
  const extra = new Map<string, KnownDataset>();
  for (const id of new Set(earlier.flatMap(({ side }) => side.parts.map(({ count }) => count.dataset)))) {
    const known = computation.dataset(id) ?? (await book.known(id));
    if (known) extra.set(id, known);
  }
  return extra;
}

function shownSeries(base: BaseSeries, shown: ShownOf, policy: Policy): IndicatorSeries {
  const { indicator, formula, level } = base;
  const { precision } = indicator.description;
  const rounding = policy.rounding.indicators[indicator.id];
  return valueSeries(base, (figures, { area, date }) => {
    const whole = valueOfFigures(formula, figures, precision);
    if (!hasValue(whole)) return whole;
    if (rounding !== undefined && formula.kind === 'count')
      return { ...whole, value: roundToBase(whole.value, rounding) };
    const how = shown({ indicator: indicator.id, level, area, date });
    return how === undefined
      ? emptyCell('suppressed')
      : cellOf(how, (decimals) =>
          valueOfFigures(formula, figures, Math.min(precision, decimals ?? precision)),
        );
  });
}

function cellOf(how: Shown, open: (decimals: number | null) => Cell): Cell {
  switch (how.kind) {
    case 'open':
      return open(how.decimals);
    case 'held':
      return cell(how.value);
    case 'hidden':
      return emptyCell('suppressed');
  }
}
