/**
 * The invariants I1 to I9 that hold on every recorded history, whatever went wrong in it. Pure: a history in, the
 * violations out, each beginning with the number of its invariant.
 */
import { RESUMABLE, WITH_PEOPLE } from '../../src/engine/ledger.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { writes } from '../../src/simulator/request-log.ts';
import type { Deeds, History } from './history.ts';
import {
  accessStays,
  datesAreComplete,
  eachCellIsOldOrNew,
  endsAsDecided,
  type Others,
} from './seen-invariants.ts';

/** The client's secret, and what every signed token begins with. */
const CANARIES = [SIMULATOR_SECRET, 'eyJhbGciOi'];

export interface Judging {
  /** A run that takes longer has not ended in its budget. Default: two minutes. */
  readonly budgetMs?: number;
  /** States in which a run of this history may be left: where a person is needed, or where it is still to be taken up. */
  readonly left?: readonly string[];
  /** Texts that must not stand in any place. Default: the simulator's secret and the beginning of a token. */
  readonly canaries?: readonly string[];
  /** Simulator and ledger tell the same time, so that requests and audit entries can be put in one order. Default: yes. */
  readonly oneClock?: boolean;
  /** KomMonitor stores otherwise than it answers, so that what is seen meanwhile is its own doing (I1 to I4). */
  readonly targetLies?: boolean;
  /** What somebody else writes meanwhile, keyed like the cells of a view: it stands there in the end, and its date with it. */
  readonly others?: Others;
}

export function violations(history: History, judging: Judging = {}): string[] {
  const { others = {}, targetLies = false } = judging;
  const seenMeanwhile = targetLies
    ? []
    : [
        ...eachCellIsOldOrNew(history, others),
        ...datesAreComplete(history, others),
        ...accessStays(history),
        ...endsAsDecided(history, others),
      ];
  return [...seenMeanwhile, ...violationsOfDeeds(history, judging)];
}

/** I5 to I9, where nobody watched the target. */
export function violationsOfDeeds(deeds: Deeds, judging: Judging = {}): string[] {
  return [
    ...writesDoNotOverlap(deeds),
    ...appliedIsApproved(deeds),
    ...effectsAreRecorded(deeds, judging.oneClock ?? true),
    ...nothingLeaks(deeds, judging.canaries ?? CANARIES),
    ...runsEnd(deeds, judging),
  ];
}

/** I5: no two writes overlap. */
function writesDoNotOverlap({ requests }: Deeds): string[] {
  const all = requests.filter(({ method, path }) => writes(method, path));
  return all.flatMap((write, index) => {
    const former = all.slice(0, index).some(({ finished }) => finished === null || finished > write.started);
    return write.overlap || former ? [`I5 ${write.started}: ${write.method} ${write.path} overlaps`] : [];
  });
}

/** I6: what was applied is what was approved, by somebody else than whoever submitted or delivered it. */
function appliedIsApproved({ runs, approvals, audit }: Deeds): string[] {
  const found: string[] = [];
  for (const { id, planHash, storedHash } of runs) {
    if (planHash !== storedHash) found.push(`I6 run ${id}: its plan is not the one of its hash`);
    for (const { hash, submitter, uploader, approver } of approvals.filter(({ run }) => run === id)) {
      if (hash !== planHash) found.push(`I6 run ${id}: another plan was approved`);
      if (approver !== null && [submitter, uploader].includes(approver))
        found.push(`I6 run ${id}: approved by its submitter`);
      const hasWritten = audit.entries.some(
        ({ event, facts }) => event === 'Write:Intended' && facts['run'] === id,
      );
      if (hasWritten && (approver === null || submitter === null))
        found.push(`I6 run ${id}: has written without two people`);
    }
  }
  return found;
}

/** I7: the audit chain is unbroken, and each write has an intent that was open when it began. */
function effectsAreRecorded({ requests, audit }: Deeds, oneClock: boolean): string[] {
  const found = audit.brokenAt === null ? [] : [`I7 the audit trail is broken at ${audit.brokenAt}`];
  const intents = audit.entries.filter(({ event }) => event === 'Write:Intended');
  const sent = requests.filter(({ method, path }) => writes(method, path));
  if (!oneClock) {
    // A half-created level is removed under the same intent before it is created again.
    const counted = sent.filter(({ method, path }) => method !== 'DELETE' || !isUnit(path));
    return counted.length > intents.length ? [...found, 'I7 more writes than intents'] : found;
  }
  for (const write of sent)
    if (!intents.some((intent) => isOpen(intent, write.started, audit.entries)))
      found.push(`I7 ${write.started}: ${write.method} ${write.path} has no entry`);
  return found;
}

/** I8: no canary in any place. */
function nothingLeaks({ places }: Deeds, canaries: readonly string[]): string[] {
  return places.flatMap(({ name, text }) =>
    canaries
      .filter((canary) => text.includes(canary))
      .map((_, index) => `I8 ${name} holds canary ${index + 1}`),
  );
}

/** I9: every run ends in a final state, within its budget; what waits for people has until its date. */
function runsEnd({ runs }: Deeds, { budgetMs = 120_000, left = [] }: Judging): string[] {
  return runs.flatMap(({ id, state, startedAt, finishedAt }) => {
    if (WITH_PEOPLE.has(state)) return [];
    if (RESUMABLE.has(state) || state === 'checking')
      return left.includes(state) ? [] : [`I9 run ${id} is still ${state}`];
    const took = finishedAt === null ? Infinity : Date.parse(finishedAt) - Date.parse(startedAt);
    return took > budgetMs ? [`I9 run ${id} took ${took} ms`] : [];
  });
}

function isOpen(
  intent: History['audit']['entries'][number],
  at: string,
  entries: History['audit']['entries'],
): boolean {
  if (intent.at > at) return false;
  const from = entries.indexOf(intent) + 1;
  const closing = entries
    .slice(from)
    .find(
      ({ event, facts }) =>
        (event === 'Write:Verified' || event === 'Write:Failed') &&
        facts['run'] === intent.facts['run'] &&
        facts['seq'] === intent.facts['seq'],
    );
  return closing === undefined || closing.at >= at;
}

function isUnit(path: string): boolean {
  return /^\/management\/spatial-units\/[^/]+$/.test(path);
}
