/** What `doctor` found last, kept for the pages that show it: a look takes seconds where KomMonitor does not answer. */
import type { App } from '../app.ts';

type Checks = Awaited<ReturnType<App['examine']>>;

export interface CheckupResult {
  readonly at: Date;
  readonly checks: Checks;
  /** When all was well with KomMonitor for the last time, and when it was found not to be for the first time since. */
  readonly wellAt: Date | undefined;
  readonly failingSince: Date | undefined;
}

export interface Checkup {
  last(): CheckupResult | undefined;
  /** Those who ask at the same time get the same answer. */
  look(): Promise<CheckupResult>;
  /** Once no look is under way. */
  settled(): Promise<void>;
}

export function checkupOf({ examine, now }: Pick<App, 'examine' | 'now'>): Checkup {
  let last: CheckupResult | undefined;
  let looking: Promise<CheckupResult> | undefined;
  return {
    last: () => last,
    look() {
      looking ??= examine()
        .then((checks) => (last = after(last, { at: now(), checks })))
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
    async settled() {
      await looking?.catch(() => undefined);
    },
  };
}

function after(
  before: CheckupResult | undefined,
  found: Pick<CheckupResult, 'at' | 'checks'>,
): CheckupResult {
  return targetFailures(found).length === 0
    ? { ...found, wellAt: found.at, failingSince: undefined }
    : { ...found, wellAt: before?.wellAt, failingSince: before?.failingSince ?? found.at };
}

/** Looks now and then at an interval in milliseconds, until the signal aborts; `failed` is told of a look that broke. */
export function keepLooking(
  checkup: Checkup,
  { every, signal, failed }: { every: number; signal: AbortSignal; failed: (error: unknown) => void },
): void {
  const look = () => void checkup.look().catch(failed);
  look();
  const timer = setInterval(look, every);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

const SITE: ReadonlySet<string> = new Set([
  'disk',
  'ledger',
  'ledger-clock',
  'secret',
  'mail',
  'webhook',
  'config',
  'mappings',
  'queue',
  'queue-setting',
  'queue-login',
]);
const UNREACHABLE: ReadonlySet<string> = new Set(['network', 'api']);

/** What is wrong with KomMonitor or the way there, as of the last look. */
export function targetFailures(last: Pick<CheckupResult, 'checks'> | undefined): Checks {
  return last?.checks.filter(({ state, id }) => state === 'fail' && !SITE.has(id)) ?? [];
}

/** Nobody answers there; otherwise it answers, and something else is wrong. */
export function isUnreachable(failures: Checks): boolean {
  return failures.some(({ id }) => UNREACHABLE.has(id));
}
