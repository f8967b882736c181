/**
 * The release of a run: figures behind all values, what was ever released before, the decision for each circle, and its
 * record in the registry. Answers no release where something cannot be protected.
 */
import type { LevelId } from '../../core/area.ts';
import { cell, emptyCell, hasValue, type Cell } from '../../core/cell.ts';
import { stopsRun, type Finding } from '../../core/finding.ts';
import type { IndicatorSeries } from '../../core/indicator.ts';
import type { Release } from '../../core/release.ts';
import type { Shown, ShownOf } from '../../disclosure/circle-series.ts';
import type { SolverProgress } from '../../disclosure/problem.ts';
import { protectRelease } from '../../disclosure/protect-release.ts';
import { roundToBase } from '../../disclosure/rules/round-to-base.ts';
import { deliveredMost } from '../../mapping/dataset-shape.ts';
import type { Job } from '../../mapping/job.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import { thresholdOf } from '../../mapping/policy-thresholds.ts';
import type { Policy } from '../../mapping/policy.ts';
import { profilesInUse } from '../../mapping/cross-check-count.ts';
import { valueOfFigures } from '../../statistics/figure-cells.ts';
import type { Geography } from '../../statistics/geography.ts';
import { inJobOrder, missingValues, type Computation } from '../compute.ts';
import { isCount } from '../measure-rules.ts';
import type { EnginePorts } from '../ports.ts';
import { admitConverted } from './admit-converted.ts';
import { valueSeries, type BaseSeries } from './base-series.ts';
import type { FigureMeans } from './figure-means.ts';
import { earlierSides } from './earlier-sides.ts';
import { classOf, figureTable } from './figure-table.ts';
import { knowledgeOf, readableReleases } from './knowledge-of.ts';
import { policyInForce } from './policy-in-force.ts';
import { releaseContent } from './release-content.ts';
import { releaseFindings } from './release-findings.ts';
import { sameRelease } from './same-release.ts';

export interface GrantQuestion {
  readonly job: Job;
  readonly run: string;
  readonly computation: Computation;
  readonly geography: Geography;
  /** Address of the target. */
  readonly target: string;
  /** Circles that are published to. */
  readonly circles: readonly Circle[];
}

export interface Granted {
  readonly findings: readonly Finding[];
  /** Undefined where a finding forbids it. */
  readonly release: { readonly release: Release; readonly record: string } | undefined;
}

export async function grantRelease(question: GrantQuestion, ports: EnginePorts): Promise<Granted> {
  const { job, computation, target, circles } = question;
  const policy = policyInForce(job, ports);
  const began = ports.now().getTime();
  ports.events.stage('Geheimhaltung: prüfen, was bekannt ist');
  const before = await readableReleases(ports.ledger, target);
  const earlier = earlierSides(before, ports.catalogue.indicators.values());
  const table = figureTable(computation.base, { ...figureMeans(question, policy, ports), earlier });
  const knowledge = knowledgeOf(before);
  const numbers = new Map(
    job.indicators.map((id) => [
      id,
      classOf(ports.catalogue.indicators.get(id) ?? { disclosureClass: null }),
    ]),
  );
  const told: Finding[] = [];
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

function figureMeans(
  { job, computation, geography }: GrantQuestion,
  policy: Policy,
  ports: EnginePorts,
): Omit<FigureMeans, 'earlier'> {
  const { catalogue } = ports;
  const leastTold = thresholdOf(policy, 'intern', 1);
  const { dataset, measureRule } = computation;
  const borders = new Map<LevelId, ReturnType<Computation['bordersOn']>>();
  return {
    geography,
    dataset,
    measureRule,
    isCount: (id, measure) => isCount(catalogue, job, { dataset: id, measure }),
    bordersOn(level) {
      const known = borders.get(level) ?? computation.bordersOn(level);
      borders.set(level, known);
      return known;
    },
    hiddenMost: (id) => deliveredMost(profilesInUse(id, catalogue, [job])) ?? leastTold - 1,
    policy,
  };
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
