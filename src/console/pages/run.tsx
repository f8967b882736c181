/** Screen 7, Lauf: one page that tells the story of a run, live and afterwards. */
import type { SyncError } from '../../errors.ts';
import { isMoving } from '../../engine/desk/run-steps.ts';
import { page } from '../page.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { standingText } from '../words/standing.ts';
import { problemOf, statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';
import { Actions } from './run-choices.tsx';
import { Keeping, TechnicalLog, waitingText } from './run-keeping.tsx';
import { Live } from './run-live.tsx';
import { Files, Outcome, RunFacts, Same, Steps } from './run-parts.tsx';

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
  'freigegeben-spaeter': 'Sie haben freigegeben. Veröffentlicht wird zum gewählten Zeitpunkt.',
  zurueckgewiesen: 'Sie haben zurückgewiesen. Es wurde nichts veröffentlicht.',
  zurueckgezogen: 'Sie haben zurückgezogen. Es wurde nichts veröffentlicht.',
  gebracht: 'Die Datei ist angekommen und wird geprüft. In KomMonitor wird noch nichts geändert.',
  abgerufen: 'Der Abruf läuft. Was die Quelle liefert, wird geprüft und mit KomMonitor verglichen.',
  zurueckgenommen:
    'Der Weg zurück wird geplant. In KomMonitor wird noch nichts geändert: Sehen Sie sich die Vorschau an und geben Sie sie zur Freigabe.',
  wiederhergestellt:
    'Verglichen wird noch einmal mit KomMonitor. Dort wird noch nichts geändert: Sehen Sie sich die Vorschau an und geben Sie sie zur Freigabe.',
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
          {isMoving(view) ? (
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
        <Outcome visit={visit} view={view} />
        <Files view={view} />
        <Actions view={view} guest={guest} />
        <Keeping visit={visit} run={run} />
        <TechnicalLog visit={visit} run={run} />
      </>
    ),
  });
}
