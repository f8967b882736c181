/** How far the clock of this machine is off, in seconds; positive: ahead. */
import { clockWatch } from './clock-watch.ts';
import type { EnginePorts } from './ports.ts';

/** A clock that was set is off for so long; then the set time is the time. */
const WINDOW_MS = 5 * 60_000;

/**
 * Against the clock of the database, which all hosts of a ledger share. A ledger in a file has no clock of its own; there
 * the wall clock is measured against the monotonic one, which shows that it was set, not that it is wrong.
 */
export function clockOffset(
  databaseTime: () => Promise<Date | undefined>,
  ports: Pick<EnginePorts, 'now' | 'monotonic'>,
): () => Promise<number> {
  let watch = clockWatch(ports);
  return async () => {
    const reference = await databaseTime();
    if (reference) return (ports.now().getTime() - reference.getTime()) / 1000;
    const jump = watch.jump();
    if (watch.elapsed() > WINDOW_MS) watch = clockWatch(ports);
    return jump / 1000;
  };
}
