/** Screen 1, Übersicht: is something waiting for me, are the data fresh, is anything broken? */
import { germanDate, referenceDate } from '../../core/reference-date.ts';
import type { SourceRow } from '../../engine/desk/desk.ts';
import type { RunRecord } from '../../engine/ledger.ts';
import { page } from '../page.tsx';
import { StateBadge } from '../parts/marks.tsx';
import { Lateness, NextDue } from '../parts/schedules.tsx';
import { Table } from '../parts/tables.tsx';
import { isAllowed, OPERATORS } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { dayText } from '../words/format.ts';
import { Target } from './overview-target.tsx';
import { TaskList, tasksFor } from './overview-tasks.tsx';

export async function overviewPage(visit: Visit) {
  const guest = requireGuest(visit);
  const { desk } = visit.house.app;
  const overview = await desk.overview(guest.sight);
  const tasks = tasksFor(guest, overview, visit.house.checkup.last());
  return page(visit, {
    title: 'Übersicht',
    children: (
      <>
        <section aria-labelledby="aufgaben">
          <h2 class="kern-heading-medium" id="aufgaben">
            {tasks.length === 0 ? 'Für Sie zu tun' : `Für Sie zu tun (${tasks.length})`}
          </h2>
          {tasks.length === 0 ? (
            <p class="kern-body">Im Augenblick wartet nichts auf Sie.</p>
          ) : (
            <TaskList tasks={tasks} />
          )}
        </section>
        <section aria-labelledby="quellen">
          <h2 class="kern-heading-medium" id="quellen">
            Aufträge
          </h2>
          {overview.sources.length === 0 ? (
            <NoJob visit={visit} />
          ) : (
            <Sources sources={overview.sources} profileTitle={(id) => desk.profileTitle(id)} />
          )}
          <p class="kern-body">
            <a class="kern-link" href="/lieferungen">
              Lieferkalender
            </a>
          </p>
        </section>
        <Target visit={visit} />
      </>
    ),
  });
}

function Sources(props: { sources: readonly SourceRow[]; profileTitle: (profile: string) => string }) {
  const { sources, profileTitle } = props;
  return (
    <Table
      caption="Aufträge mit ihrem letzten Ergebnis, dem, was jetzt geschieht, und dem nächsten Termin"
      columns={[
        { title: 'Auftrag' },
        { title: 'Neuester Stichtag' },
        { title: 'Letztes Ergebnis' },
        { title: 'Jetzt' },
        { title: 'Nächster Termin' },
      ]}
      rows={sources.map(({ title, job, ended, open, newestDate, schedule }) => [
        <a class="kern-link" href={`/laeufe?auftrag=${encodeURIComponent(job)}`}>
          {title}
        </a>,
        <>
          {newestDate === null ? 'noch keiner' : germanDate(referenceDate(newestDate))}
          <Lateness standing={schedule} title={profileTitle} />
        </>,
        ended ? <Ended run={ended} /> : 'noch kein Lauf beendet',
        <Now run={open} />,
        <NextDue standing={schedule} />,
      ])}
    />
  );
}

function NoJob({ visit }: { visit: Visit }) {
  const { contact } = visit.house.app.config.console;
  return (
    <p class="kern-body">
      {isAllowed(OPERATORS, requireGuest(visit).session.roles)
        ? 'Noch kein Auftrag eingerichtet. Legen Sie im Ordner „jobs“ der Installation einen an; das Betriebshandbuch beschreibt, wie.'
        : `Noch kein Auftrag eingerichtet. Bitten Sie die IT, einen einzurichten: ${contact}.`}
    </p>
  );
}

function Ended({ run }: { run: RunRecord }) {
  return (
    <>
      <StateBadge state={run.state} />
      <br />
      <a class="kern-link kern-link--small" href={`/laeufe/${run.id}`}>
        {`Lauf ${run.id}`}
      </a>
      {` vom ${dayText(run.startedAt)}`}
    </>
  );
}

/** What a run is doing is never mixed with how the one before ended. */
function Now({ run }: { run: RunRecord | undefined }) {
  if (!run) return <>nichts</>;
  return (
    <>
      <StateBadge state={run.state} />
      <br />
      <a class="kern-link kern-link--small" href={`/laeufe/${run.id}`}>
        {`Lauf ${run.id}`}
      </a>
    </>
  );
}
