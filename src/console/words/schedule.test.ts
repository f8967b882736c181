import { describe, expect, it } from 'vitest';
import { clockNights, nextDue } from '../../engine/schedule/next-due.ts';
import { occurrences } from '../../queue/calendar.ts';
import { cronText, nightText, occurrenceText } from './schedule.ts';

describe('a schedule in words', () => {
  it.each([
    ['30 2 * * *', 'täglich um 02:30 Uhr'],
    ['0 4,16 * * *', 'täglich um 04:00 und 16:00 Uhr'],
    ['0 6 * * 1', 'montags um 06:00 Uhr'],
    ['0 6 * * 1-5', 'montags bis freitags um 06:00 Uhr'],
    ['0 6 * * 1,4', 'montags und donnerstags um 06:00 Uhr'],
    ['0 4 1 * *', 'am 1. jedes Monats um 04:00 Uhr'],
    ['0 4 15 1,4,7,10 *', 'am 15. Januar, April, Juli und Oktober um 04:00 Uhr'],
    ['*/15 * * * *', 'alle 15 Minuten'],
    ['5 * * * *', 'jede Stunde, 5 Minuten nach der vollen'],
    ['* * * * *', 'jede Minute'],
    ['0 4 1 * 1', 'nach der Regel „0 4 1 * 1“ (Minute, Stunde, Tag, Monat, Wochentag)'],
    ['0 4 * 13 *', 'nach der Regel „0 4 * 13 *“ (Minute, Stunde, Tag, Monat, Wochentag)'],
  ])('%s is %s', (cron, text) => {
    expect(cronText(cron)).toBe(text);
  });

  const at = (cron: string, from: string) => ({
    rule: { job: 'probe', cron },
    ask: { from: new Date(from), calendar: occurrences },
  });

  it('names the next times with their zone, and says what the night of the clock change does to them', () => {
    const { rule, ask } = at('30 2 * * *', '2026-10-24T12:00:00Z');

    expect(nextDue(rule, { ...ask, count: 2 }).map(occurrenceText)).toEqual([
      'So., 25.10.2026, 02:30 MESZ. Zeitumstellung: 02:30 Uhr gibt es in dieser Nacht zweimal, dies ist das erste Mal (Sommerzeit).',
      'Mo., 26.10.2026, 02:30 MEZ',
    ]);
  });

  it('finds the next times of rules that rarely come, and of those that come each minute', () => {
    const rare = at('0 4 29 2 *', '2026-02-03T12:00:00Z');
    const often = at('* * * * *', '2026-02-03T12:00:30Z');

    expect(nextDue(rare.rule, { ...rare.ask, count: 2 }).map(({ wallClock }) => wallClock)).toEqual([
      '2028-02-29T04:00',
      '2032-02-29T04:00',
    ]);
    expect(nextDue(often.rule, { ...often.ask, count: 5 }).map(({ instant }) => instant)).toEqual(
      ['01', '02', '03', '04', '05'].map((minute) => `2026-02-03T12:${minute}:00.000Z`),
    );
  });

  it.each(['2026-02-03T12:00:00Z', '2026-03-28T23:30:00Z'])(
    'spells out both nights of the year that follow %s',
    (from) => {
      const { rule, ask } = at('30 2 * * *', from);

      expect(clockNights(rule, ask).map((night) => nightText(night, false))).toEqual([
        'Sonntag, 29. März 2026 (Beginn der Sommerzeit, von 2 auf 3 Uhr): 02:30 Uhr gibt es in dieser Nacht nicht, der Lauf beginnt um 03:00 Uhr.',
        'Sonntag, 25. Oktober 2026 (Ende der Sommerzeit, von 3 auf 2 Uhr): 02:30 Uhr gibt es in dieser Nacht zweimal, dies ist das erste Mal (Sommerzeit).',
      ]);
    },
  );

  it('says where the clock change touches nothing, and that an hourly rule follows real time', () => {
    const morning = at('0 6 * * *', '2026-02-03T12:00:00Z');
    const hourly = at('0 * * * *', '2026-02-03T12:00:00Z');

    expect(nightText(clockNights(morning.rule, morning.ask)[0]!, false)).toContain(
      'Kein Termin ist betroffen.',
    );
    expect(nightText(clockNights(hourly.rule, hourly.ask)[1]!, true)).toContain('kommt zweimal vor');
  });
});
