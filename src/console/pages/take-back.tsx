/** Zurücknehmen: what it does and what it does not, before it begins; it begins a run like any other. */
import { SyncError } from '../../errors.ts';
import type { Desk } from '../../engine/desk/desk.ts';
import type { TakeBackView } from '../../engine/desk/take-back.ts';
import type { Preview } from '../../engine/desk/preview.ts';
import { page } from '../page.tsx';
import { Button, Check, PostForm, TextArea } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { Facts } from '../parts/tables.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { momentText, whole } from '../words/format.ts';
import { problemOf, statusOf } from '../words/problems.ts';
import { seriesText } from './preview-choice.ts';
import { RefusedAlert } from './problem.tsx';
import { told } from './run-actions.tsx';

const MOST_NAMED = 10;

export async function takeBackPage(visit: Visit, error?: SyncError) {
  const { app } = visit.house;
  const { session, sight } = requireGuest(visit);
  const view = await app.desk.takeBackView(parameter(visit, 'id'));
  const [preview, later] = await Promise.all([
    app.desk.preview(view.run),
    app.desk.publishedAfter(view.run.id, sight),
  ]);
  const { run, refusal } = view;
  return page(visit, {
    title: 'Zurücknehmen',
    of: `Lauf ${run.id}`,
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${run.id}`}>
            {`Zurück zu Lauf ${run.id}`}
          </a>
        </p>
        {refusal ? (
          <Alert tone="info" title={problemOf(refusal).title}>
            <p class="kern-body">{problemOf(refusal).text}</p>
          </Alert>
        ) : (
          <>
            <Effects view={view} preview={preview} later={later} />
            {isAllowed(EDITORS, session.roles) ? (
              <Form visit={visit} view={view} preview={preview} draft={await draftOf(visit)} />
            ) : (
              <p class="kern-body">Zurücknehmen kann eine Person mit der Berechtigung „Sachbearbeitung“.</p>
            )}
          </>
        )}
      </>
    ),
  });
}

function draftOf(visit: Visit) {
  const { subject } = requireGuest(visit).session;
  return visit.house.app.sessions.draft(subject, pathOf(visit));
}

function pathOf(visit: Visit): string {
  return `/laeufe/${parameter(visit, 'id')}/zuruecknehmen`;
}

interface ViewProps {
  readonly view: TakeBackView;
  readonly preview: Preview | undefined;
}

function Effects({
  view: { run, note },
  preview,
  later,
}: ViewProps & { readonly later: Awaited<ReturnType<Desk['publishedAfter']>> }) {
  const names = [...new Set(preview?.series.map(seriesText))];
  return (
    <section aria-labelledby="wirkung">
      <h2 class="kern-heading-medium" id="wirkung">
        Was dabei geschieht
      </h2>
      <p class="kern-body">
        {`Das Programm plant den Weg zurück auf den Stand vor Lauf ${run.id}. Dabei wird in KomMonitor noch nichts geändert.`}
      </p>
      <ol class="ks-steps">
        <li>Sie sehen in der Vorschau jeden Wert, der sich ändern würde.</li>
        <li>Sie geben die Änderung zur Freigabe.</li>
        <li>Eine andere Person gibt sie frei. Erst dann schreibt das Programm nach KomMonitor.</li>
      </ol>
      <Facts
        facts={[
          ['Veröffentlicht', run.finishedAt === null ? '' : momentText(run.finishedAt)],
          ['Stand davor aufgenommen', note?.snapshotAt ? momentText(note.snapshotAt) : ''],
          [
            'Zurückgenommen wird',
            names.length === 0 ? (
              ''
            ) : (
              <ul class="ks-plain-list">
                {names.map((name) => (
                  <li>{name}</li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      {later.runs.length + later.others > 0 ? (
        <Alert tone="warning" title="Spätere Läufe haben dasselbe geändert.">
          <p class="kern-body">{`Auch deren Werte werden zurückgesetzt: ${laterText(later)}.`}</p>
        </Alert>
      ) : null}
      <p class="kern-body">
        Früher veröffentlichte Werte, die nach den heutigen Regeln geheim sind, bleiben leer.
      </p>
      <p class="kern-body">
        Steht in der Lieferung weiter dasselbe, veröffentlicht der nächste Abgleich die Werte wieder.
        Berichtigen Sie deshalb auch die Lieferung.
      </p>
    </section>
  );
}

function laterText({ runs, others }: Awaited<ReturnType<Desk['publishedAfter']>>): string {
  const named = runs.slice(-MOST_NAMED).map((run) => `Lauf ${run}`);
  const more = runs.length - named.length + others;
  return [...named, ...(more > 0 ? [`${whole(more)} weitere`] : [])].join(', ');
}

interface FormProps extends ViewProps {
  readonly visit: Visit;
  readonly draft: Awaited<ReturnType<typeof draftOf>>;
}

function Form({ visit, view: { run }, preview, draft }: FormProps) {
  const typed = { ...draft?.fields, ...visit.form };
  const isMissing = visit.form['grund']?.trim() === '';
  return (
    <section aria-labelledby="beginnen">
      <h2 class="kern-heading-medium" id="beginnen">
        Zurücknehmen beginnen
      </h2>
      {draft && visit.form['grund'] === undefined ? (
        <Alert tone="info" title="Ihre Eingaben von vorhin sind wieder da." isNews>
          <p class="kern-body">Es wurde noch nichts begonnen. Senden Sie das Formular noch einmal ab.</p>
        </Alert>
      ) : null}
      <PostForm
        action={`/laeufe/${run.id}/zuruecknehmen`}
        guest={requireGuest(visit)}
        class="ks-stack ks-narrow"
      >
        <TextArea
          id="grund"
          name="grund"
          label="Begründung"
          hint="Warum soll der Lauf zurückgenommen werden? Ein Satz genügt, ohne Namen von Personen."
          value={typed['grund']}
          error={isMissing ? 'Bitte geben Sie eine Begründung an.' : undefined}
        />
        {preview && preview.geometry.length > 0 ? (
          <Check
            id="grenzen"
            name="grenzen"
            label="Grenzen belassen, nur Werte und Beschreibungen zurücknehmen"
            checked={typed['grenzen'] === 'ja'}
          />
        ) : null}
        <Button>Vorschau erstellen</Button>
      </PostForm>
    </section>
  );
}

export async function takeBack(visit: Visit) {
  const { c, form, house } = visit;
  const { person } = requireGuest(visit);
  const geometry = form['grenzen'] === 'ja' ? 'leave' : 'restore';
  const reason = (form['grund'] ?? '').slice(0, 500);
  try {
    const run = await house.app.desk.takeBack({ run: parameter(visit, 'id'), geometry, reason }, person);
    await house.app.sessions.dropDraft(person.subject, pathOf(visit));
    return c.redirect(told(run, 'zurueckgenommen'), 303);
  } catch (error) {
    if (error instanceof SyncError && error.code !== 'run.unknown') return takeBackPage(visit, error);
    throw error;
  }
}
