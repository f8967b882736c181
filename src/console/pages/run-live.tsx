/** How a run goes on, seen on its page: by itself with a script, by reloading where somebody has asked for that. */
import type { Context } from 'hono';
import type { RunView } from '../../engine/desk/desk.ts';
import type { Visit } from '../visit.ts';
import { clockText } from '../words/format.ts';
import { standingText } from '../words/standing.ts';

const RELOAD = 'neu-laden';
const SECONDS = 10;

/** Somebody has asked for a page that loads itself again and again, and has not stopped it. */
export function isReloading(c: Context): boolean {
  return c.req.method === 'GET' && c.req.query(RELOAD) !== undefined;
}

/** Goes on by itself with a script; without one there are the links. */
export function Live({ visit, view }: { visit: Visit; view: RunView }) {
  if (isReloading(visit.c)) visit.c.header('Refresh', String(SECONDS));
  const { done, total } = view.writes;
  const path = `/laeufe/${view.run.id}`;
  return (
    <div data-live={`${path}/stand`} class="ks-live">
      <p class="kern-body" data-live-text="">
        {standingText(view)}
      </p>
      <progress
        class="ks-progress"
        data-live-bar=""
        aria-label="Fortschritt"
        max={Math.max(1, total)}
        value={done}
        hidden={total === 0}
      />
      <p class="kern-sr-only" role="status" data-live-status="" />
      <p class="kern-body kern-body--small">
        <span data-live-broken="" hidden>
          Live-Anzeige unterbrochen.{' '}
        </span>
        {`Stand ${clockText(visit.house.app.now())}. `}
        <a class="kern-link kern-link--small" href={path}>
          Aktualisieren
        </a>
      </p>
      <Reloading isOn={isReloading(visit.c)} path={path} />
    </div>
  );
}

/** Offered only without a script; what reloads can be stopped by everybody, and ends with the run. */
function Reloading({ isOn, path }: { isOn: boolean; path: string }) {
  if (isOn)
    return (
      <p class="kern-body kern-body--small">
        {`Seite lädt sich alle ${SECONDS} Sekunden neu. `}
        <a class="kern-link kern-link--small" href={path}>
          Anhalten
        </a>
      </p>
    );
  return (
    <noscript>
      <p class="kern-body kern-body--small">
        <a class="kern-link kern-link--small" href={`${path}?${RELOAD}=1`}>
          {`Seite alle ${SECONDS} Sekunden neu laden`}
        </a>
      </p>
    </noscript>
  );
}
