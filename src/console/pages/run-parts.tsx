/** Parts of the page of a run: its steps, what is known of it, and how it ended. */
import { durationText } from '../../core/duration.ts';
import { germanDate } from '../../core/reference-date.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import type { SameContent } from '../../engine/desk/reading-book.ts';
import type { RunState } from '../../engine/ledger.ts';
import type { RunResult } from '../../engine/run-result.ts';
import { Alert, StepBadge } from '../parts/marks.tsx';
import { PortalLink } from '../parts/portal.tsx';
import { Facts, Table } from '../parts/tables.tsx';
import type { Visit } from '../visit.ts';
import { count, dayText, momentText, sizeText, whole } from '../words/format.ts';
import { personText } from '../words/people.ts';
import { runKindText, STEP_TITLES } from '../words/states.ts';

export function Steps({ view }: { view: RunView }) {
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

export function RunFacts({ view: { run, title, approval, brought }, own }: { view: RunView; own: string }) {
  const result = run.result as RunResult | null;
  return (
    <Facts
      facts={[
        ['Auftrag', title],
        ['Art', runKindText(run)],
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
        ['Freigegeben für', approval?.notBefore ? momentText(approval.notBefore) : ''],
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

export function Same({ same: { run, at }, run: state }: { same: SameContent; run: RunState }) {
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

export function Outcome({ visit, view: { run, findings } }: { visit: Visit; view: RunView }) {
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
      {run.state === 'published' || run.state === 'published_with_notes' ? (
        <PortalLink visit={visit} />
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

export function Files({ view: { deliveries } }: { view: RunView }) {
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
