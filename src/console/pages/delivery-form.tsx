/** The form that brings a file in; what it needs of a script is hidden until one is there. */
import type { SyncError } from '../../errors.ts';
import type { DeliveryPlace } from '../../engine/desk/hand-deliveries.ts';
import { Button, PostForm, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { CHUNKS_PATH, type OpenUpload } from '../upload/uploads.ts';
import type { Guest, Visit } from '../visit.ts';
import { dayText, sizeText } from '../words/format.ts';
import { layoutText } from '../words/formats.ts';

export const PATH = '/lieferungen/neu';
const MB = 1_000_000;

interface UploadProps {
  readonly visit: Visit;
  readonly guest: Guest;
  readonly places: readonly DeliveryPlace[];
  readonly typed: Readonly<Record<string, string>>;
  readonly open: readonly OpenUpload[];
  readonly error: SyncError | undefined;
}

export function UploadForm({ visit, guest, places, typed, open, error }: UploadProps) {
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
