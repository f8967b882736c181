/** Screen 10, one job: its sources, its schedule with the coming times, and what may be done about them. */
import type { SyncError } from '../../errors.ts';
import type { SourceView } from '../../engine/desk/source-desk.ts';
import { page } from '../page.tsx';
import { Button, PostForm, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { CalendarTable } from '../parts/schedules.tsx';
import { Facts } from '../parts/tables.tsx';
import { BRINGERS, isAllowed, OPERATORS } from '../rights.ts';
import { parameter, requireGuest, type Guest, type Visit } from '../visit.ts';
import { count, momentText } from '../words/format.ts';
import { personText } from '../words/people.ts';
import { statusOf } from '../words/problems.ts';
import { cronText, lateText, nightText, occurrenceText, rhythmText } from '../words/schedule.ts';
import { RefusedAlert } from './problem.tsx';
import { Connection, Parts, Secrets } from './source-parts.tsx';
import { Unattended } from './source-permit.tsx';

const MESSAGES: Readonly<Record<string, string>> = {
  angehalten: 'Der Zeitplan ist angehalten.',
  fortgesetzt: 'Der Zeitplan läuft wieder.',
  zugestimmt: 'Ihre Zustimmung ist eingetragen.',
};

export async function sourcePage(visit: Visit, error?: SyncError) {
  const { app } = visit.house;
  const guest = requireGuest(visit);
  const id = parameter(visit, 'id');
  const [view, draft] = await Promise.all([
    app.desk.source(id),
    app.sessions.draft(guest.session.subject, `/quellen/${id}`),
  ]);
  const isOperator = isAllowed(OPERATORS, guest.session.roles);
  const message = error ? undefined : MESSAGES[visit.c.req.query('meldung') ?? ''];
  return page(visit, {
    title: view.job.title,
    of: 'Quellen und Zeitpläne',
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {message === undefined ? null : <Alert tone="success" title={message} isNews />}
        {draft && !error ? (
          <Alert tone="info" title="Ihre Eingabe von vorhin ist wieder da." isNews>
            <p class="kern-body">Es wurde noch nichts geändert. Der Grund steht unten im Formular.</p>
          </Alert>
        ) : null}
        <Standing view={view} guest={guest} />
        <section aria-labelledby="quellen">
          <h2 class="kern-heading-medium" id="quellen">
            Quellen
          </h2>
          <Parts view={view} />
          {isOperator ? <Secrets parts={view.parts} /> : null}
        </section>
        <Schedule
          view={view}
          guest={guest}
          reason={visit.form['grund'] ?? draft?.fields['grund']}
          error={error}
        />
        {view.calendar.length > 0 ? (
          <section aria-labelledby="lieferungen">
            <h2 class="kern-heading-medium" id="lieferungen">
              Erwartete Lieferungen
            </h2>
            <CalendarTable
              caption="Lieferungen dieses Auftrags, neueste zuerst"
              entries={[...view.calendar].reverse()}
              profileTitle={(profile) => app.desk.profileTitle(profile)}
            />
          </section>
        ) : null}
        <Unattended visit={visit} view={view} />
        {isOperator ? <Connection visit={visit} view={view} /> : null}
      </>
    ),
  });
}

