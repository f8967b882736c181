import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, monthsBetween, referenceDate } from '../../core/reference-date.ts';
import type { ExpectedDelivery } from '../../mapping/schedule.ts';
import { deliveryCalendar, noticeDays, type Reading } from './calendar.ts';

const RULE: ExpectedDelivery = { profile: 'sgb2', every: 'quarter', days: 45, remind: [7, 14] };
const SINCE = referenceDate('2025-06-01');

function calendar(today: string, readings: readonly Reading[] = [], rule = RULE) {
  return deliveryCalendar(rule, { since: SINCE, today: referenceDate(today), readings });
}

function reading(date: string, change: Partial<Reading> = {}): Reading {
  return {
    profile: 'sgb2',
    dates: [date],
    refused: false,
    run: '2026-0001',
    states: ['published'],
    ...change,
  };
}

function statusOn(states: readonly string[], change: Partial<Reading> = {}) {
  return calendar('2025-09-15', [reading('2025-06-30', { states, ...change })])[0]?.status;
}

describe('the delivery calendar', () => {
  it('begins with the first delivery due since the rule is known and ends with that of the running period', () => {
    expect(calendar('2025-11-20').map(({ date, due, status }) => [date, due, status])).toEqual([
      ['2025-06-30', '2025-08-14', 'overdue'],
      ['2025-09-30', '2025-11-14', 'overdue'],
      ['2025-12-31', '2026-02-14', 'expected'],
    ]);
  });

  it('misses a delivery from the day on which it is due', () => {
    expect(calendar('2025-08-13')[0]?.status).toBe('expected');
    expect(calendar('2025-08-14')[0]?.status).toBe('overdue');
  });

  it.each([
    [['published'], 'published'],
    [['no_change'], 'published'],
    [['draft', 'published_with_notes'], 'published'],
    [['draft', 'approved'], 'approved'],
    [['needs_attention'], 'approved'],
    [['submitted'], 'checked'],
    [['draft'], 'checked'],
    [['rolled_back'], 'checked'],
    [['compensated'], 'checked'],
    [['check_failed'], 'arrived'],
  ])('says of a delivery whose runs are %j that it is %s', (states, status) => {
    expect(statusOn(states)).toBe(status);
  });

  it('takes a refused delivery for arrived, even where the run published others', () => {
    expect(statusOn(['published'], { refused: true })).toBe('arrived');
  });

  it('names the run that brought a delivery furthest, and of several the last', () => {
    const [entry] = calendar('2025-09-15', [
      reading('2025-06-30', { run: 'a', states: ['published'] }),
      reading('2025-06-30', { run: 'b', states: ['no_change'] }),
      reading('2025-06-30', { run: 'c', states: ['check_failed'] }),
    ]);

    expect(entry).toMatchObject({ run: 'b', status: 'published' });
  });

  it('leaves out deliveries of other profiles and other days', () => {
    const others = [reading('2025-06-30', { profile: 'wohngeld' }), reading('2025-06-29')];

    expect(calendar('2025-09-15', others)[0]).toMatchObject({ status: 'overdue', run: null });
  });

  it('has one entry for each period, at its last day, whatever the rule and the day', () => {
    const months = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const;
    fc.assert(
      fc.property(
        fc.constantFrom('month', 'quarter', 'half-year', 'year' as const),
        fc.integer({ min: 0, max: 730 }),
        fc.integer({ min: 0, max: 4000 }),
        (every, days, later) => {
          const rule = { profile: 'p', every: every as 'month', days };
          const today = addDays(SINCE, later);
          const entries = deliveryCalendar(rule, { since: SINCE, today, readings: [] });

          expect(entries.filter(({ date }) => date > today)).toHaveLength(1);
          for (const [index, { date, due }] of entries.entries()) {
            expect(addDays(date, 1).slice(8)).toBe('01');
            expect(due).toBe(addDays(date, days));
            expect(due >= SINCE).toBe(true);
            const before = entries[index - 1];
            if (before) expect(monthsBetween(before.date, date)).toBe(months[every as 'month']);
          }
        },
      ),
    );
  });
});

describe('reminders', () => {
  function daysOn(today: string) {
    const [entry] = calendar(today);
    return entry ? noticeDays(entry, RULE, referenceDate(today)) : [];
  }

  it('are due on the day itself and so many days later', () => {
    expect(daysOn('2025-08-13')).toEqual([]);
    expect(daysOn('2025-08-14')).toEqual(['2025-08-14']);
    expect(daysOn('2025-08-21')).toEqual(['2025-08-14', '2025-08-21']);
    expect(daysOn('2025-09-01')).toEqual(['2025-08-14', '2025-08-21', '2025-08-28']);
  });

  it('end once the delivery is there', () => {
    const [entry] = calendar('2025-09-01', [reading('2025-06-30', { states: ['check_failed'] })]);

    expect(entry && noticeDays(entry, RULE, referenceDate('2025-09-01'))).toEqual([]);
  });
});
