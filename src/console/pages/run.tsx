/** Screen 7, Lauf: one page that tells the story of a run, live and afterwards. */
import type { SyncError } from '../../errors.ts';
import { germanDate } from '../../core/reference-date.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import { MOVING } from '../../engine/desk/run-steps.ts';
import type { SameContent } from '../../engine/desk/reading-book.ts';
import { RESUMABLE, type RunState } from '../../engine/ledger.ts';
import type { RunResult } from '../../engine/run-result.ts';
import { page } from '../page.tsx';
import { Button, LinkButton, PostForm } from '../parts/forms.tsx';
import { Alert, StateBadge, StepBadge } from '../parts/marks.tsx';
import { Facts, Table } from '../parts/tables.tsx';
import { BRINGERS, CARERS, EDITORS, isAllowed, STARTERS } from '../rights.ts';
import { parameter, requireGuest, type Guest, type Visit } from '../visit.ts';
import { clockText, count, dayText, durationText, momentText, sizeText, whole } from '../words/format.ts';
import { personText } from '../words/people.ts';
import { standingText } from '../words/standing.ts';
import { RUN_KINDS, STEP_TITLES } from '../words/states.ts';
import { problemOf, statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';
import { Keeping, TechnicalLog, waitingText } from './run-keeping.tsx';

const SAID: Readonly<Record<string, string>> = {
  abgebrochen: 'Der Lauf ist abgebrochen. In KomMonitor wurde nichts geändert.',
  'wird-abgebrochen':
    'Der Lauf wird abgebrochen, sobald der laufende Schritt es zulässt. Beginnt er vorher zu schreiben, wird er zu Ende gebracht.',
  schreibt:
    'Der Lauf schreibt schon nach KomMonitor und wird zu Ende gebracht. Danach können Sie ihn zurücknehmen.',
  anderswo:
    'Der Lauf steht nicht in der Warteschlange: Er ist zu Ende oder wird an einer Kommandozeile ausgeführt.',
  fortgesetzt: 'Der Lauf geht weiter.',
  freigegeben: 'Sie haben freigegeben. Die Veröffentlichung beginnt.',
  zurueckgewiesen: 'Sie haben zurückgewiesen. Es wurde nichts veröffentlicht.',
  zurueckgezogen: 'Sie haben zurückgezogen. Es wurde nichts veröffentlicht.',
  gebracht: 'Die Datei ist angekommen und wird geprüft. In KomMonitor wird noch nichts geändert.',
  abgerufen: 'Der Abruf läuft. Was die Quelle liefert, wird geprüft und mit KomMonitor verglichen.',
  zurueckgenommen:
    'Der Weg zurück wird geplant. In KomMonitor wird noch nichts geändert: Sehen Sie sich die Vorschau an und geben Sie sie zur Freigabe.',
  verworfen: 'Sie haben den Entwurf verworfen. In KomMonitor wurde nichts geändert.',
  vorgelegt: 'Sie haben vorgelegt. Eine zweite Person entscheidet.',
};

export async function runPage(visit: Visit, error?: SyncError) {
  const guest = requireGuest(visit);
  const view = await visit.house.app.desk.run(parameter(visit, 'id'));
  const { run } = view;
  const waiting = await visit.house.app.desk.waiting(run);
  const said = SAID[visit.c.req.query('meldung') ?? ''];
  return page(visit, {
    title: `Lauf ${run.id}`,
    of: view.title,
    ...(error ? { status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {said !== undefined && !error ? <Alert tone="info" title={said} isNews /> : null}
        <div class="ks-state">
          <StateBadge state={run.state} />
          {MOVING.has(run.state) ? (
            <Live visit={visit} view={view} />
          ) : (
            <p class="kern-body">{standingText(view)}</p>
          )}
        </div>
        {waiting ? <p class="kern-body">{waitingText(waiting, visit.house.app.now())}</p> : null}
        <div class="ks-wide-gap">
          <section aria-labelledby="schritte">
            <h2 class="kern-heading-medium" id="schritte">
              Schritte
            </h2>
            <Steps view={view} />
          </section>
          <section aria-labelledby="angaben">
            <h2 class="kern-heading-medium" id="angaben">
              Angaben
            </h2>
            <RunFacts view={view} own={guest.session.subject} />
          </section>
        </div>
        {view.trouble ? (
          <Alert tone="danger" title={problemOf(view.trouble).title}>
            <p class="kern-body">{problemOf(view.trouble).text}</p>
            <p class="kern-body kern-body--small">{`Kennung: ${view.trouble.code}`}</p>
          </Alert>
        ) : null}
        {view.same ? <Same same={view.same} run={run.state} /> : null}
        <Outcome view={view} />
        <Files view={view} />
        <Actions view={view} guest={guest} />
        <Keeping visit={visit} run={run} />
        <TechnicalLog visit={visit} run={run} />
      </>
    ),
  });
}

function Steps({ view }: { view: RunView }) {
  return (
    <ol class="kern-task-list__list">
      {view.steps.map(({ id, state }, index) => (
        <li
          class="kern-task-list__item"
          {...(state === 'now' || state === 'waits' ? { 'aria-current': 'step' } : {})}
        >
          <div class="kern-task-list__content-wrapper">
            <span class="kern-number" aria-hidden="true">
              {index + 1}
            </span>
            <span class="kern-body">{STEP_TITLES[id]}</span>
          </div>
          <div class="kern-task-list__status">
            <StepBadge state={state} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Goes on by itself with a script; without one there is the link. */
function Live({ visit, view }: { visit: Visit; view: RunView }) {
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
    </div>
  );
}

function RunFacts({ view: { run, title, approval, brought }, own }: { view: RunView; own: string }) {
  const result = run.result as RunResult | null;
  return (
    <Facts
      facts={[
        ['Auftrag', title],
        ['Art', RUN_KINDS[run.kind]],
        ['Beginn', momentText(run.startedAt)],
        ['Ende', run.finishedAt === null ? 'noch nicht beendet' : momentText(run.finishedAt)],
        [
          'Dauer',
          run.finishedAt === null ? '' : durationText(Date.parse(run.finishedAt) - Date.parse(run.startedAt)),
        ],
        [
          run.kind === 'rollback' ? 'Begonnen von' : 'Gebracht von',
          brought ? personText(brought.by, own) : '',
        ],
        [
          run.kind === 'rollback' ? 'Begründung' : 'Bemerkung',
          brought?.remark ? <bdi>{brought.remark}</bdi> : '',
        ],
        ['Vorgelegt von', approval?.submittedBy ? personText(approval.submittedBy, own) : ''],
        ['Entschieden von', approval?.decidedBy ? personText(approval.decidedBy, own) : ''],
        [
          'Nimmt zurück',
          run.rollsBack === null ? null : (
            <a class="kern-link" href={`/laeufe/${run.rollsBack}`}>
              {`Lauf ${run.rollsBack}`}
            </a>
          ),
        ],
        ['Plan', run.planHash === null ? '' : <span class="ks-technical">{run.planHash.slice(0, 8)}</span>],
        [
          'Geheim gehalten',
          result && result.plan.suppressed > 0 ? count(result.plan.suppressed, 'Wert', 'Werte') : '',
        ],
      ]}
    />
  );
}

function Same({ same: { run, at }, run: state }: { same: SameContent; run: RunState }) {
  return (
    <Alert tone="info" title="Diese Datei wurde schon veröffentlicht.">
      <p class="kern-body">
        {`Sie stimmt Byte für Byte mit der Lieferung vom ${dayText(at)} überein (`}
        <a class="kern-link" href={`/laeufe/${run}`}>
          {`Lauf ${run}`}
        </a>
        {`).${state === 'no_change' ? ' Es gibt nichts zu veröffentlichen.' : ''}`}
      </p>
    </Alert>
  );
}

function Outcome({ view: { run, findings } }: { view: RunView }) {
  const result = run.result as RunResult | null;
  const sum = findings.reduce((total, each) => total + each.count, 0);
  return (
    <section aria-labelledby="ergebnis">
      <h2 class="kern-heading-medium" id="ergebnis">
        Ergebnis
      </h2>
      {result && result.verified.cells > 0 ? (
        <p class="kern-body">
          {`${whole(result.verified.cells - result.verified.mismatches)} von ${count(result.verified.cells, 'Wert', 'Werten')} in KomMonitor gelesen und gleich.`}
        </p>
      ) : null}
      {result && result.plan.operations > 0 ? (
        <p class="kern-body">
          {`${whole(result.plan.create)} Werte neu, ${whole(result.plan.update)} geändert, ${whole(result.plan.unchanged)} gleich, ${whole(result.plan.remove)} entfallen.`}
        </p>
      ) : null}
      {run.planHash === null ? null : (
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${run.id}/vorschau`}>
            Vorschau: was sich in KomMonitor ändert
          </a>
        </p>
      )}
      <p class="kern-body">
        <a class="kern-link" href={`/laeufe/${run.id}/bericht`}>
          Bericht: zum Drucken und zum Mitnehmen
        </a>
      </p>
      <p class="kern-body">
        <a class="kern-link" href={`/laeufe/${run.id}/pruefung`}>
          {sum === 0 ? 'Prüfbericht: keine Befunde' : `Prüfbericht: ${count(sum, 'Befund', 'Befunde')}`}
        </a>
      </p>
    </section>
  );
}

function Files({ view: { deliveries } }: { view: RunView }) {
  if (deliveries.length === 0) return null;
  return (
    <section aria-labelledby="dateien">
      <h2 class="kern-heading-medium" id="dateien">
        Lieferungen
      </h2>
      <Table
        caption="Dateien, die der Lauf gelesen hat"
        columns={[
          { title: 'Datei' },
          { title: 'Größe', numeric: true },
          { title: 'Zeilen', numeric: true },
          { title: 'Stichtage' },
          { title: 'Übernommen' },
        ]}
        rows={deliveries.map(({ file, bytes, rows, dates, refused }) => [
          <bdi>{file}</bdi>,
          sizeText(bytes),
          whole(rows),
          dates.map((date) => germanDate(date)).join(', ') || '–',
          refused ? 'nein' : 'ja',
        ])}
      />
    </section>
  );
}

function Actions({ view: { run }, guest }: { view: RunView; guest: Guest }) {
  const { roles } = guest.session;
  const path = `/laeufe/${run.id}`;
  const canCancel = run.state === 'checking' && isAllowed(CARERS, roles);
  const canGoOn =
    (run.state === 'approved' && isAllowed(STARTERS, roles)) ||
    (RESUMABLE.has(run.state) && run.state !== 'publishing' && isAllowed(CARERS, roles));
  const isWithPeople = run.state === 'submitted' || run.state === 'approved' || run.state === 'draft';
  const canTakeBack =
    (run.state === 'published' || run.state === 'published_with_notes') && isAllowed(EDITORS, roles);
  const canRestart = run.finishedAt !== null && isAllowed(BRINGERS, roles);
  if (!canCancel && !canGoOn && !isWithPeople && !canTakeBack && !canRestart) return null;
  return (
    <section aria-labelledby="handeln">
      <h2 class="kern-heading-medium" id="handeln">
        Was Sie tun können
      </h2>
      <div class="ks-row">
        {isWithPeople ? (
          <a class="kern-btn kern-btn--secondary" href={`${path}/freigabe`}>
            <span class="kern-label">Zur Freigabe</span>
          </a>
        ) : null}
        {canGoOn && run.state === 'approved' ? (
          <PostForm action={`${path}/fortsetzen`} guest={guest}>
            <Button>Jetzt veröffentlichen</Button>
          </PostForm>
        ) : null}
        {canGoOn && run.state !== 'approved' ? (
          <LinkButton href={`${path}/fortsetzen`}>Fortsetzen</LinkButton>
        ) : null}
        {canRestart ? (
          <a class="kern-btn kern-btn--secondary" href={`${path}/neu-starten`}>
            <span class="kern-label">Neu starten</span>
          </a>
        ) : null}
        {canTakeBack ? (
          <a class="kern-btn kern-btn--secondary" href={`${path}/zuruecknehmen`}>
            <span class="kern-label">Zurücknehmen</span>
          </a>
        ) : null}
        {canCancel ? (
          <PostForm action={`${path}/abbrechen`} guest={guest}>
            <Button kind="secondary">Abbrechen</Button>
          </PostForm>
        ) : null}
      </div>
    </section>
  );
}
