/** I1 to I4: what may be seen in the target, meanwhile and in the end. */
import { RESUMABLE, type RunState } from '../../src/engine/ledger.ts';
import { writes, type LoggedRequest } from '../../src/simulator/request-log.ts';
import { CIRCLES, type Circle, type History, type RecordedRun, type View } from './history.ts';

/** What somebody else writes meanwhile, keyed like the cells of a view. */
export type Others = Readonly<Record<string, number>>;

/**
 * I1: each observed cell has the value from before or the approved value. A level whose borders are taken back is
 * emptied and built up again; only then a cell may show nothing meanwhile.
 */
export function eachCellIsOldOrNew(
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
export function datesAreComplete(history: History, others: Others): string[] {
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
export function accessStays({ before, after, observations, end }: History): string[] {
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
export function endsAsDecided({ before, after, end, runs }: History, others: Others): string[] {
  if (runs.some(({ state }) => RESUMABLE.has(state))) return [];
  const last = runs.findLast((run) => !WITHOUT_EFFECT.has(run.state) && !isPartOfAnother(run, runs));
  const isPlanned = last !== undefined && last.state !== 'compensated' && !takesBack(last, runs);
  const wanted = isPlanned ? after : before;
  return CIRCLES.filter((circle) => !sameView(end[circle], withOthers(wanted[circle], others))).map(
    (circle) => `I4 ${circle}: the target is not as ${isPlanned ? 'planned' : 'before'}`,
  );
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
