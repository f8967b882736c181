/** Looks at the clock each minute. Which times are due is not asked of node-cron, which skips clock-change nights. */
import cron from 'node-cron';

/**
 * Calls at once and at every full minute, never twice at the same time. Answers once the signal has aborted and the last
 * call is over.
 */
export function tickEachMinute(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  return tickBy(
    (once) => {
      const task = cron.schedule('* * * * *', once, { timezone: 'UTC' });
      return () => task.destroy();
    },
    look,
    signal,
  );
}

/** The same at an interval. */
export function tickEvery(
  milliseconds: number,
  look: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  return tickBy(
    (once) => {
      const timer = setInterval(() => void once(), milliseconds);
      return () => clearInterval(timer);
    },
    look,
    signal,
  );
}

async function tickBy(
  begin: (once: () => Promise<void>) => () => void | Promise<void>,
  look: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let looking: Promise<void> | undefined;
  const once = () => (looking ??= look().finally(() => (looking = undefined)));
  const end = begin(once);
  try {
    await once();
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    await end();
    await looking;
  }
}
