/** A moment as somebody names it who approves a run for later, for example for after the meeting of a committee. */
import { instantsOf, wallClockText } from '../../core/berlin-clock.ts';
import { SyncError } from '../../errors.ts';

const WALL_CLOCK = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/**
 * The ISO instant, UTC, at which the clock in Berlin shows `2026-12-03T18:00`. A time that comes twice means the later
 * one, so that nothing is published too early. Throws SyncError of kind usage: `approval.time-unreadable`,
 * `approval.time-skipped` for one that the clock does not show in the night in which it is put forward.
 */
export function appointment(text: string): string {
  const wallClock = new Date(`${text}:00Z`);
  const isReadable = WALL_CLOCK.test(text) && !Number.isNaN(wallClock.getTime());
  if (!isReadable || wallClockText(wallClock) !== text) throw unreadable();
  const instant = instantsOf(wallClock).at(-1);
  if (!instant) throw skipped();
  return instant.toISOString();
}

function unreadable(): SyncError {
  return new SyncError({
    code: 'approval.time-unreadable',
    kind: 'usage',
    message: 'Der Zeitpunkt ist nicht lesbar. Es wurde nichts freigegeben.',
    hint: 'Erwartet werden Tag und Uhrzeit, zum Beispiel 2026-12-03T18:00.',
  });
}

function skipped(): SyncError {
  return new SyncError({
    code: 'approval.time-skipped',
    kind: 'usage',
    message:
      'Diese Uhrzeit gibt es an diesem Tag nicht: In der Nacht werden die Uhren vorgestellt. Es wurde nichts freigegeben.',
    hint: 'Wählen Sie eine Uhrzeit vor 2 Uhr oder ab 3 Uhr.',
  });
}
