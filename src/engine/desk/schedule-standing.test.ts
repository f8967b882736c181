import { describe, expect, it } from 'vitest';
import { referenceDate } from '../../core/reference-date.ts';
import type { CalendarEntry, DeliveryStatus } from '../deliveries/calendar.ts';
import { lateEntries } from './schedule-standing.ts';

function entries(...statuses: DeliveryStatus[]): CalendarEntry[] {
  return statuses.map((status, index) => ({
    profile: 'a',
    date: referenceDate(`20${20 + index}-12-31`),
    due: referenceDate(`20${21 + index}-01-20`),
    status,
    run: null,
  }));
}
const late = (...statuses: DeliveryStatus[]) => lateEntries(entries(...statuses)).map(({ date }) => date);

describe('figures are older than expected', () => {
  it('where a delivery is missing that is newer than all that came', () => {
    expect(late('published', 'overdue', 'expected')).toEqual(['2021-12-31']);
    expect(late('published', 'overdue', 'overdue')).toEqual(['2022-12-31']);
    expect(late('overdue')).toEqual(['2020-12-31']);
  });

  it('also where one came whose check was not passed', () => {
    expect(late('published', 'overdue', 'arrived')).toEqual(['2021-12-31']);
  });

  it('and not where one is missing between others, or none is due', () => {
    expect(late('overdue', 'published')).toEqual([]);
    expect(late('overdue', 'checked', 'expected')).toEqual([]);
    expect(late('published', 'expected')).toEqual([]);
    expect(late()).toEqual([]);
  });

  it('for each profile on its own', () => {
    const other = entries('overdue').map((entry) => ({ ...entry, profile: 'b' }));

    expect(lateEntries([...entries('published'), ...other]).map(({ profile }) => profile)).toEqual(['b']);
  });
});
