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
import { requireGuest, type Guest, type Visit } from '../visit.ts';
import { clockText, momentText } from '../words/format.ts';
import { standingText } from '../words/standing.ts';
import { previewQuery, seriesText, type Choice } from './preview-choice.ts';

export const VIEWS = {
  '': 'Tabelle',
  '/karte': 'Karte',
  '/verlauf': 'Verlauf',
  '/flaechen': 'Flächen',
} as const;
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
        {choice && (choice.preview.series.length > 0 || choice.preview.geometry.length > 0) ? (
          <section aria-labelledby="ansicht">
            <h2 class="kern-heading-medium" id="ansicht">
              Im Einzelnen
            </h2>
            <Tabs choice={choice} at={at} />
            {at === '/flaechen' || choice.preview.series.length === 0 ? null : (
              <Chooser choice={choice} at={at} />
            )}
            {content ?? <NoSeries choice={choice} />}
          </section>
        ) : null}
        {more}
        {choice ? <Submit visit={visit} view={view} /> : null}
      </>
    ),
  });
}

function NoSeries({ choice: { isBarred, preview } }: { choice: Choice }) {
  if (preview.series.length === 0) return <p class="kern-body">Es ändern sich nur Flächen, keine Werte.</p>;
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
  const views = Object.entries(VIEWS).filter(
    ([path]) => path !== '/flaechen' || choice.preview.geometry.length > 0 || at === path,
  );
  return (
    <nav aria-label="Ansichten der Vorschau">
      <ul class="ks-tabs">
        {views.map(([path, title]) => (
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

function Submit({ visit, view }: { visit: Visit; view: RunView }) {
  const { run, approval } = view;
  const guest = requireGuest(visit);
  const path = `/laeufe/${run.id}`;
  const isWithPeople = run.state === 'submitted' || run.state === 'approved' || run.state === 'draft';
  if (!isWithPeople) return null;
  const waitsForSomebody = approval ? approval.submittedBy === null : run.state === 'draft';
  const canSubmit = waitsForSomebody && isAllowed(EDITORS, guest.session.roles);
  return (
    <section aria-labelledby="weiter">
      <h2 class="kern-heading-medium" id="weiter">
        Wie es weitergeht
      </h2>
      {canSubmit ? (
        <SubmitForm visit={visit} path={path} />
      ) : (
        <a class="kern-btn kern-btn--secondary" href={`${path}/freigabe`}>
          <span class="kern-label">Zur Freigabe</span>
        </a>
      )}
      {canSubmit && run.state === 'draft' ? <DiscardForm view={view} guest={guest} path={path} /> : null}
    </section>
  );
}

/** What was seen of KomMonitor longer ago is no reason to keep anybody waiting. */
const NEWS_MS = 600_000;

function SubmitForm({ visit, path }: { visit: Visit; path: string }) {
  const { app, checkup } = visit.house;
  const last = checkup.last();
  const [failed] = last && app.now().getTime() - last.at.getTime() <= NEWS_MS ? targetFailures(last) : [];
  if (last && failed)
    return (
      <Alert tone="warning" title="Zur Freigabe geben ist zurzeit nicht möglich.">
        <p class="kern-body">
          {`${failed.text} Stand ${clockText(last.at)}. Der Entwurf bleibt erhalten; versuchen Sie es in einigen Minuten noch einmal.`}
        </p>
      </Alert>
    );
  return (
    <PostForm action={`${path}/vorlegen`} guest={requireGuest(visit)}>
      <p class="kern-body">
        Sie haben die Änderungen geprüft und stehen dafür ein. Freigeben muss eine andere Person. Wenn Sie
        nichts tun, bleibt der Entwurf erhalten.
      </p>
      <Button>Zur Freigabe geben</Button>
    </PostForm>
  );
}

function DiscardForm({ view, guest, path }: { view: RunView; guest: Guest; path: string }) {
  if (view.brought && view.brought.by !== guest.session.subject) return null;
  return (
    <PostForm action={`${path}/verwerfen`} guest={guest} class="ks-stack ks-apart">
      <p class="kern-body">
        Stimmt etwas nicht? Verwerfen Sie den Entwurf und bringen Sie eine berichtigte Lieferung. In
        KomMonitor ändert sich nichts.
      </p>
      <Button kind="secondary">Entwurf verwerfen</Button>
    </PostForm>
  );
}
