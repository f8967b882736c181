/** The way to the web page of KomMonitor, where the site has named it. */
import type { FC } from 'hono/jsx';
import type { Visit } from '../visit.ts';

export const PortalLink: FC<{ visit: Visit }> = ({ visit }) => {
  const { portal } = visit.house.app.config.console;
  return portal === undefined ? null : (
    <p class="kern-body">
      <a class="kern-link" href={portal} rel="noreferrer">
        In KomMonitor ansehen
      </a>
    </p>
  );
};
