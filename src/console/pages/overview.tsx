/** Screen 1, Übersicht: is something waiting for me, are the data fresh, is anything broken? */
import { germanDate, referenceDate } from '../../core/reference-date.ts';
import type { Overview, SourceRow } from '../../engine/desk/desk.ts';
import { RESUMABLE, type RunRecord } from '../../engine/ledger.ts';
import type { Role } from '../../engine/approval/person.ts';
import { targetFailures } from '../checkup.ts';
import { page } from '../page.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { Table } from '../parts/tables.tsx';
import { requireGuest, type Guest, type Visit } from '../visit.ts';
import { clockText, dayText } from '../words/format.ts';

interface Task {
  readonly run: RunRecord;
  readonly text: string;
  readonly href: string;
  readonly action: string;
}

export async function overviewPage(visit: Visit) {
  const guest = requireGuest(visit);
  const overview = await visit.house.app.desk.overview(guest.sight);
  const tasks = tasksFor(guest, overview);
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
            <p class="kern-body">
              {`Noch kein Auftrag eingerichtet. Zuständig: ${visit.house.app.config.console.contact}.`}
            </p>
          ) : (
            <Sources sources={overview.sources} />
          )}
        </section>
        <Target visit={visit} />
      </>
    ),
  });
}

function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="ks-todo">
      {tasks.map(({ run, text, href, action }) => (
        <li>
          <StateBadge state={run.state} />
          <span class="kern-body">{`Lauf ${run.id}, ${text}`}</span>
          <a class="kern-link" href={href} aria-label={`${action}: Lauf ${run.id}`}>
            {action}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** By role: what a person cannot do anything about is not on their list. */
function tasksFor({ session }: Guest, { approvals, sources }: Overview): Task[] {
  const may = (...roles: Role[]) => roles.some((role) => session.roles.includes(role));
  const titles = new Map(sources.map(({ job, title }) => [job, title]));
  const titleOf = (run: RunRecord) => titles.get(run.job) ?? run.job;
  const decisions = approvals.flatMap(({ approval, run }): Task[] => {
    const href = `/laeufe/${run.id}/freigabe`;
    const isOwn = [approval.submittedBy, approval.uploadedBy].includes(session.subject);
    if (approval.decision === 'approved')
      return may('sync-editor', 'sync-approver', 'sync-operator')
        ? [{ run, text: titleOf(run), href: `/laeufe/${run.id}`, action: 'Ansehen' }]
        : [];
    if (approval.submittedBy === null)
      return may('sync-editor') ? [{ run, text: titleOf(run), href, action: 'Vorlegen' }] : [];
    return may('sync-approver') && !isOwn ? [{ run, text: titleOf(run), href, action: 'Entscheiden' }] : [];
  });
  const troubled = sources.flatMap(({ ended, open }): Task[] => {
    const tasks: Task[] = [];
    if (open && isBroken(open) && may('sync-editor', 'sync-operator'))
      tasks.push({ run: open, text: titleOf(open), href: `/laeufe/${open.id}`, action: 'Ansehen' });
    // A delivery by hand; a plan of the command line waits for nobody.
    if (ended?.state === 'draft' && ended.kind === 'sync' && may('sync-editor'))
      tasks.push({
        run: ended,
        text: titleOf(ended),
        href: `/laeufe/${ended.id}/freigabe`,
        action: 'Vorlegen',
      });
    if (ended?.state === 'check_failed' && may('sync-editor'))
      tasks.push({
        run: ended,
        text: titleOf(ended),
        href: `/laeufe/${ended.id}/pruefung`,
        action: 'Ansehen',
      });
    return tasks;
  });
  return [...decisions, ...troubled];
}

function isBroken({ state }: RunRecord): boolean {
  return (RESUMABLE.has(state) && state !== 'publishing') || state === 'parked';
}

function Sources({ sources }: { sources: readonly SourceRow[] }) {
  return (
    <Table
      caption="Aufträge mit ihrem letzten Ergebnis und dem, was jetzt geschieht"
      columns={[
        { title: 'Auftrag' },
        { title: 'Neuester Stichtag' },
        { title: 'Letztes Ergebnis' },
        { title: 'Jetzt' },
      ]}
      rows={sources.map(({ title, job, ended, open, newestDate }) => [
        <a class="kern-link" href={`/laeufe?auftrag=${encodeURIComponent(job)}`}>
          {title}
        </a>,
        newestDate === null ? 'noch keiner' : germanDate(referenceDate(newestDate)),
        ended ? <Ended run={ended} /> : 'noch kein Lauf beendet',
        <Now run={open} />,
      ])}
    />
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

/** As of the last check; the page itself asks KomMonitor nothing, so that it is there when KomMonitor is not. */
function Target({ visit }: { visit: Visit }) {
  const last = visit.house.checkup.last();
  const failed = targetFailures(last);
  const title = (
    <h2 class="kern-heading-medium" id="kommonitor">
      KomMonitor
    </h2>
  );
  if (!last)
    return (
      <section aria-labelledby="kommonitor">
        {title}
        <p class="kern-body">Seit dem Start des Programms noch nicht geprüft.</p>
      </section>
    );
  return (
    <section aria-labelledby="kommonitor">
      {title}
      {failed.length === 0 ? (
        <p class="kern-body">{`Erreichbar, Anmeldung in Ordnung; geprüft um ${clockText(last.at)}.`}</p>
      ) : (
        <Alert tone="danger" title="Mit KomMonitor stimmt etwas nicht.">
          <p class="kern-body">{`${failed.map(({ text }) => text).join(' ')} Geprüft um ${clockText(last.at)}.`}</p>
        </Alert>
      )}
    </section>
  );
}
