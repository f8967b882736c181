/** Two verbs for two effects, each with a page of its own that says what happens to the data: go on, and start anew. */
import type { Child } from 'hono/jsx';
import { SyncError } from '../../errors.ts';
import { germanDate } from '../../core/reference-date.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import { RESUMABLE } from '../../engine/ledger.ts';
import { page } from '../page.tsx';
import { Button, LinkButton, PostForm } from '../parts/forms.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { Table } from '../parts/tables.tsx';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { count, whole } from '../words/format.ts';
import { standingText } from '../words/standing.ts';
import { statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';
import { told } from './run-actions.tsx';

export async function goOnPage(visit: Visit) {
  const view = await visit.house.app.desk.run(parameter(visit, 'id'));
  const { run } = view;
  return verbPage(visit, {
    title: 'Fortsetzen',
    view,
    children: RESUMABLE.has(run.state) ? (
      <>
        <p class="kern-body">{goOnText(view)}</p>
        <p class="kern-body">
          Neue Lieferungen werden dabei nicht gelesen: Es bleibt bei dem Plan, den dieser Lauf schon hat.
        </p>
        <PostForm action={`/laeufe/${run.id}/fortsetzen`} guest={requireGuest(visit)}>
          <Button>Fortsetzen</Button>
        </PostForm>
      </>
    ) : (
      <Alert tone="info" title="Es gibt nichts fortzusetzen.">
        <p class="kern-body">Der Lauf ist zu Ende, oder andere entscheiden über ihn.</p>
      </Alert>
    ),
  });
}

function goOnText({ run, writes }: RunView): string {
  if (run.state === 'compensating' || run.state === 'needs_attention')
    return 'Derselbe Lauf geht weiter und stellt den alten Stand wieder her. Was jemand anderes inzwischen geschrieben hat, bleibt stehen.';
  const done = `${whole(writes.done)} von ${count(writes.total, 'Schritt', 'Schritten')}`;
  return `Derselbe Lauf geht weiter. ${done} sind schon geschrieben und zurückgelesen; sie werden nicht noch einmal geschrieben.`;
}

export async function restartPage(visit: Visit, error?: SyncError) {
  const view = await visit.house.app.desk.run(parameter(visit, 'id'));
  return verbPage(visit, {
    title: 'Neu starten',
    view,
    error,
    children: (
      <>
        <Read view={view} />
        <Restart visit={visit} view={view} />
      </>
    ),
  });
}

/** What was fetched can be fetched again; what a person has begun, only a person can begin again. */
function Restart({ visit, view }: { visit: Visit; view: RunView }) {
  const { run, brought } = view;
  if (run.finishedAt === null)
    return <p class="kern-body">Dieser Lauf ist noch nicht zu Ende. Erst danach kann ein neuer beginnen.</p>;
  if (run.rollsBack !== null)
    return (
      <>
        <p class="kern-body">
          {`Dieser Lauf nimmt den Lauf ${run.rollsBack} zurück. Ein neues Zurücknehmen vergleicht noch einmal mit KomMonitor und braucht eine neue Freigabe. Dieser Lauf bleibt, wie er ist.`}
        </p>
        <LinkButton href={`/laeufe/${run.rollsBack}/zuruecknehmen`}>Noch einmal zurücknehmen</LinkButton>
      </>
    );
  if (run.kind === 'rollback')
    return (
      <>
        <p class="kern-body">
          Dieser Lauf stellt den veröffentlichten Stand eines Indikators wieder her. Beginnen Sie das auf der
          Seite des Indikators noch einmal. Dieser Lauf bleibt, wie er ist.
        </p>
        <LinkButton href="/indikatoren">Zu den Indikatoren</LinkButton>
      </>
    );
  if (brought)
    return (
      <>
        <p class="kern-body">
          Die Datei wurde nach dem Lesen gelöscht. Laden Sie sie noch einmal hoch: Damit beginnt ein neuer
          Lauf mit eigener Prüfung, Vorschau und Freigabe. Dieser Lauf bleibt, wie er ist.
        </p>
        <LinkButton href="/lieferungen/neu">Datei hochladen</LinkButton>
      </>
    );
  return (
    <>
      <p class="kern-body">
        Ein neuer Lauf beginnt. Er liest, was die Quellen jetzt liefern, prüft es und vergleicht es mit
        KomMonitor. Hat sich eine Datei geändert, rechnet er mit der neuen. Dieser Lauf bleibt, wie er ist.
      </p>
      <p class="kern-body">
        Veröffentlicht wird nur, was freigegeben ist oder innerhalb der freigegebenen Grenzen eines Zeitplans
        bleibt.
      </p>
      <PostForm action={`/laeufe/${run.id}/neu-starten`} guest={requireGuest(visit)}>
        <Button>Neuen Lauf starten</Button>
      </PostForm>
    </>
  );
}

function Read({ view: { deliveries } }: { view: RunView }) {
  if (deliveries.length === 0) return null;
  return (
    <Table
      caption="Was dieser Lauf gelesen hat"
      columns={[{ title: 'Datei' }, { title: 'Stichtage' }, { title: 'Prüfsumme' }, { title: 'Profil' }]}
      rows={deliveries.map(({ file, dates, sha256, profile, profileSha256 }) => [
        <bdi>{file}</bdi>,
        dates.map((date) => germanDate(date)).join(', ') || '–',
        <span class="ks-technical">{sha256.slice(0, 8)}</span>,
        `${profile} (${profileSha256.slice(0, 8)})`,
      ])}
    />
  );
}

interface VerbParts {
  readonly title: string;
  readonly view: RunView;
  readonly error?: SyncError | undefined;
  readonly children: Child;
}

function verbPage(visit: Visit, { title, view, error, children }: VerbParts) {
  const { run } = view;
  return page(visit, {
    title,
    of: `Lauf ${run.id}`,
    ...(error ? { status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${run.id}`}>
            {`Zurück zu Lauf ${run.id}`}
          </a>
        </p>
        <div class="ks-state">
          <StateBadge state={run.state} />
          <p class="kern-body">{standingText(view)}</p>
        </div>
        {children}
      </>
    ),
  });
}

export async function restart(visit: Visit) {
  const { desk } = visit.house.app;
  const { run, brought } = await desk.run(parameter(visit, 'id'));
  // The page says what to do instead.
  if (run.finishedAt === null || brought || run.rollsBack !== null) return restartPage(visit);
  try {
    return visit.c.redirect(told(await desk.fetchNow(run.job, requireGuest(visit).sight), 'abgerufen'), 303);
  } catch (error) {
    if (error instanceof SyncError) return restartPage(visit, error);
    throw error;
  }
}
