/** The form with which a file is opened once more for looking, and the word that one is open. */
import type { SyncError } from '../../errors.ts';
import { LOOK_MINUTES, type Look } from '../inspect/looks.ts';
import { Button, PostForm } from '../parts/forms.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { clockText, sizeText } from '../words/format.ts';

const MB = 1_000_000;
/** Refusals about the file that was chosen, to be told beside the field. */
const ABOUT_FILE = /^(?:upload|look)\./;

interface BoxProps {
  readonly visit: Visit;
  readonly run: string;
  readonly look: Look | undefined;
  readonly error?: SyncError | undefined;
}

/** Closed until somebody wants it. */
export function LookBox({ visit, run, look, error }: BoxProps) {
  if (!isAllowed(EDITORS, requireGuest(visit).session.roles)) return null;
  return (
    <div id="nachsehen" tabindex={-1} class="ks-stack">
      {look ? <LookOpen look={look} /> : null}
      <details class="kern-accordion" open={error !== undefined}>
        <summary class="kern-accordion__header">
          <span class="kern-title">
            {look ? 'Datei noch einmal zum Nachsehen öffnen' : 'Datei zum Nachsehen öffnen'}
          </span>
        </summary>
        <section class="kern-accordion__body">
          <LookForm visit={visit} action={`/laeufe/${run}/pruefung/nachsehen`} error={error} />
        </section>
      </details>
    </div>
  );
}

export function LookOpen({ look: { file, until } }: { look: Look }) {
  return (
    <p class="kern-body">
      {'Zum Nachsehen geöffnet: '}
      <bdi>{file}</bdi>
      {`, bis ${clockText(new Date(until))}. Bei den Befunden steht „Zeile ansehen“.`}
    </p>
  );
}

interface FormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly error?: SyncError | undefined;
  /** Go along as they are. */
  readonly fields?: Readonly<Record<string, string>>;
}

export function LookForm({ visit, action, error, fields = {} }: FormProps) {
  const { largestPlainMb } = visit.house.app.config.console.upload;
  const mistake = error && ABOUT_FILE.test(error.code) ? error.message : undefined;
  return (
    <>
      <p class="kern-body">
        {`Wählen Sie dieselbe Datei noch einmal. Sie wird nur angesehen und nach ${LOOK_MINUTES} Minuten vergessen. Es wird nichts geliefert. Höchstens ${sizeText(largestPlainMb * MB)}.`}
      </p>
      <PostForm action={action} guest={visit.guest} class="ks-stack ks-narrow" upload={{}}>
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class={`kern-form-input${mistake === undefined ? '' : ' kern-form-input--error'}`}>
          <label class="kern-label" for="nachsehen-datei">
            Datei
          </label>
          <input
            class="kern-form-input__input"
            id="nachsehen-datei"
            name="datei"
            type="file"
            accept=".csv,.txt,.tsv,.xlsx,.xlsm"
            required
            {...(mistake === undefined
              ? {}
              : { 'aria-describedby': 'nachsehen-fehler', 'aria-invalid': 'true' as const })}
          />
          {mistake === undefined ? null : (
            <p class="kern-error" id="nachsehen-fehler">
              <span class="kern-icon kern-icon--danger kern-icon--small" aria-hidden="true" />
              <span class="kern-body">{mistake}</span>
            </p>
          )}
        </div>
        <Button kind="secondary">Zum Nachsehen öffnen</Button>
      </PostForm>
    </>
  );
}
