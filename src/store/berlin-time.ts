/** Instants as people here read them; the ledger itself stores UTC. */
const YEAR = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', year: 'numeric' });
const DAY = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'medium',
  timeStyle: 'medium',
});

export function berlinYear(at: Date): string {
  return YEAR.format(at);
}

/** `03.02.2026` */
export function berlinDay(iso: string): string {
  return DAY.format(new Date(iso));
}

/** `03.02.2026, 14:36:10` */
export function berlinMoment(iso: string): string {
  return MOMENT.format(new Date(iso));
}
