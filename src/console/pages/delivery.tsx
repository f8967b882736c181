/** Screen 2, Neue Lieferung: bring a file, or fetch what a source has now. */
import type { SyncError } from '../../errors.ts';
import type { DeliveryPlace } from '../../engine/desk/hand-deliveries.ts';
import { page } from '../page.tsx';
import { PostForm } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { requireGuest, type Guest, type Visit } from '../visit.ts';
import { statusOf } from '../words/problems.ts';
import { PATH, UploadForm } from './delivery-form.tsx';
import { RefusedAlert } from './problem.tsx';

export async function deliveryPage(visit: Visit, error?: SyncError) {
  const { app, uploads } = visit.house;
  const guest = requireGuest(visit);
  const { subject, roles } = guest.session;
  const [places, draft, open] = await Promise.all([
    app.desk.deliveryPlaces(guest.sight),
    app.sessions.draft(subject, PATH),
    uploads.open(subject),
  ]);
  const typed = { ...draft?.fields, ...chosenBefore(visit), ...visit.form };
  return page(visit, {
    title: 'Neue Lieferung',
    script: 'upload.js',
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {draft && !error ? (
          <Alert tone="info" title="Ihre Eingaben von vorhin sind wieder da." isNews>
            <p class="kern-body">Wählen Sie die Datei noch einmal aus. Was schon angekommen ist, bleibt.</p>
          </Alert>
        ) : null}
        {places.length === 0 ? (
          <p class="kern-body">
            {`Noch keine Quelle eingerichtet. Zuständig: ${app.config.console.contact}.`}
          </p>
        ) : (
          <>
            {isAllowed(EDITORS, roles) ? (
              <UploadForm
                visit={visit}
                guest={guest}
                places={places}
                typed={typed}
                open={open}
                error={error}
              />
            ) : null}
            <FetchForms guest={guest} places={places} />
          </>
        )}
      </>
    ),
  });
}

/** A link for another file of the same delivery names both. */
function chosenBefore({ c }: Visit): Record<string, string> {
  const asked = { quelle: c.req.query('quelle'), stichtag: c.req.query('stichtag') };
  return Object.fromEntries(Object.entries(asked).filter((entry) => entry[1] !== undefined)) as Record<
    string,
    string
  >;
}

function FetchForms({ guest, places }: { guest: Guest; places: readonly DeliveryPlace[] }) {
  const jobs = new Map(places.map(({ job, title }) => [job, title]));
  return (
    <section aria-labelledby="abrufen">
      <h2 class="kern-heading-medium" id="abrufen">
        Aus einer eingerichteten Quelle abrufen
      </h2>
      <p class="kern-body">
        Das Programm holt, was die Quelle jetzt hat, prüft es und vergleicht es mit KomMonitor. Was
        freigegeben werden muss, wartet auf eine zweite Person.
      </p>
      <ul class="ks-todo">
        {[...jobs].map(([job, title]) => (
          <li>
            <span class="kern-body">{title}</span>
            <PostForm action="/lieferungen/abrufen" guest={guest} class="ks-inline">
              <input type="hidden" name="auftrag" value={job} />
              <button
                type="submit"
                class="kern-btn kern-btn--secondary"
                aria-label={`Jetzt abrufen: ${title}`}
              >
                <span class="kern-label">Jetzt abrufen</span>
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
