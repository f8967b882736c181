/** Screen 2, Neue Lieferung: bring a file, or fetch what a source has now. */
import type { SyncError } from '../../errors.ts';
import type { DeliveryPlace } from '../../engine/desk/hand-deliveries.ts';
import { page } from '../page.tsx';
import { Button, PostForm, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { CHUNKS_PATH, type OpenUpload } from '../upload/uploads.ts';
import { requireGuest, type Guest, type Visit } from '../visit.ts';
import { dayText, sizeText } from '../words/format.ts';
import { layoutText } from '../words/formats.ts';
import { statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';

const PATH = '/lieferungen/neu';
const MB = 1_000_000;

export async function deliveryPage(visit: Visit, error?: SyncError) {
  const { app, uploads } = visit.house;
  const guest = requireGuest(visit);
  const { subject, roles } = guest.session;
  const [places, draft, open] = await Promise.all([
    app.desk.deliveryPlaces(guest.sight),
    app.sessions.draft(subject, PATH),
    uploads.open(subject),
  ]);
  const typed = { ...chosenBefore(visit), ...draft?.fields, ...visit.form };
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

interface UploadProps {
  readonly visit: Visit;
  readonly guest: Guest;
  readonly places: readonly DeliveryPlace[];
  readonly typed: Readonly<Record<string, string>>;
  readonly open: readonly OpenUpload[];
  readonly error: SyncError | undefined;
}

function UploadForm({ visit, guest, places, typed, open, error }: UploadProps) {
  const { largestMb, largestPlainMb } = visit.house.app.config.console.upload;
  const largest = largestMb * MB;
  const isAbout = (...codes: string[]) => (error && codes.includes(error.code) ? error.message : undefined);
  return (
    <section aria-labelledby="hochladen">
      <h2 class="kern-heading-medium" id="hochladen">
        Datei hochladen
      </h2>
      <p class="kern-body">
        Schritt 1 von 4. Danach prüft das Programm die Datei und zeigt, was sich ändert.
      </p>
      <p class="kern-body">
        {`CSV oder Excel, höchstens ${sizeText(largest)}, keine personenbezogenen Angaben.`}
        <noscript>{` Ohne JavaScript höchstens ${sizeText(largestPlainMb * MB)}.`}</noscript>
      </p>
      <PostForm
        action={PATH}
        guest={guest}
        class="ks-stack ks-narrow"
        upload={{ 'data-upload': CHUNKS_PATH, 'data-largest': String(largest) }}
      >
        <input type="hidden" name="uebertragung" value="" data-upload-id="" />
        <Sources
          places={places}
          chosen={typed['quelle']}
          error={isAbout('upload.no-source', 'delivery.no-entry')}
        />
        <TextField
          id="stichtag"
          name="stichtag"
          type="date"
          label="Stichtag (freiwillig)"
          hint="Nur wenn er nicht in der Datei steht."
          value={typed['stichtag']}
          error={isAbout('upload.no-date')}
        />
        <TextField
          id="bemerkung"
          name="bemerkung"
          label="Bemerkung (freiwillig)"
          hint="Für die Person, die freigibt. Ohne Namen von Personen."
          value={typed['bemerkung']}
        />
        <FileField error={isAbout('upload.no-file', 'upload.too-large')} />
        {open.length > 0 ? <Interrupted open={open} /> : null}
        <Button>Hochladen und prüfen</Button>
        <Progress />
      </PostForm>
    </section>
  );
}

function Sources(props: {
  places: readonly DeliveryPlace[];
  chosen?: string | undefined;
  error?: string | undefined;
}) {
  const { places, chosen, error } = props;
  return (
    <fieldset
      class={`kern-fieldset${error === undefined ? '' : ' kern-fieldset--error'}`}
      {...(error === undefined ? {} : { 'aria-describedby': 'quelle-fehler' })}
    >
      <legend class="kern-label">Quelle</legend>
      <div class="kern-fieldset__body">
        {places.map((place, index) => {
          const { job, entry, title, profile, newest } = place;
          const value = `${job}#${entry}`;
          const id = `quelle-${index}`;
          return (
            <div class="kern-form-check ks-choice">
              <input
                class="kern-form-check__radio"
                type="radio"
                id={id}
                name="quelle"
                value={value}
                checked={chosen === value || places.length === 1}
                required
                aria-describedby={`${id}-hinweis`}
              />
              <label class="kern-label" for={id}>
                {profile}
              </label>
              <div class="kern-hint ks-choice__hint" id={`${id}-hinweis`}>
                {`Auftrag „${title}“. ${layoutText(place.layout)}. `}
                {newest ? (
                  <>
                    {'Zuletzt: '}
                    <bdi>{newest.file}</bdi>
                    {`, ${dayText(newest.at)}.`}
                  </>
                ) : (
                  'Noch keine Lieferung.'
                )}
              </div>
            </div>
          );
        })}
      </div>
      {error === undefined ? null : (
        <p class="kern-error" id="quelle-fehler">
          <span class="kern-icon kern-icon--danger kern-icon--small" aria-hidden="true" />
          <span class="kern-body">{error}</span>
        </p>
      )}
    </fieldset>
  );
}

function FileField({ error }: { error: string | undefined }) {
  return (
    <div class={`kern-form-input${error === undefined ? '' : ' kern-form-input--error'}`}>
      <label class="kern-label" for="datei">
        Datei
      </label>
      <input
        class="kern-form-input__input"
        id="datei"
        name="datei"
        type="file"
        accept=".csv,.txt,.tsv,.xlsx,.xlsm"
        required
        data-upload-file=""
        {...(error === undefined ? {} : { 'aria-describedby': 'datei-fehler', 'aria-invalid': 'true' })}
      />
      <p class="kern-error" id="datei-fehler" hidden={error === undefined} data-upload-error="">
        <span class="kern-icon kern-icon--danger kern-icon--small" aria-hidden="true" />
        <span class="kern-body" data-upload-error-text="">
          {error ?? ''}
        </span>
      </p>
    </div>
  );
}

/** Goes on where it stopped, once the same file is chosen again: a browser does not keep it. */
function Interrupted({ open }: { open: readonly OpenUpload[] }) {
  return (
    <div>
      {open.map(({ id, name, bytes, received, changed }) => (
        <div data-upload-open={id} data-name={name} data-bytes={bytes} data-changed={changed}>
          <Alert
            tone="info"
            title={`Übertragung unterbrochen bei ${Math.floor((100 * received) / Math.max(1, bytes))} %.`}
          >
            <p class="kern-body">
              <bdi>{name}</bdi>
              {`, ${sizeText(received)} von ${sizeText(bytes)} sind angekommen. Wählen Sie die Datei noch einmal aus, dann geht es dort weiter. Nach einem Tag wird sie gelöscht.`}
            </p>
          </Alert>
        </div>
      ))}
    </div>
  );
}

/** Shown and filled by the script. */
function Progress() {
  return (
    <div class="ks-live" data-upload-progress="" hidden>
      <p class="kern-body" data-upload-text="" />
      <progress class="ks-progress" aria-label="Übertragung" max={1} value={0} data-upload-bar="" />
      <p class="kern-sr-only" role="status" data-upload-status="" />
      <div class="ks-row">
        <button type="button" class="kern-btn kern-btn--secondary" aria-pressed="false" data-upload-pause="">
          <span class="kern-label">Anhalten</span>
        </button>
        <button type="button" class="kern-btn kern-btn--tertiary" data-upload-cancel="">
          <span class="kern-label">Abbrechen</span>
        </button>
      </div>
    </div>
  );
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
