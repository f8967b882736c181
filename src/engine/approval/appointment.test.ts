import { describe, expect, it } from 'vitest';
import { appointmentText } from '../../core/berlin-clock.ts';
import { appointment } from './appointment.ts';

describe('the moment that somebody names', () => {
  it.each([
    ['2026-12-03T18:00', '2026-12-03T17:00:00.000Z'],
    ['2026-07-03T18:00', '2026-07-03T16:00:00.000Z'],
    // The clocks are put back: 2:30 comes twice, and the later one is meant.
    ['2026-10-25T02:30', '2026-10-25T01:30:00.000Z'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
  ])('%s is the time on the clock in Berlin', (text, instant) => {
    expect(appointment(text)).toBe(instant);
  });

  it.each(['2026-03-29T02:00', '2026-03-29T02:59'])('%s does not come', (text) => {
    expect(() => appointment(text)).toThrow(
      expect.objectContaining({ code: 'approval.time-skipped', kind: 'usage' }) as Error,
    );
  });

  it.each(['', 'morgen', '2026-02-30T10:00', '2026-12-03T24:00', '2026-12-03T18:60', '2026-12-03 18:00'])(
    '„%s“ is not read as any',
    (text) => {
      expect(() => appointment(text)).toThrow(
        expect.objectContaining({ code: 'approval.time-unreadable', kind: 'usage' }) as Error,
      );
    },
  );

  it('is told as people say it', () => {
    expect(appointmentText(appointment('2026-12-03T18:00'))).toBe('03.12.2026 um 18:00 Uhr');
  });
});
