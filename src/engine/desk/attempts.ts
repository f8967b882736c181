/** What became of the findings of a delivery when it was brought again: which are gone, which are new. Pure. */
import type { Finding } from '../../core/finding.ts';
import type { RunDelivery } from '../deliveries/delivery-book.ts';

type Read = Pick<RunDelivery, 'file' | 'profile' | 'dates'>;

/** An earlier run of the same job and what it has read. */
export interface EarlierReading {
  readonly run: string;
  readonly deliveries: readonly Read[];
}

export interface Attempt {
  /** The attempt before. */
  readonly run: string;
  /** Of its findings those that are gone, in its order. */
  readonly fixed: readonly Finding[];
  /** Findings that it did not have. */
  readonly added: readonly Finding[];
}

/** Names of the files whose findings are compared. */
export interface AttemptFiles {
  readonly run: string;
  readonly own: ReadonlySet<string>;
  readonly earlier: ReadonlySet<string>;
}

/**
 * The newest earlier reading of the same profile for the same Stichtag. What was refused before its Stichtag was read
 * may be for any. `readings`: newest first.
 */
export function attemptBefore(
  own: readonly Read[],
  readings: readonly EarlierReading[],
): AttemptFiles | undefined {
  for (const { run, deliveries } of readings) {
    const pairs = own.flatMap((mine) =>
      deliveries.filter((theirs) => isSame(mine, theirs)).map((theirs) => [mine.file, theirs.file] as const),
    );
    if (pairs.length > 0)
      return {
        run,
        own: new Set(pairs.map(([mine]) => mine)),
        earlier: new Set(pairs.map(([, theirs]) => theirs)),
      };
  }
  return undefined;
}

function isSame(mine: Read, theirs: Read): boolean {
  if (mine.profile !== theirs.profile) return false;
  if (mine.dates.length === 0 || theirs.dates.length === 0) return true;
  return mine.dates.some((date) => theirs.dates.includes(date));
}

/**
 * Rows move when a file is corrected, so a finding is the same one where it is of the same kind, in the same column and
 * about the same text. Those in the same row are matched first; of several that are alike, so many are gone as there are
 * fewer of them.
 */
export function compareAttempts(
  { run, own, earlier }: AttemptFiles,
  after: readonly Finding[],
  before: readonly Finding[],
): Attempt {
  const then = before.filter((each) => counts(each) && earlier.has(each.place.file));
  const now = after.filter((each) => counts(each) && own.has(each.place.file));
  const first = unmatched(then, now, (each) => `${each.place.row} ${identity(each)}`);
  const { left: fixed, right: added } = unmatched(first.left, first.right, identity);
  return { run, fixed, added };
}

function counts({ severity }: Finding): boolean {
  return severity !== 'info';
}

function identity({ code, place: { sheet, column }, found }: Finding): string {
  return JSON.stringify([code, sheet ?? '', column ?? '', found ?? '']);
}

function unmatched(
  left: readonly Finding[],
  right: readonly Finding[],
  key: (found: Finding) => string,
): { left: Finding[]; right: Finding[] } {
  const open = new Map<string, number>();
  for (const each of left) open.set(key(each), (open.get(key(each)) ?? 0) + 1);
  const restRight = right.filter((each) => {
    const many = open.get(key(each)) ?? 0;
    if (many > 0) open.set(key(each), many - 1);
    return many === 0;
  });
  // From the end: the first of several that are alike were matched.
  const restLeft = left.toReversed().filter((each) => {
    const many = open.get(key(each)) ?? 0;
    if (many > 0) open.set(key(each), many - 1);
    return many > 0;
  });
  return { left: restLeft.toReversed(), right: restRight };
}
