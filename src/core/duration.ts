/** How long something took, as a German reader expects it. */
const SECONDS = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

/** From milliseconds: `12,3 s`, `33 min 36 s`, `2 h 5 min`. Whatever would round up to the next unit is told in that. */
export function durationText(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100);
  if (tenths < 600) return `${SECONDS.format(tenths / 10)} s`;
  const seconds = Math.round(tenths / 10);
  if (seconds < 3600) return pair(seconds, 'min', 's');
  return pair(Math.round(seconds / 60), 'h', 'min');
}

function pair(n: number, large: string, small: string): string {
  const rest = n % 60;
  return `${Math.floor(n / 60)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}
