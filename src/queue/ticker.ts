/** Looks at the clock each minute. Which times are due is not asked of node-cron, which skips clock-change nights. */
import cron from 'node-cron';

/**
 * Calls at once and at every full minute, never twice at the same time. Answers once the signal has aborted and the last
 * call is over.
 */
export async function tickEachMinute(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  let looking: Promise<void> | undefined;
  const once = () => (looking ??= look().finally(() => (looking = undefined)));
  const task = cron.schedule('* * * * *', once, { timezone: 'UTC' });
  try {
    await once();
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    await task.destroy();
    await looking;
  }
}
