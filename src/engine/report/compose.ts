/** Puts the report of a run together. Pure: the pages of the ledger in, the document out. */
import { countBySeverity, placeText, type Finding, type Severity } from '../../core/finding.ts';
import { CATALOGUE } from '../../core/findings/catalogue.ts';
import type { OperationRecord } from '../../sync/journal.ts';
import { planHash, type Plan } from '../../sync/plan.ts';
import type { RunDelivery } from '../deliveries/delivery-book.ts';
import type { Ledger, RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import type { RunResult } from '../run-result.ts';
import { storedPlan } from '../stored-plan.ts';
import { runSentence } from './run-words.ts';
import type { RunDocument } from './run-document.ts';

export interface RunPages {
  readonly run: RunRecord;
  /** Of its job. */
  readonly title: string;
  readonly deliveries: readonly RunDelivery[];
  readonly findings: readonly Finding[];
  readonly plan: Plan | undefined;
  readonly operations: readonly OperationRecord[];
  readonly program: string;
}

const ORDER: readonly Severity[] = ['block', 'error', 'warning', 'info'];
const PLACES = 5;

/** The document of a run that is in the ledger. */
export async function reportOf(
  run: RunRecord,
  { ledger, catalogue, program }: Pick<EnginePorts, 'ledger' | 'catalogue' | 'program'>,
): Promise<RunDocument> {
  return composeReport({
    run,
    title: catalogue.jobs.get(run.job)?.title ?? run.job,
    deliveries: await ledger.runDeliveries(run.id),
    findings: await ledger.findings(run.id),
    plan: run.planHash === null ? undefined : await keptPlan(run.planHash, ledger),
    operations: await ledger.operations(run.id),
    program,
  });
}

/** How many former values taking back had to leave empty. */
export function leftEmpty(grouped: readonly { readonly code: string; readonly count: number }[]): number {
  return grouped.find(({ code }) => code === 'sync.value-not-restored')?.count ?? 0;
}

/** Plans are deleted after their time; the run stays. */
async function keptPlan(hash: string, ledger: Ledger): Promise<Plan | undefined> {
  return (await ledger.plan(hash)) && storedPlan(ledger, hash);
}

export function composeReport(pages: RunPages): RunDocument {
  const { run, title, deliveries, findings, plan, operations, program } = pages;
  const result = run.result as RunResult | null;
  const counts = countBySeverity(findings);
  const { cells, mismatches } = result?.verified ?? { cells: 0, mismatches: 0 };
  const { id, job, kind, state, startedAt, finishedAt, rollsBack } = run;
  const problems = counts.block + counts.error;
  const empty = leftEmpty(groups(findings));
  return {
    format: 1,
    sentence: runSentence({ id, job, state, cells, mismatches, problems, notes: counts.warning, empty }),
    run: {
      id,
      job,
      title,
      kind,
      state,
      startedAt,
      finishedAt,
      rollsBack,
      durationMs: finishedAt === null ? null : Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)),
    },
    inputs: deliveries.map(({ refused, ...delivery }) => ({
      ...delivery,
      dates: [...delivery.dates],
      taken: !refused,
    })),
    quality: (result?.quality ?? []).map(({ file, dataset, date, figures }) => ({
      file,
      dataset,
      date,
      figures: figures.map((figure) => ({ id: figure.id, light: figure.light })),
    })),
    findings: counts,
    findingGroups: groups(findings),
    plan: plan ? planPart(plan) : null,
    execution: {
      operations: tally(operations.map((operation) => operation.state)).map(([of, count]) => ({
        state: of,
        count,
      })),
      attempts: operations.reduce((sum, { attempts }) => sum + attempts, 0),
      repeated: operations.filter(({ attempts }) => attempts > 1).length,
    },
    verification: result ? { cells, mismatches } : null,
    software: { program },
  };
}

function planPart(plan: Plan): NonNullable<RunDocument['plan']> {
  const { create, update, unchanged, remove, suppressed } = plan.counts;
  return {
    hash: planHash(plan),
    target: bareAddress(plan.target),
    fingerprint: plan.fingerprint,
    createdAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    policy: plan.release?.policy ?? '',
    operations: tally(plan.operations.map(({ kind }) => kind)).map(([kind, count]) => ({ kind, count })),
    cells: { create, update, unchanged, remove, suppressed },
  };
}

function groups(findings: readonly Finding[]): RunDocument['findingGroups'] {
  const byKind = new Map<string, Finding[]>();
  for (const severity of ORDER)
    for (const found of findings.filter((each) => each.severity === severity)) {
      const key = `${severity} ${found.code}`;
      byKind.set(key, [...(byKind.get(key) ?? []), found]);
    }
  return [...byKind.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const places = [...new Set(alike.map(({ place }) => placeText(place)))].slice(0, PLACES);
    const { code, severity } = first;
    return [{ code, severity, count: alike.length, text: textOf(first), places }];
  });
}

/** The sentence of the catalogue with holes: what was found stays in the ledger. */
function textOf({ code }: Finding): string {
  return CATALOGUE[code].de.text.replace(/\{(?:found|expected)\}/g, '…');
}

function tally(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts];
}

function bareAddress(address: string): string {
  if (!URL.canParse(address)) return '';
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
