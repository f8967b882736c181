/** Pages that can be read without logging in, and the choice of light and dark. */
import { deleteCookie, setCookie } from 'hono/cookie';
import { ownPath } from '../address.ts';
import { page, THEME_COOKIE } from '../page.tsx';
import type { Visit } from '../visit.ts';

const YEAR = 365 * 24 * 3_600;

export function accessibilityPage(visit: Visit) {
  return page(visit, {
    title: 'Erklärung zur Barrierefreiheit',
    children: (
      <>
        <p class="kern-body">
          {`${visit.house.app.config.console.organisation} ist bemüht, diese Anwendung nach der Barrierefreie-Informationstechnik-Verordnung Nordrhein-Westfalen (BITVNRW) barrierefrei zugänglich zu machen.`}
        </p>
        <p class="kern-body">
          Jede Seite wird bei jeder Änderung des Programms in hell und dunkel und bei schmalem Bildschirm
          selbsttätig geprüft (axe, Regeln der WCAG 2.2 AA und der EN 301 549). Eine Prüfung durch Menschen
          mit Hilfsmitteln steht noch aus.
        </p>
        <p class="kern-body">
          Stoßen Sie auf eine Barriere?{' '}
          <a class="kern-link" href="/barriere-melden">
            Barriere melden
          </a>
        </p>
      </>
    ),
  });
}

/** What the county writes; the program knows none. */
export function imprintPage(visit: Visit) {
  const { imprint, contact, organisation } = visit.house.app.config.console;
  const paragraphs = imprint?.trim().split(/\n\s*\n/) ?? [
    `${organisation} hat das Impressum hier noch nicht eingetragen. Fragen beantwortet: ${contact}.`,
  ];
  return page(visit, {
    title: 'Impressum',
    children: (
      <>
        {paragraphs.map((paragraph) => (
          <p class="kern-body ks-lines">{paragraph.trim()}</p>
        ))}
      </>
    ),
  });
}

export function privacyPage(visit: Visit) {
  return page(visit, {
    title: 'Datenschutz',
    children: (
      <>
        <p class="kern-body">
          {visit.house.openId
            ? 'Diese Anwendung setzt ein Cookie für die Sitzung, für höchstens zehn Minuten eines, während Sie sich bei KomMonitor anmelden, und, wenn Sie es wünschen, eines für die Darstellung. '
            : 'Diese Anwendung setzt ein Cookie für die Anmeldung und, wenn Sie es wünschen, eines für die Darstellung. '}
          Andere setzt sie nicht, und sie lädt nichts von anderen Servern.
        </p>
        <p class="kern-body">
          Im Protokoll steht, wer was wann getan hat. Es wird nach 24 Monaten gelöscht. Angaben zu einzelnen
          Personen aus Lieferungen stehen in keiner Ansicht.
        </p>
        <p class="kern-body">{`Fragen beantwortet: ${visit.house.app.config.console.contact}.`}</p>
      </>
    ),
  });
}

export function chooseTheme({ c, form, house }: Visit) {
  const theme = form['darstellung'];
  const secure = house.address.isSecure;
  if (theme === 'light' || theme === 'dark')
    setCookie(c, THEME_COOKIE, theme, { path: '/', sameSite: 'Lax', httpOnly: true, secure, maxAge: YEAR });
  else deleteCookie(c, THEME_COOKIE, { path: '/', secure });
  return c.redirect(ownPath(form['weiter']), 303);
}

export function assetFile({ c, house }: Visit): Response {
  const asset = house.assets.file(c.req.param('file') ?? '');
  if (!asset) return c.body(null, 404);
  c.header('content-type', asset.type);
  c.header('cache-control', 'public, max-age=31536000, immutable');
  return c.body(asset.body);
}
