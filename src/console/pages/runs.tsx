/** Screen 8, Läufe: find a run. All filters stand in the address. */
import { germanDate, parseReferenceDate, referenceDate } from '../../core/reference-date.ts';
import { beginOfDay, endOfDay } from '../../engine/desk/berlin-day.ts';
import type { RunFilter, RunRow } from '../../engine/desk/reading-book.ts';
import { RUN_STATES, type RunState } from '../../engine/ledger.ts';
import { STATE_LABELS } from '../../engine/report/run-words.ts';
import { csv } from '../csv.ts';
import { csvFile } from '../files.ts';
import { page } from '../page.tsx';
import { Button, Check, Select, TextField } from '../parts/forms.tsx';
import { StateBadge } from '../parts/marks.tsx';
import { Leaf, Table } from '../parts/tables.tsx';
import { requireGuest, type Visit } from '../visit.ts';
import { durationText, momentText, whole } from '../words/format.ts';
import { personText } from '../words/people.ts';
import { runKindText } from '../words/states.ts';

const PAGE = 50;
/** No subject and no id is empty. */
const NOBODY = '';
/** A spreadsheet does not hold more. */
const MOST_ROWS = 1_000_000;

interface Asked {
  readonly auftrag: string;
  readonly zustand: string;
  readonly von: string;
  readonly bis: string;
  readonly hinweise: string;
  /** A pseudonym: no name stands in an address. */
  readonly person: string;
  readonly indikator: string;
}

export async function runsPage(visit: Visit) {
  const { desk } = visit.house.app;
  const asked = askedOf(visit);
  const number = pageNumber(visit.c.req.query('seite'));
  const guest = requireGuest(visit);
  const { sight } = guest;
  const people = await desk.runPeople(sight);
  const filter = await filterOf(visit, asked);
  const { rows, total } = await desk.runPage(sight, filter, { offset: (number - 1) * PAGE, limit: PAGE });
  const jobs = desk.jobs(sight);
  const own = guest.session.subject;
  const isFiltered = Object.values(asked).some((value) => value !== '');
  return page(visit, {
    title: 'Läufe',
    children: (
      <>
        <form method="get" action="/laeufe" class="ks-filter" role="search" aria-label="Läufe filtern">
          <Select
            id="auftrag"
            name="auftrag"
            label="Auftrag"
            value={asked.auftrag}
            options={[['', 'Alle'], ...jobs.map(({ id, title }) => [id, title] as const)]}
          />
          <Select
            id="zustand"
            name="zustand"
            label="Zustand"
            value={asked.zustand}
            options={[['', 'Alle'], ...RUN_STATES.map((state) => [state, STATE_LABELS[state]] as const)]}
          />
          <TextField id="von" name="von" label="Beginn ab" type="date" value={asked.von} />
          <TextField id="bis" name="bis" label="Beginn bis" type="date" value={asked.bis} />
          <Select
            id="person"
            name="person"
            label="Person"
            value={asked.person}
            options={[
              ['', 'Alle'],
              ...people.map(({ id, subject }) => [id, personText(subject, own, 'Ich')] as const),
            ]}
          />
          <Select
            id="indikator"
            name="indikator"
            label="Veröffentlichter Indikator"
            value={asked.indikator}
            options={[['', 'Alle'], ...desk.runIndicators().map(({ id, name }) => [id, name] as const)]}
          />
          <Check
            id="hinweise"
            name="hinweise"
            label="Nur mit Hinweisen oder Fehlern"
            checked={asked.hinweise !== ''}
          />
          <Button kind="secondary">Filtern</Button>
        </form>
        {total === 0 ? (
          <Nothing isFiltered={isFiltered} />
        ) : (
          <>
            <Table
              caption="Läufe, neueste zuerst"
              columns={COLUMNS}
              rows={rows.map((row) => cells(row, titleOf(jobs, row.run.job)))}
            />
            <Leaf page={number} size={PAGE} total={total} href={(to) => `/laeufe?${query(asked, to)}`} />
            <p class="kern-body">
              <a class="kern-link" href={`/laeufe.csv?${query(asked)}`} download>
                Diese Liste als CSV
              </a>
            </p>
          </>
        )}
      </>
    ),
  });
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered)
    return <p class="kern-body">Noch kein Lauf. Der erste erscheint hier, sobald ein Auftrag beginnt.</p>;
  return (
    <p class="kern-body">
      Keine Läufe für diesen Filter.{' '}
      <a class="kern-link" href="/laeufe">
        Filter zurücksetzen
      </a>
    </p>
  );
}

