/** Numbers, dates and words as a German reader expects them. */
const WHOLE = new Intl.NumberFormat('de-DE');
const VALUE = new Intl.NumberFormat('de-DE', { maximumSignificantDigits: 7 });

/** `1 Wert`, `4.188 Werte` */
export function count(n: number, one: string, many: string): string {
  return `${WHOLE.format(n)} ${n === 1 ? one : many}`;
}

/** A stored value; float32 carries about seven digits. */
export function valueText(value: number | null | 'absent'): string {
  if (value === 'absent') return 'nicht vorhanden';
  return value === null ? 'kein Wert' : VALUE.format(value);
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

export function seconds(ms: number): string {
  return `${(ms / 1000).toLocaleString('de-DE', { maximumFractionDigits: 1 })} s`;
}

export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
