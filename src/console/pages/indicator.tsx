/** Screen 9, one Indikator: where it has values, which runs have changed it, and the way back to an earlier state. */
import type { IndicatorView, LevelView, Past } from '../../engine/desk/published-desk.ts';
import type { SyncError } from '../../errors.ts';
import { page } from '../page.tsx';
import { Alert } from '../parts/marks.tsx';
import { PortalLink } from '../parts/portal.tsx';
import { Facts, Leaf, Table } from '../parts/tables.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { ageText, momentText, whole } from '../words/format.ts';
import { personText } from '../words/people.ts';
import { statusOf } from '../words/problems.ts';
import { runKindText } from '../words/states.ts';
import { CompareForm } from './compare-states.tsx';
import { DriftPart } from './indicator-drift.tsx';
import { dateText, indicatorPath, titleOf } from './indicators.tsx';
import { notFound, RefusedAlert } from './problem.tsx';
import { pageNumber } from './runs.tsx';

const PAGE = 25;

export async function indicatorPage(visit: Visit, error?: SyncError) {
  const { desk, now } = visit.house.app;
  const { session, sight } = requireGuest(visit);
  const view = await desk.indicator(parameter(visit, 'id'), sight);
  if (!view) return notFound(visit);
  const drift = await desk.indicatorDrift(view.id, sight);
  return page(visit, {
    title: view.name,
    of: 'Indikatoren',
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {visit.c.req.query('meldung') === 'uebernommen' && !error ? (
          <Alert tone="success" title="Der Stand von KomMonitor ist übernommen." isNews />
        ) : null}
        <p class="kern-body">
          <a class="kern-link" href="/indikatoren">
            Zurück zu den Indikatoren
          </a>
        </p>
        <Facts
          facts={[
            ['Einheit', view.unit ?? ''],
            ['Quelle', titleOf(visit, view)],
            ['Lesen darf', view.inner ? 'der innere Kreis' : ''],
            [
              'Neuester Stichtag',
              view.newest === undefined
                ? 'In KomMonitor steht nichts mehr davon.'
                : `${dateText(view.newest)} (${ageText(view.newest, now())})`,
            ],
          ]}
        />
        {view.newest === undefined ? null : <PortalLink visit={visit} />}
        {await DriftPart({ visit, id: view.id, drift })}
        {view.levelViews.map((level, index) => (
          <LevelPart level={level} index={index} />
        ))}
        <History
          visit={visit}
          view={view}
          own={session.subject}
          canReset={isAllowed(EDITORS, session.roles)}
        />
      </>
    ),
  });
}

function LevelPart({ level: { title, coverage }, index }: { level: LevelView; index: number }) {
  const id = `abdeckung-${String(index + 1)}`;
  return (
    <section aria-labelledby={id}>
      <h2 class="kern-heading-medium" id={id}>
        {`Abdeckung: ${title}`}
      </h2>
      {coverage.length === 0 ? (
        <p class="kern-body">Auf dieser Raumebene steht zurzeit nichts in KomMonitor.</p>
      ) : (
        <Table
          caption={`Raumeinheiten mit und ohne Wert: ${title}`}
          columns={[
            { title: 'Stichtag' },
            { title: 'mit Wert', numeric: true },
            { title: 'geheim', numeric: true },
            { title: 'kein Wert', numeric: true },
            { title: 'zuletzt geschrieben von' },
          ]}
          rows={coverage.map(({ date, value, hidden, empty, run }) => [
            dateText(date),
            whole(value),
            whole(hidden),
            whole(empty),
            <a class="kern-link" href={`/laeufe/${run}`}>
              {`Lauf ${run}`}
            </a>,
          ])}
        />
      )}
      {coverage.some(({ restored }) => restored) ? (
        <p class="kern-body kern-body--small">
          Wo zuletzt ein Zurücknehmen geschrieben hat, ist nicht mehr bekannt, ob ein fehlender Wert geheim
          ist: Er zählt dort als „kein Wert“.
        </p>
      ) : null}
    </section>
  );
}

