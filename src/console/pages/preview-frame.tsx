/** Screen 5, Vorschau: what all its views have in common, and what is said where there is nothing to view. */
import type { Child } from 'hono/jsx';
import { germanDate } from '../../core/reference-date.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import { targetFailures } from '../checkup.ts';
import { page } from '../page.tsx';
import { Button, PostForm, Select } from '../parts/forms.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { PreviewSentence } from '../parts/preview-sentence.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { momentText } from '../words/format.ts';
import { standingText } from '../words/standing.ts';
import { previewQuery, seriesText, type Choice } from './preview-choice.ts';

export const VIEWS = { '': 'Tabelle', '/karte': 'Karte', '/verlauf': 'Verlauf' } as const;
export type View = keyof typeof VIEWS;

interface FrameParts {
  readonly view: RunView;
  readonly choice: Choice | undefined;
  readonly at: View;
  /** Undefined where there is no series to show. */
  readonly content: Child | undefined;
  /** After the content: what belongs to the plan as a whole. */
  readonly more?: Child;
}

export function previewFrame(visit: Visit, { view, choice, at, content, more }: FrameParts) {
  const { run } = view;
  return page(visit, {
    title: at === '' ? 'Vorschau' : `Vorschau: ${VIEWS[at]}`,
    of: `Lauf ${run.id}`,
    children: (
      <>
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${run.id}`}>
            {`Zurück zu Lauf ${run.id}`}
          </a>
        </p>
        <div class="ks-state">
          <StateBadge state={run.state} />
          <p class="kern-body">{standingText(view)}</p>
        </div>
        {choice ? <Standing visit={visit} choice={choice} /> : <NoPlan view={view} />}
        {choice && choice.preview.series.length > 0 ? (
          <section aria-labelledby="ansicht">
            <h2 class="kern-heading-medium" id="ansicht">
              Im Einzelnen
            </h2>
            <Tabs choice={choice} at={at} />
            <Chooser choice={choice} at={at} />
            {content ?? <NoSeries isBarred={choice.isBarred} />}
          </section>
        ) : null}
        {more}
        {choice ? <Submit visit={visit} view={view} /> : null}
      </>
    ),
  });
}

function NoSeries({ isBarred }: { isBarred: boolean }) {
  if (isBarred)
    return (
      <Alert tone="info" title="Diese Werte sind für den inneren Kreis.">
        <p class="kern-body">Ansehen kann sie, wer sie bearbeitet oder freigibt.</p>
      </Alert>
    );
  return (
    <Alert tone="warning" title="Diese Reihe gibt es in der Vorschau nicht.">
      <p class="kern-body">Wählen Sie oben einen Indikator aus.</p>
    </Alert>
  );
}

function Standing({ visit, choice: { preview } }: { visit: Visit; choice: Choice }) {
  const failed = targetFailures(visit.house.checkup.last());
  return (
    <>
      {preview.stopped ? (
        <Alert tone="danger" title="Nichts geplant: Dem stehen Befunde entgegen.">
          <p class="kern-body">Was zu tun ist, steht im Prüfbericht des Laufs.</p>
        </Alert>
      ) : (
        <PreviewSentence preview={preview} />
      )}
      <p class="kern-body">{`Verglichen mit dem Stand von KomMonitor vom ${momentText(preview.readAt)}.`}</p>
      {failed.length > 0 ? (
        <Alert tone="warning" title="Mit KomMonitor stimmt zurzeit etwas nicht.">
          <p class="kern-body">
            Die Vorschau zeigt den Stand, der zuletzt gelesen wurde. Vor dem Schreiben wird er noch einmal
            verglichen.
          </p>
        </Alert>
      ) : null}
    </>
  );
}

function NoPlan({ view: { run } }: { view: RunView }) {
  const texts: Readonly<Record<string, string>> = {
    checking: 'Der Stand aus KomMonitor wird noch gelesen. Laden Sie die Seite in einigen Minuten neu.',
    no_change: 'Keine Änderung. Der gewünschte Stand steht schon in KomMonitor.',
  };
  const gone =
    run.planHash === null
      ? 'Dieser Lauf hat keinen Plan; es gibt nichts anzusehen.'
      : 'Der Plan dieses Laufs wurde nach Ablauf seiner Frist gelöscht.';
  return <p class="kern-body">{texts[run.state] ?? gone}</p>;
}

function Tabs({ choice, at }: { choice: Choice; at: View }) {
  const query = previewQuery(choice);
  return (
    <nav aria-label="Ansichten der Vorschau">
      <ul class="ks-tabs">
        {Object.entries(VIEWS).map(([path, title]) => (
          <li>
            <a
              class="ks-nav__link"
              href={`/laeufe/${choice.view.run.id}/vorschau${path}?${query}`}
              {...(path === at ? { 'aria-current': 'page' as const } : {})}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Chooser({ choice, at }: { choice: Choice; at: View }) {
  const { view, preview, number, series, date } = choice;
  return (
    <form
      method="get"
      action={`/laeufe/${view.run.id}/vorschau${at}`}
      class="ks-filter"
      role="search"
      aria-label="Indikator und Stichtag wählen"
    >
      <Select
        id="reihe"
        name="reihe"
        label="Indikator und Raumebene"
        value={String(number)}
        options={preview.series.map((each, index) => [String(index + 1), seriesText(each)] as const)}
      />
      {series && date !== undefined && at !== '/verlauf' ? (
        <Select
          id="stichtag"
          name="stichtag"
          label="Stichtag"
          value={date}
          options={series.dates.map((each) => [each, germanDate(each)] as const)}
        />
      ) : null}
      <Button kind="secondary">Anzeigen</Button>
    </form>
  );
}

function Submit({ visit, view: { run, approval } }: { visit: Visit; view: RunView }) {
  const guest = requireGuest(visit);
  const path = `/laeufe/${run.id}`;
  const isWithPeople = run.state === 'submitted' || run.state === 'approved' || run.state === 'draft';
  if (!isWithPeople) return null;
  const waitsForSomebody = approval ? approval.submittedBy === null : run.state === 'draft';
  return (
    <section aria-labelledby="weiter">
      <h2 class="kern-heading-medium" id="weiter">
        Wie es weitergeht
      </h2>
      {waitsForSomebody && isAllowed(EDITORS, guest.session.roles) ? (
        <PostForm action={`${path}/vorlegen`} guest={guest}>
          <p class="kern-body">
            Sie haben die Änderungen geprüft und stehen dafür ein. Freigeben muss eine andere Person.
          </p>
          <Button>Zur Freigabe geben</Button>
        </PostForm>
      ) : (
        <a class="kern-btn kern-btn--secondary" href={`${path}/freigabe`}>
          <span class="kern-label">Zur Freigabe</span>
        </a>
      )}
    </section>
  );
}
