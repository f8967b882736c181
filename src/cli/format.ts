/** Numbers, dates and words as a German reader expects them. */
import { shortestFloat } from '../core/decimal.ts';

const WHOLE = new Intl.NumberFormat('de-DE');
const DECIMAL = new Intl.NumberFormat('de-DE', { maximumSignificantDigits: 9 });

/** `1 Wert`, `4.188 Werte` */
export function count(n: number, one: string, many: string): string {
  return `${WHOLE.format(n)} ${n === 1 ? one : many}`;
}

/** A stored value, to the last digit that is stored. */
export function valueText(value: number | null | 'absent'): string {
  if (value === 'absent') return 'nicht vorhanden';
  if (value === null) return 'kein Wert';
  return Number.isInteger(value) ? WHOLE.format(value) : DECIMAL.format(shortestFloat(value));
}

/** `03.02.2026, 13:58:04 MEZ` */
export function instantText(iso: string): string {
  return new Intl.DateTimeFormat('de-DE', {
    timeZone: 'Europe/Berlin',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(iso));
}

export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
