/**
 * The invariants I1 to I9 that hold on every recorded history, whatever went wrong in it. Pure: a history in, the
 * violations out, each beginning with the number of its invariant.
 */
import { RESUMABLE, WITH_PEOPLE, type RunState } from '../../src/engine/ledger.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { writes, type LoggedRequest } from '../../src/simulator/request-log.ts';
import { CIRCLES, type Circle, type Deeds, type History, type RecordedRun, type View } from './history.ts';

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
  readonly others?: Readonly<Record<string, number>>;
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

/**
 * I1: each observed cell has the value from before or the approved value. A level whose borders are taken back is
 * emptied and built up again; only then a cell may show nothing meanwhile.
 */
function eachCellIsOldOrNew(
  { before, after, observations, end, requests }: History,
  others: Others,
): string[] {
  return seen(observations, end).flatMap(({ at, circle, view }) => {
    const keys = new Set([view, before[circle], after[circle]].flatMap(({ cells }) => Object.keys(cells)));
    return [...keys]
      .filter((key) => {
        const value = cellOf(view, key);
        if (value === null && at !== 'end' && hasEmptiedLevel(requests, at)) return false;
        if (value === others[key]) return false;
        return value !== cellOf(before[circle], key) && value !== cellOf(after[circle], key);
      })
      .map((key) => `I1 ${at} ${circle}: ${key} is neither old nor new`);
  });
}

/**
 * I2: a new date is announced only when all its values are there. KomMonitor announces it for all levels at once: each
 * has all of them or none, and one has all. A level may stand in between only after a write to its indicator failed.
 */
function datesAreComplete(history: History, others: Others): string[] {
  const { before, after, observations, end } = history;
  const found: string[] = [];
  for (const { at, circle, view } of seen(observations, end))
    for (const [indicator, dates] of Object.entries(view.dates))
      for (const date of dates) {
        if (before[circle].dates[indicator]?.includes(date)) continue;
        if (Object.keys(others).some((key) => isOf(key, indicator, date))) continue;
        const levels = linksWith(after[circle], indicator, date);
        const states = levels.map((keys) => stateOf(keys, view, after[circle]));
        const isWrong = states.includes('part') || !states.includes('all');
        if (isWrong && !hasFailedWrite(history.requests, at))
          found.push(`I2 ${at} ${circle}: ${indicator} announces ${date} too early`);
      }
  return found;
}

/** I3: owner, permissions and the public flag are those of before or those of the plan. */
function accessStays({ before, after, observations, end }: History): string[] {
  return seen(observations, end).flatMap(({ at, circle, view }) => {
    const [old, planned] = [before[circle].access, after[circle].access];
    return Object.keys({ ...view.access, ...old, ...planned })
      .filter((thing) => view.access[thing] !== old[thing] && view.access[thing] !== planned[thing])
      .map((thing) => `I3 ${at} ${circle}: ${thing} is not as open as before or as planned`);
  });
}

/**
 * I4: at rest the target is as planned, or as before where the run was taken back or did nothing; but for what somebody
 * else has written.
 */
function endsAsDecided({ before, after, end, runs }: History, others: Others): string[] {
  if (runs.some(({ state }) => RESUMABLE.has(state))) return [];
  const last = runs.findLast((run) => !WITHOUT_EFFECT.has(run.state) && !isPartOfAnother(run, runs));
  const isPlanned = last !== undefined && last.state !== 'compensated' && !takesBack(last, runs);
  const wanted = isPlanned ? after : before;
  return CIRCLES.filter((circle) => !sameView(end[circle], withOthers(wanted[circle], others))).map(
    (circle) => `I4 ${circle}: the target is not as ${isPlanned ? 'planned' : 'before'}`,
  );
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

/** Such a run has written nothing, or another run has decided what became of it. */
const WITHOUT_EFFECT: ReadonlySet<RunState> = new Set([
  'checking',
  'check_failed',
  'draft',
  'submitted',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'stale',
  'cancelled',
  'rolled_back',
]);

type Others = NonNullable<Judging['others']>;

function isOf(key: string, indicator: string, date: string): boolean {
  const parts = key.split(' | ');
  return parts[0] === indicator && parts[3] === date;
}

/** Others write only where the circle can see it. */
function withOthers(view: View, others: Others): View {
  const cells = { ...view.cells };
  const dates: Record<string, readonly string[]> = { ...view.dates };
  for (const [key, value] of Object.entries(others)) {
    const [indicator = '', level = '', , date = ''] = key.split(' | ');
    if (view.access[`${indicator} | ${level}`] === undefined) continue;
    cells[key] = value;
    dates[indicator] = [...new Set([...(dates[indicator] ?? []), date])];
  }
  return { ...view, cells, dates };
}

function seen(observations: History['observations'], end: Readonly<Record<Circle, View>>) {
  return [...observations, ...CIRCLES.map((circle) => ({ at: 'end', circle, view: end[circle] }))];
}

/** A cell without a value and a cell that is not there look the same on the map. */
function cellOf({ cells }: View, key: string): number | null {
  return cells[key] ?? null;
}

/** The cells of one date, by level. */
function linksWith({ cells }: View, indicator: string, date: string): string[][] {
  const levels = new Map<string, string[]>();
  for (const key of Object.keys(cells)) {
    const [name, level = '', , day] = key.split(' | ');
    if (name === indicator && day === date) levels.set(level, [...(levels.get(level) ?? []), key]);
  }
  return [...levels.values()];
}

function stateOf(keys: readonly string[], view: View, planned: View): 'all' | 'part' | 'none' {
  if (keys.every((key) => cellOf(view, key) === cellOf(planned, key))) return 'all';
  return keys.every((key) => cellOf(view, key) === null) ? 'none' : 'part';
}

/** A write that broke off before that moment: what it left is repaired afterwards, not prevented. */
function hasFailedWrite(requests: readonly LoggedRequest[], at: string): boolean {
  return requests.some(
    ({ method, path, status, started }) =>
      writes(method, path) && (status === null || status >= 500) && (at === 'end' || started <= at),
  );
}

function hasEmptiedLevel(requests: readonly LoggedRequest[], at: string): boolean {
  return requests.some(
    ({ method, path, started }) => method === 'DELETE' && path.endsWith('/allFeatures') && started <= at,
  );
}

/** Taking a failed run back is not a run of its own in what it decides. */
function isPartOfAnother({ rollsBack }: RecordedRun, runs: readonly RecordedRun[]): boolean {
  const former = runs.find(({ id }) => id === rollsBack);
  return former !== undefined && ['compensated', 'compensating', 'needs_attention'].includes(former.state);
}

/** A run of its own has taken back what another one had published. */
function takesBack({ kind, rollsBack }: RecordedRun, runs: readonly RecordedRun[]): boolean {
  return kind === 'rollback' && runs.some(({ id, state }) => id === rollsBack && state === 'rolled_back');
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

function sameView(a: View, b: View): boolean {
  const cells = new Set([...Object.keys(a.cells), ...Object.keys(b.cells)]);
  return (
    [...cells].every((key) => cellOf(a, key) === cellOf(b, key)) &&
    JSON.stringify(sortedEntries(a.access)) === JSON.stringify(sortedEntries(b.access)) &&
    JSON.stringify(sortedDates(a)) === JSON.stringify(sortedDates(b))
  );
}

function sortedEntries(record: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

function sortedDates({ dates }: View): [string, string[]][] {
  return Object.entries(dates)
    .map(([name, days]): [string, string[]] => [name, [...days].sort()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