function Standing({ view: { job, owner, standing, pause }, guest }: { view: SourceView; guest: Guest }) {
  return (
    <>
      {pause ? (
        <Alert tone="warning" title="Der Zeitplan ist angehalten.">
          <p class="kern-body">
            <bdi>{`„${pause.reason}“`}</bdi>
            {` Von ${personText(pause.by, guest.session.subject)}, ${momentText(pause.at)}. Von selbst startet nichts.`}
          </p>
        </Alert>
      ) : null}
      {(standing?.late.length ?? 0) > 0 ? (
        <Alert tone="warning" title="Die Daten sind älter als erwartet.">
          <p class="kern-body">{`${standing?.late.map(lateText).join('; ')}.`}</p>
        </Alert>
      ) : null}
      <Facts
        facts={[
          ['Auftrag', <span class="ks-technical">{job.id}</span>],
          ['Gehört in KomMonitor', owner],
          ['Ansprechstelle', job.metadata.contact ?? ''],
          ['Zeitplan', job.schedule ? cronText(job.schedule.cron) : 'keiner, nur von Hand'],
          [
            'Versäumte Termine',
            job.schedule
              ? `werden bis zu ${count(job.schedule.catchUp, 'Stunde', 'Stunden')} später einmal nachgeholt`
              : '',
          ],
          [
            'Rhythmus der Lieferungen',
            [...new Set(job.schedule?.deliveries.map(rhythmText) ?? [])].join('; '),
          ],
        ]}
      />
    </>
  );
}

interface ScheduleProps {
  readonly view: SourceView;
  readonly guest: Guest;
  readonly reason: string | undefined;
  readonly error: SyncError | undefined;
}

function Schedule({ view, guest, reason, error }: ScheduleProps) {
  const { job, next, nights, pause } = view;
  const { roles } = guest.session;
  const isHourly = job.schedule?.cron.split(' ')[1] === '*';
  return (
    <section aria-labelledby="zeitplan">
      <h2 class="kern-heading-medium" id="zeitplan">
        Zeitplan
      </h2>
      {isAllowed(BRINGERS, roles) ? (
        <PostForm action="/lieferungen/abrufen" guest={guest}>
          <input type="hidden" name="auftrag" value={job.id} />
          <Button kind="secondary">Jetzt starten</Button>
        </PostForm>
      ) : null}
      {job.schedule ? (
        <>
          <h3 class="kern-heading-small">
            {pause ? 'Termine, wenn er weiterliefe' : 'Die nächsten Termine'}
          </h3>
          {next.length === 0 ? (
            <p class="kern-body">Nach dieser Regel kommt kein Termin mehr.</p>
          ) : (
            <ol class="ks-list kern-body">
              {next.map((occurrence) => (
                <li>{occurrenceText(occurrence)}</li>
              ))}
            </ol>
          )}
          <h3 class="kern-heading-small">Nächte der Zeitumstellung</h3>
          <ul class="ks-list kern-body">
            {nights.map((night) => (
              <li>{nightText(night, isHourly)}</li>
            ))}
          </ul>
          {isAllowed(OPERATORS, roles) ? (
            <Pause view={view} guest={guest} reason={reason} error={error} />
          ) : null}
        </>
      ) : (
        <p class="kern-body">
          Dieser Auftrag hat keinen Zeitplan. Er läuft, wenn ihn jemand startet oder eine Datei bringt.
        </p>
      )}
    </section>
  );
}

function Pause({ view: { job, pause }, guest, reason, error }: ScheduleProps) {
  if (pause)
    return (
      <PostForm action={`/quellen/${job.id}/fortsetzen`} guest={guest}>
        <p class="kern-body">
          Termine, die in die Pause fielen, werden nicht nachgeholt. „Jetzt starten“ holt sie nach.
        </p>
        <Button>Zeitplan fortsetzen</Button>
      </PostForm>
    );
  return (
    <PostForm action={`/quellen/${job.id}/anhalten`} guest={guest} class="ks-stack ks-narrow">
      <h3 class="kern-heading-small">Zeitplan anhalten</h3>
      <p class="kern-body">
        Von selbst startet dann nichts mehr. Ein Lauf, der schon begonnen hat, geht zu Ende.
      </p>
      <TextField
        id="grund"
        name="grund"
        label="Grund"
        hint="Ein Satz, den alle sehen. Ohne Namen von Personen."
        value={reason}
        error={error?.code === 'schedule.no-reason' ? error.message : undefined}
      />
      <Button kind="secondary">Zeitplan anhalten</Button>
    </PostForm>
  );
}
