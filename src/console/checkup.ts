/** What `doctor` found last, kept for the pages that show it: a look takes seconds where KomMonitor does not answer. */
import type { App } from '../app.ts';

type Checks = Awaited<ReturnType<App['examine']>>;

export interface CheckupResult {
  readonly at: Date;
  readonly checks: Checks;
}

export interface Checkup {
  last(): CheckupResult | undefined;
  /** Those who ask at the same time get the same answer. */
  look(): Promise<CheckupResult>;
}

export function checkupOf({ examine, now }: Pick<App, 'examine' | 'now'>): Checkup {
  let last: CheckupResult | undefined;
  let looking: Promise<CheckupResult> | undefined;
  return {
    last: () => last,
    look() {
      looking ??= examine()
        .then((checks) => (last = { at: now(), checks }))
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
  };
}

const SITE: ReadonlySet<string> = new Set(['disk', 'ledger', 'ledger-clock', 'secret', 'mail', 'webhook']);

/** What is wrong with KomMonitor or the way there, as of the last look. */
export function targetFailures(last: CheckupResult | undefined): Checks {
  return last?.checks.filter(({ state, id }) => state === 'fail' && !SITE.has(id)) ?? [];
}
