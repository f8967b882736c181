/** The doctor's look at the certificate of KomMonitor: how long it is still valid. */
import { certificateEnd } from './certificate-reader.ts';
import type { SiteCheck } from './site-checks.ts';

const DAY = 86_400_000;
/** So early somebody has to see to a new one. */
const DAYS_LEFT = 30;
const GERMAN = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium' });

/** None for an address without TLS, and where nobody answers: other checks tell that. */
export async function examineCertificate(address: string, now: () => Date): Promise<readonly SiteCheck[]> {
  const url = new URL(address);
  if (url.protocol !== 'https:') return [];
  const end = await certificateEnd(url).catch(() => undefined);
  if (end === undefined) return [];
  const left = end - now().getTime();
  const text = `Das Zertifikat von KomMonitor gilt bis zum ${GERMAN.format(end)}.`;
  if (left > DAYS_LEFT * DAY) return [{ id: 'certificate', state: 'ok', text, hint: '' }];
  return [
    {
      id: 'certificate',
      state: left > 0 ? 'warn' : 'fail',
      text: left > 0 ? text : `Das Zertifikat von KomMonitor ist am ${GERMAN.format(end)} abgelaufen.`,
      hint: 'Bitten Sie den Betrieb von KomMonitor, es zu erneuern. Ohne gültiges Zertifikat ist keine Verbindung möglich.',
    },
  ];
}
