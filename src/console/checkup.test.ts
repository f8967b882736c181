import { describe, expect, it } from 'vitest';
import { checkupOf, isUnreachable, keepLooking, targetFailures } from './checkup.ts';

const check = (id: string, state: 'ok' | 'fail') => ({ id, state, text: '', hint: '' });

describe('the look at KomMonitor', () => {
  it('remembers when all was well last, and since when it is not', async () => {
    let clock = 0;
    let state: 'ok' | 'fail' = 'ok';
    const checkup = checkupOf({
      examine: () => Promise.resolve([check('network', state), check('disk', 'fail')]),
      now: () => new Date(clock),
    });
    const lookAt = async (minute: number, found: 'ok' | 'fail') => {
      clock = minute * 60_000;
      state = found;
      const { wellAt, failingSince } = await checkup.look();
      return [wellAt?.getTime(), failingSince?.getTime()].map((ms) => ms && ms / 60_000);
    };

    expect(await lookAt(1, 'fail')).toEqual([undefined, 1]);
    expect(await lookAt(2, 'ok')).toEqual([2, undefined]);
    expect(await lookAt(3, 'fail')).toEqual([2, 3]);
    expect(await lookAt(4, 'fail')).toEqual([2, 3]);
    expect(targetFailures(checkup.last()).map(({ id }) => id)).toEqual(['network']);
    expect(isUnreachable(targetFailures(checkup.last()))).toBe(true);
  });

  it('is taken at the start and again, until it is over, whatever becomes of one of them', async () => {
    const stop = new AbortController();
    let looks = 0;
    const told: unknown[] = [];
    const third = new Promise<void>((resolve) => {
      const checkup = checkupOf({
        examine() {
          looks += 1;
          if (looks === 1) return Promise.reject(new Error('broken'));
          if (looks === 3) resolve();
          return Promise.resolve([]);
        },
        now: () => new Date(0),
      });
      keepLooking(checkup, { every: 1, signal: stop.signal, failed: (error) => told.push(error) });
    });

    await third;
    stop.abort();

    expect(told).toEqual([new Error('broken')]);
  });
});
