/**
 * The longest turn of this process's event loop, in milliseconds of CPU time: a machine with other work to do makes
 * turns late, not long.
 */
import { setImmediate as turn } from 'node:timers/promises';

const LOOK_MS = 5;

/** Answers what the work answered, and the longest turn while it was done. */
export async function longestTurn<T>(work: () => Promise<T>): Promise<{ answer: T; milliseconds: number }> {
  let last = process.cpuUsage();
  let longest = 0;
  const look = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.cpuUsage();
  };
  const timer = setInterval(look, LOOK_MS);
  try {
    const answer = await work();
    await turn();
    look();
    return { answer, milliseconds: longest };
  } finally {
    clearInterval(timer);
  }
}