export async function runsCsv(visit: Visit) {
  const { desk } = visit.house.app;
  const filter = await filterOf(visit, askedOf(visit));
  const { rows } = await desk.runPage(requireGuest(visit).sight, filter, { offset: 0, limit: MOST_ROWS });
  const head = [
    'Lauf',
    'Auftrag',
    'Art',
    'Stichtage',
    'Zustand',
    'Hinweise',
    'Beginn (UTC)',
    'Ende (UTC)',
    'Vorgelegt',
    'Entschieden',
  ];
  const lines = rows.map(({ run, dates, notes, submittedBy, decidedBy }) => [
    run.id,
    run.job,
    runKindText(run),
    dates.join(' '),
    STATE_LABELS[run.state],
    notes,
    run.startedAt,
    run.finishedAt ?? '',
    submittedBy === null ? '' : personText(submittedBy),
    decidedBy === null ? '' : personText(decidedBy),
  ]);
  return csvFile(visit, 'laeufe.csv', csv(head, lines));
}

const COLUMNS = [
  { title: 'Lauf' },
  { title: 'Auftrag' },
  { title: 'Stichtag' },
  { title: 'Zustand' },
  { title: 'Hinweise', numeric: true },
  { title: 'Beginn' },
  { title: 'Dauer', numeric: true },
  { title: 'Vorgelegt / entschieden' },
];

function cells({ run, dates, notes, submittedBy, decidedBy }: RunRow, title: string) {
  const last = dates.at(-1);
  const people = [submittedBy, decidedBy].map((subject) => (subject === null ? '–' : personText(subject)));
  return [
    <a class="kern-link ks-nowrap" href={`/laeufe/${run.id}`}>
      {run.id}
    </a>,
    title,
    last === undefined
      ? '–'
      : `${germanDate(referenceDate(last))}${dates.length > 1 ? ` und ${dates.length - 1} weitere` : ''}`,
    <StateBadge state={run.state} />,
    whole(notes),
    momentText(run.startedAt),
    run.finishedAt === null ? '–' : durationText(Date.parse(run.finishedAt) - Date.parse(run.startedAt)),
    submittedBy === null && decidedBy === null ? '–' : people.join(' / '),
  ];
}

/** Whatever is no filter is left out: an address may have been typed by hand. */
function askedOf({ c }: Visit): Asked {
  const day = (name: string) => {
    const text = c.req.query(name) ?? '';
    return isDay(text) ? text : '';
  };
  const state = c.req.query('zustand') ?? '';
  return {
    auftrag: c.req.query('auftrag') ?? '',
    zustand: (RUN_STATES as readonly string[]).includes(state) ? state : '',
    von: day('von'),
    bis: day('bis'),
    hinweise: c.req.query('hinweise') === 'ja' ? 'ja' : '',
    person: c.req.query('person') ?? '',
    indikator: c.req.query('indikator') ?? '',
  };
}

/** A person or an indicator that nobody knows has no runs. */
async function filterOf(visit: Visit, asked: Asked): Promise<Omit<RunFilter, 'jobs'>> {
  const { auftrag, zustand, von, bis, hinweise, person, indikator } = asked;
  const { desk } = visit.house.app;
  const people = person === '' ? [] : await desk.runPeople(requireGuest(visit).sight);
  const indicator = desk.runIndicators().find(({ id }) => id === indikator);
  return {
    person: person === '' ? undefined : (people.find(({ id }) => id === person)?.subject ?? NOBODY),
    indicator: indikator === '' ? undefined : (indicator?.written ?? [NOBODY]),
    job: auftrag || undefined,
    state: (zustand || undefined) as RunState | undefined,
    since: von === '' ? undefined : beginOfDay(von),
    before: bis === '' ? undefined : endOfDay(bis),
    noted: hinweise === 'ja' ? true : undefined,
  };
}

function query(asked: Asked, to?: number): string {
  const set = Object.entries({ ...asked, seite: to === undefined ? '' : String(to) });
  return new URLSearchParams(set.filter(([, value]) => value !== '')).toString();
}

function titleOf(jobs: readonly { id: string; title: string }[], job: string): string {
  return jobs.find(({ id }) => id === job)?.title ?? job;
}

function isDay(text: string): boolean {
  // Later ones have no day after them that could be written.
  return parseReferenceDate(text) !== undefined && text < '3000';
}

export function pageNumber(text: string | undefined): number {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= 1_000_000 ? number : 1;
}
