/** The calendar of deliveries: what is expected, what has come and how far it is, what is missing. */
import type { JobCalendarEntry } from '../../engine/deliveries/job-calendar.ts';
import { page } from '../page.tsx';
import { Button, LinkButton, Select } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { CalendarTable } from '../parts/schedules.tsx';
import { BRINGERS, isAllowed } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { count } from '../words/format.ts';

export async function calendarPage(visit: Visit) {
  const { desk } = visit.house.app;
  const asked = visit.c.req.query('auftrag') ?? '';
  const { session, sight } = requireGuest(visit);
  const jobs = desk.jobs(sight);
  const titles = new Map(jobs.map(({ id, title }) => [id, title]));
  const all = await desk.deliveryCalendar(sight);
  const entries = inOrder(asked === '' ? all : all.filter(({ job }) => job === asked));
  const overdue = entries.filter(({ status }) => status === 'overdue').length;
  const mayBring = isAllowed(BRINGERS, session.roles);
  return page(visit, {
    title: 'Lieferkalender',
    children: (
      <>
        {overdue > 0 ? (
          <Alert tone="warning" title={`${count(overdue, 'Lieferung ist', 'Lieferungen sind')} überfällig.`}>
            <p class="kern-body">Fragen Sie dort nach, wo die Datei herkommt, oder bringen Sie sie selbst.</p>
          </Alert>
        ) : null}
        {all.length === 0 ? (
          <p class="kern-body">
            Für keinen Auftrag ist festgelegt, wann Lieferungen erwartet werden. Die IT kann das im Zeitplan
            eines Auftrags eintragen.
          </p>
        ) : (
          <>
            <form
              method="get"
              action="/lieferungen"
              class="ks-filter"
              role="search"
              aria-label="Lieferungen filtern"
            >
              <Select
                id="auftrag"
                name="auftrag"
                label="Auftrag"
                value={asked}
                options={[['', 'Alle'], ...jobs.map(({ id, title }) => [id, title] as const)]}
              />
              <Button kind="secondary">Anzeigen</Button>
            </form>
            {entries.length === 0 ? (
              <p class="kern-body">
                Für diesen Auftrag wird keine Lieferung erwartet.{' '}
                <a class="kern-link" href="/lieferungen">
                  Filter zurücksetzen
                </a>
              </p>
            ) : (
              <CalendarTable
                caption="Erwartete Lieferungen, überfällige zuerst"
                entries={entries}
                profileTitle={(profile) => desk.profileTitle(profile)}
                jobTitle={(job) => titles.get(job) ?? job}
              />
            )}
          </>
        )}
        {mayBring ? <LinkButton href="/lieferungen/neu">Neue Lieferung</LinkButton> : null}
      </>
    ),
  });
}

/** What is missing first, then the newest. */
function inOrder(entries: readonly JobCalendarEntry[]): JobCalendarEntry[] {
  const rank = ({ status }: JobCalendarEntry) => (status === 'overdue' ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}
