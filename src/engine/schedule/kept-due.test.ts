import { expect, it } from 'vitest';
import { keptDue } from './kept-due.ts';
import type { Calendar } from './occurrence.ts';

const MINUTE = 60_000;

it('the coming times are computed once until the first has come, and anew for another rule or a clock set back', () => {
  let asked = 0;
  const hourly: Calendar = ({ job }, from, to) => {
    asked += 1;
    const found = [];
    for (
      let at = Math.ceil(from.getTime() / (60 * MINUTE)) * 60 * MINUTE;
      at < to.getTime();
      at += 60 * MINUTE
    )
      found.push({
        key: `${at}#${job}`,
        wallClock: new Date(at).toISOString().slice(0, 16),
        instant: new Date(at).toISOString(),
        clockChange: 'none' as const,
      });
    return found;
  };
  const { next } = keptDue(hourly);
  const at = (time: string, cron = '0 * * * *') => {
    asked = 0;
    const [first] = next({ job: 'a', cron }, new Date(`2026-02-03T${time}:00Z`));
    return [first?.wallClock.slice(11), asked > 0];
  };

  expect(at('10:10')).toEqual(['11:00', true]);
  expect(at('10:40')).toEqual(['11:00', false]);
  expect(at('11:00')).toEqual(['11:00', false]);
  expect(at('11:01')).toEqual(['12:00', true]);
  expect(at('10:30')).toEqual(['11:00', true]);
  expect(at('10:30', '0 */2 * * *')).toEqual(['11:00', true]);
});
