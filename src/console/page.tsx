/** The frame around every page: header, navigation, the one heading, footer. */
import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { getCookie } from 'hono/cookie';
import { Button, PostForm } from './parts/forms.tsx';
import { AUDITORS, BRINGERS, isAllowed, OPERATORS, READERS, type Needs } from './rights.ts';
import { SessionEnd } from './parts/session-end.tsx';
import type { Visit } from './visit.ts';
import { helpPath } from './words/help.ts';

export const PRODUCT = 'KomMonitor-Abgleich';
export const THEME_COOKIE = 'darstellung';
export const THEMES = { system: 'Wie das Gerät', light: 'Hell', dark: 'Dunkel' } as const;
export type Theme = keyof typeof THEMES;

const NAVIGATION: readonly { readonly path: string; readonly title: string; readonly needs: Needs }[] = [
  { path: '/', title: 'Übersicht', needs: READERS },
  { path: '/lieferungen/neu', title: 'Neue Lieferung', needs: BRINGERS },
  { path: '/laeufe', title: 'Läufe', needs: READERS },
  { path: '/indikatoren', title: 'Indikatoren', needs: READERS },
  { path: '/quellen', title: 'Quellen und Zeitpläne', needs: READERS },
  { path: '/protokoll', title: 'Protokoll', needs: AUDITORS },
  { path: '/system', title: 'System', needs: OPERATORS },
];

export interface PageParts {
  /** The heading of the page, and the beginning of its title. */
  readonly title: string;
  /** Further parts of the browser's title: `Lauf 2026-0142`. */
  readonly of?: string;
  /** Number of mistakes in the form that was sent. */
  readonly mistakes?: number;
  /** Of this page alone. */
  readonly script?: 'upload.js';
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 502 | 503;
  readonly children: Child;
}

export function page(visit: Visit, parts: PageParts): Response | Promise<Response> {
  const { title, of, mistakes = 0, status = 200, script, children } = parts;
  const { c, house } = visit;
  const theme = themeOf(visit);
  const words = [mistakes > 0 ? `Fehler (${mistakes}): ${title}` : title, of, PRODUCT];
  const document = (
    <html lang="de" {...(theme === 'system' ? {} : { 'data-kern-theme': theme })}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'system' ? 'light dark' : theme} />
        <title>{words.filter((word) => word !== undefined).join(' – ')}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={house.assets.href('fonts.css')} />
        <link rel="stylesheet" href={house.assets.href('kern.css')} />
        <link rel="stylesheet" href={house.assets.href('console.css')} />
        <script src={house.assets.href('console.js')} type="module" />
        {script === undefined ? null : <script src={house.assets.href(script)} type="module" />}
      </head>
      <body class="ks-page">
        <a class="ks-skip kern-link" href="#inhalt">
          Zum Inhalt springen
        </a>
        <Header visit={visit} />
        <main id="inhalt" class="kern-container ks-main" tabindex={-1}>
          <h1 class="kern-heading-large">{title}</h1>
          {children}
        </main>
        {visit.guest ? <SessionEnd guest={visit.guest} now={house.app.now()} /> : null}
        <Footer program={house.app.program} here={status === 404 ? undefined : c.req.path} />
      </body>
    </html>
  );
  return c.html(html`<!DOCTYPE html>${document}`, status);
}

export function themeOf({ c }: Visit): Theme {
  const chosen = getCookie(c, THEME_COOKIE);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

const Header: FC<{ visit: Visit }> = ({ visit }) => {
  const { guest, house, c } = visit;
  const here = c.req.path;
  const links = guest ? NAVIGATION.filter(({ needs }) => isAllowed(needs, guest.session.roles)) : [];
  return (
    <header class="ks-header">
      <div class="ks-band">
        <div class="kern-container ks-band__inner">
          <p class="ks-brand">
            <span class="ks-brand__house">{house.app.config.console.organisation}</span>
            <a class="ks-brand__product" href="/">
              {PRODUCT}
            </a>
          </p>
          {guest ? <UserMenu visit={visit} /> : null}
        </div>
      </div>
      {/* Help stands last in every header, also where nobody is logged in. */}
      <nav class="ks-nav" aria-label="Hauptnavigation">
        <div class="kern-container">
          <ul class="ks-nav__list">
            {links.map(({ path, title }) => (
              <li>
                <a class="ks-nav__link" href={path} {...current(here, path)}>
                  {title}
                </a>
              </li>
            ))}
            <li>
              <a class="ks-nav__link" href={helpPath(here)} {...current(here, '/hilfe')}>
                Hilfe
              </a>
            </li>
          </ul>
        </div>
      </nav>
    </header>
  );
};

function current(here: string, path: string) {
  if (here === path) return { 'aria-current': 'page' as const };
  return path !== '/' && here.startsWith(`${path}/`) ? { 'aria-current': 'true' as const } : {};
}

const UserMenu: FC<{ visit: Visit }> = ({ visit }) => {
  const { guest, c } = visit;
  const theme = themeOf(visit);
  return (
    <details class="ks-menu">
      <summary class="ks-menu__name">{guest?.session.name}</summary>
      <div class="ks-menu__box">
        <PostForm action="/darstellung" guest={guest} class="ks-menu__form">
          <input type="hidden" name="weiter" value={c.req.path} />
          <fieldset class="ks-menu__set">
            <legend class="kern-label">Darstellung</legend>
            {Object.entries(THEMES).map(([value, text]) => (
              <button
                type="submit"
                name="darstellung"
                value={value}
                class="ks-menu__item"
                aria-pressed={value === theme ? 'true' : 'false'}
              >
                {text}
              </button>
            ))}
          </fieldset>
        </PostForm>
        <PostForm action="/abmelden" guest={guest} class="ks-menu__form">
          <Button kind="secondary">Abmelden</Button>
        </PostForm>
      </div>
    </details>
  );
};

/** `here`: undefined on a page that does not exist. */
const Footer: FC<{ program: string; here: string | undefined }> = ({ program, here }) => (
  <footer class="ks-footer">
    <div class="kern-container ks-footer__inner">
      <ul class="ks-row">
        <li>
          <a class="kern-link" href="/barrierefreiheit">
            Barrierefreiheit
          </a>
        </li>
        <li>
          <a class="kern-link" href={barrierPath(here)}>
            Barriere melden
          </a>
        </li>
        <li>
          <a class="kern-link" href="/datenschutz">
            Datenschutz
          </a>
        </li>
        <li>
          <a class="kern-link" href="/impressum">
            Impressum
          </a>
        </li>
      </ul>
      <p class="kern-body kern-body--small ks-version">{program}</p>
    </div>
  </footer>
);

/** Takes along which page it is about: its path alone, because a query may hold what somebody searched for. */
function barrierPath(here: string | undefined): string {
  const path = '/barriere-melden';
  return here === undefined || here === path
    ? path
    : `${path}?${new URLSearchParams({ seite: here }).toString()}`;
}
