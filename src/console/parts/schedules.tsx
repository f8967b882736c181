/** Small parts about schedules and deliveries, alike on every page that has them. */
import type { FC } from 'hono/jsx';
import { germanDate } from '../../core/reference-date.ts';
import type { JobCalendarEntry } from '../../engine/deliveries/job-calendar.ts';
import type { ScheduleStanding } from '../../engine/desk/schedule-standing.ts';
import { DELIVERY_STATES, dueText, lateText } from '../words/schedule.ts';
import { Badge } from './marks.tsx';
import { Table } from './tables.tsx';

/** The next time, or why there is none for now. */
export const NextDue: FC<{ standing: ScheduleStanding | undefined }> = ({ standing }) => {
  if (standing?.pause)
    return (
      <>
        <Badge tone="warning" label="Angehalten" />
        <br />
        <bdi>{standing.pause.reason}</bdi>
      </>
    );
  return <>{standing?.next ? dueText(standing.next.instant) : '–'}</>;
};

/** Figures that are older than the rhythm of their deliveries says. */
export const Lateness: FC<{ standing: ScheduleStanding; title: (profile: string) => string }> = ({
  standing: { late },
  title,
}) =>
  late.length === 0 ? null : (
    <>
      <br />
      <Badge tone="warning" label="Älter als erwartet" />
      {late.map((entry) => (
        <>
          <br />
          {`${title(entry.profile)}: ${lateText(entry)}`}
        </>
      ))}
    </>
  );

export const CalendarTable: FC<{
  caption: string;
  entries: readonly JobCalendarEntry[];
  profileTitle: (profile: string) => string;
  /** Left out where all entries are of one job. */
  jobTitle?: (job: string) => string;
}> = ({ caption, entries, profileTitle, jobTitle }) => (
  <Table
    caption={caption}
    columns={[
      { title: 'Lieferung' },
      ...(jobTitle ? [{ title: 'Auftrag' }] : []),
      { title: 'Stichtag' },
      { title: 'Erwartet bis' },
      { title: 'Stand' },
      { title: 'Lauf' },
    ]}
    rows={entries.map(({ job, profile, date, due, status, run }) => [
      profileTitle(profile),
      ...(jobTitle
        ? [
            <a class="kern-link" href={`/quellen/${job}`}>
              {jobTitle(job)}
            </a>,
          ]
        : []),
      germanDate(date),
      germanDate(due),
      <Badge {...DELIVERY_STATES[status]} />,
      run === null ? (
        '–'
      ) : (
        <a class="kern-link ks-nowrap" href={`/laeufe/${run}`}>
          {run}
        </a>
      ),
    ])}
  />
);
