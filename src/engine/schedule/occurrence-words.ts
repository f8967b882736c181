/** What the night of the clock change does to an occurrence, for people. Pure. */
import type { Occurrence } from './occurrence.ts';

/** Empty where it does nothing. */
export function clockChangeText({
  clockChange,
  wallClock,
}: Pick<Occurrence, 'clockChange' | 'wallClock'>): string {
  const time = wallClock.slice(11);
  switch (clockChange) {
    case 'none':
      return '';
    case 'gap':
      return `${time} Uhr gibt es in dieser Nacht nicht, der Lauf beginnt um 03:00 Uhr`;
    case 'first-pass':
      return `${time} Uhr gibt es in dieser Nacht zweimal, dies ist das erste Mal (Sommerzeit)`;
    case 'second-pass':
      return `${time} Uhr gibt es in dieser Nacht zweimal, dies ist das zweite Mal (Winterzeit)`;
  }
}