interface HistoryProps {
  readonly visit: Visit;
  readonly view: IndicatorView;
  readonly own: string;
  readonly canReset: boolean;
}

function History({ visit, view, own, canReset }: HistoryProps) {
  const number = pageNumber(visit.c.req.query('seite'));
  const longest = Math.max(...view.pasts.map(({ runs }) => runs.length));
  return (
    <section aria-labelledby="verlauf">
      <h2 class="kern-heading-medium" id="verlauf">
        Frühere Stände
      </h2>
      <p class="kern-body">
        Jeder Lauf hinterlässt einen Stand. Auf einen früheren zurückzusetzen ist ein eigener Lauf mit
        Vorschau und Freigabe; er nimmt alles zurück, was der Lauf danach geändert hat, auch bei anderen
        Indikatoren.
      </p>
      {view.pasts.map((group, index) => {
        const { levels, runs } = group;
        return (
          <>
            {view.pasts.length > 1 ? <h3 class="kern-heading-small">{titles(levels)}</h3> : null}
            <Table
              caption={`Stände: ${titles(levels)}`}
              columns={[
                { title: 'Stand' },
                { title: 'Lauf' },
                { title: 'Art' },
                { title: 'Wer' },
                { title: 'Warum' },
                { title: 'Änderungen' },
                ...(canReset ? [{ title: 'Zurück' }] : []),
              ]}
              rows={[
                ...runs.map((past, place) =>
                  rowOf(past, { after: runs[place - 1], isNow: place === 0, own, canReset }),
                ),
                beginning(runs.at(-1), canReset),
              ].slice((number - 1) * PAGE, number * PAGE)}
            />
            <CompareForm id={view.id} past={group} number={index + 1} />
          </>
        );
      })}
      <Leaf
        page={number}
        size={PAGE}
        total={longest + 1}
        href={(to) => `${indicatorPath(view.id)}?seite=${String(to)}#verlauf`}
      />
    </section>
  );
}

function titles(levels: IndicatorView['pasts'][number]['levels']): string {
  return levels.map(({ title }) => title).join(', ');
}

interface RowMeans {
  /** The run that ended this state. */
  readonly after: Past | undefined;
  readonly isNow: boolean;
  readonly own: string;
  readonly canReset: boolean;
}

function rowOf({ publication, note, takenBack }: Past, { after, isNow, own, canReset }: RowMeans) {
  const { run, finishedAt } = publication;
  const who = [note?.begunBy, note?.submittedBy, note?.decidedBy].flatMap((each) =>
    each ? [personText(each, own)] : [],
  );
  return [
    `${momentText(finishedAt)}${isNow ? ' (jetzt)' : ''}`,
    <a class="kern-link" href={`/laeufe/${run}`}>
      {`Lauf ${run}`}
    </a>,
    takenBack ? `${runKindText(publication)}, zurückgenommen` : runKindText(publication),
    [...new Set(who)].join(' / ') || 'vom Programm',
    note?.remark ? <bdi>{note.remark}</bdi> : '–',
    <a class="kern-link" href={`/laeufe/${run}/vorschau`} aria-label={`ansehen: Änderungen von Lauf ${run}`}>
      ansehen
    </a>,
    ...(canReset ? [resetLink(after, `den Stand von Lauf ${run}`)] : []),
  ];
}

/** What stood there before anything was written from here. */
function beginning(first: Past | undefined, canReset: boolean) {
  return [
    'vor dem ersten Lauf',
    '–',
    '–',
    '–',
    '–',
    '–',
    ...(canReset ? [resetLink(first, 'den Anfang')] : []),
  ];
}

function resetLink(after: Past | undefined, what: string) {
  if (!after || after.takenBack || !after.note?.snapshotAt) return '–';
  return (
    <a
      class="kern-link"
      href={`/laeufe/${after.publication.run}/zuruecknehmen`}
      aria-label={`Auf diesen Stand zurücksetzen: ${what}`}
    >
      Auf diesen Stand zurücksetzen
    </a>
  );
}
