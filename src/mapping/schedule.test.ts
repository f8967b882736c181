import { describe, expect, it } from 'vitest';
import { cronProblem } from './cron.ts';
import { jobFile } from './job.ts';
import { scheduleOf, scheduleRule } from './schedule.ts';

describe('a cron expression', () => {
  it.each(['15 4 * * *', '*/30 * * * *', '0 2 1,15 1-6 *', '0 6-18/2 * * 1-5', '0 0 29 2 *', '0 0 31 4 1'])(
    'reads %s',
    (expression) => {
      expect(cronProblem(expression)).toBeUndefined();
    },
  );

  it.each([
    ['15 4 * *', 'gefunden 4'],
    ['0 15 4 * * *', 'gefunden 6'],
    ['60 4 * * *', 'Minute'],
    ['0 24 * * *', 'Stunde'],
    ['0 4 0 * *', 'Tag'],
    ['0 4 * 13 *', 'Monat'],
    ['0 4 * * 8', 'Wochentag'],
    ['0 4 * * MON', 'nicht lesbar'],
    ['0 18-6 * * *', 'Stunde'],
    ['*/0 * * * *', 'Schritt'],
    ['5/10 * * * *', 'Schritt'],
    ['0 4 31 2,4 *', 'in keinem der Monate'],
    ['@daily', 'gefunden 1'],
  ])('refuses %s and says why', (expression, why) => {
    expect(cronProblem(expression)).toContain(why);
  });
});

describe('the schedule of a job', () => {
  it('is caught up within a day where it says nothing else', () => {
    expect(scheduleOf(scheduleRule.parse({ cron: ' 15  4 * * *' }))).toEqual({
      cron: '15 4 * * *',
      catchUp: 24,
      deliveries: [],
      unattended: null,
    });
  });

  it.each([0, -5, 1001, '10'])('takes no largest change of %s', (largestChange) => {
    const rule = { cron: '15 4 * * *', unattended: { largestChange } };

    expect(scheduleRule.safeParse(rule).success).toBe(false);
  });

  it('expects deliveries of its own profiles only', () => {
    const job = (profile: string) =>
      jobFile.safeParse({
        id: 'a',
        title: 'A',
        levels: ['kreis'],
        intake: [{ profile: 'sgb2', config: {} }],
        indicators: ['quote'],
        schedule: { cron: '15 4 * * *', deliveries: [{ profile, every: 'quarter', days: 45, remind: [7] }] },
      });

    expect(job('sgb2').success).toBe(true);
    expect(job('sgb3').error?.issues).toMatchObject([
      { path: ['schedule', 'deliveries', 0, 'profile'], message: expect.stringContaining('sgb3') as string },
    ]);
  });
});
