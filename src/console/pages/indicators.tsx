/** Screen 9, Indikatoren: what stands in KomMonitor now, of which Stichtag and by which run. */
import { SyncError } from '../../errors.ts';
import { germanDate, parseReferenceDate } from '../../core/reference-date.ts';
import type { DriftView } from '../../engine/desk/drift-desk.ts';
import type { IndicatorRow } from '../../engine/desk/published-desk.ts';
import { page } from '../page.tsx';
import { Button, LinkButton, PostForm } from '../parts/forms.tsx';
import { Leaf, Table } from '../parts/tables.tsx';
import { BRINGERS, CARERS, isAllowed } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { ageText, count, dayText, momentText } from '../words/format.ts';
import { statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';
import { pageNumber } from './runs.tsx';

const PAGE = 100;

export async function indicatorsPage(visit: Visit, error?: SyncError) {
  const { desk, now } = visit.house.app;
  const { session, sight } = requireGuest(visit);
  const { roles } = session;
  const rows = await desk.indicators(sight);
  const drift = await desk.lastDrift();
  const number = pageNumber(visit.c.req.query('seite'));
  return page(visit, {
    title: 'Indikatoren',
    ...(error ? { status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {rows.length === 0 ? (
          <>
            <p class="kern-body">Von hier aus ist noch nichts in KomMonitor veröffentlicht.</p>
            {isAllowed(BRINGERS, roles) ? (
              <p>
                <LinkButton href="/lieferungen/neu">Erste Lieferung bringen</LinkButton>
              </p>
            ) : null}
          </>
        ) : (
          <>
            <p class="kern-body">
              {`${count(rows.length, 'Indikator wurde', 'Indikatoren wurden')} von hier aus veröffentlicht.`}
            </p>
            <Table
              caption="Veröffentlichte Indikatoren"
              columns={[
                { title: 'Indikator' },
                { title: 'Raumebenen' },
                { title: 'Neuester Stichtag' },
                { title: 'Alter' },
                { title: 'Quelle' },
                { title: 'Letzter Lauf' },
                ...(drift ? [{ title: 'In KomMonitor' }] : []),
              ]}
              rows={rows.slice((number - 1) * PAGE, number * PAGE).map((row) => [
                <a class="kern-link" href={indicatorPath(row.id)}>
                  {row.name}
                </a>,
                row.levels.join(', ') || '–',
                row.newest === undefined ? 'nichts veröffentlicht' : dateText(row.newest),
                row.newest === undefined ? '–' : ageText(row.newest, now()),
                titleOf(visit, row),
                <>
                  <a class="kern-link" href={`/laeufe/${row.last.run}`}>
                    {row.last.run}
                  </a>
                  {` am ${dayText(row.last.finishedAt)}`}
                </>,
                ...(drift ? [driftText(drift, row.id)] : []),
              ])}
            />
            <Leaf
              page={number}
              size={PAGE}
              total={rows.length}
              href={(to) => `/indikatoren?seite=${String(to)}`}
            />
            <DriftPart visit={visit} drift={drift} rows={rows} />
          </>
        )}
      </>
    ),
  });
}

interface DriftProps {
  readonly visit: Visit;
  readonly drift: DriftView | undefined;
  readonly rows: readonly IndicatorRow[];
}

function DriftPart({ visit, drift, rows }: DriftProps) {
  const guest = requireGuest(visit);
  const changed = rows.reduce((sum, { id }) => sum + (drift?.byIndicator.get(id) ?? 0), 0);
  return (
    <section aria-labelledby="vergleich">
      <h2 class="kern-heading-medium" id="vergleich">
        Vergleich mit KomMonitor
      </h2>
      {drift ? (
        <>
          <p class="kern-body">
            {changed === 0
              ? `KomMonitor zeigt, was veröffentlicht wurde: ${count(drift.compared, 'Wert', 'Werte')} verglichen am ${momentText(drift.at)}.`
              : `${count(changed, 'Wert steht', 'Werte stehen')} in KomMonitor anders, als von hier aus veröffentlicht wurde. Verglichen am ${momentText(drift.at)}.`}
          </p>
          {changed > 0 ? (
            <p class="kern-body">
              Jemand hat diese Werte in KomMonitor geändert. Auf der Seite des Indikators entscheiden Sie, was
              gelten soll. Von selbst wird nichts überschrieben.
            </p>
          ) : null}
          {drift.underWay > 0 ? (
            <p class="kern-body">
              {`${count(drift.underWay, 'Wert gehört', 'Werte gehören')} zu einem offenen Lauf und wurde${drift.underWay === 1 ? '' : 'n'} nicht verglichen.`}
            </p>
          ) : null}
        </>
      ) : (
        <p class="kern-body">
          Ob jemand in KomMonitor selbst etwas geändert hat, wurde noch nicht verglichen.
        </p>
      )}
      {isAllowed(CARERS, guest.session.roles) ? (
        <PostForm action="/indikatoren/vergleichen" guest={guest}>
          <Button kind="secondary">Jetzt vergleichen</Button>
        </PostForm>
      ) : null}
    </section>
  );
}

export async function compareNow(visit: Visit) {
  try {
    await visit.house.app.desk.lookForDrift();
    return visit.c.redirect('/indikatoren', 303);
  } catch (error) {
    if (error instanceof SyncError) return indicatorsPage(visit, error);
    throw error;
  }
}

function driftText({ byIndicator }: DriftView, id: string): string {
  const changed = byIndicator.get(id) ?? 0;
  return changed === 0 ? 'wie veröffentlicht' : `von Hand geändert (${count(changed, 'Wert', 'Werte')})`;
}

export function titleOf(visit: Visit, { last: { job } }: Pick<IndicatorRow, 'last'>): string {
  return visit.house.app.desk.jobs(requireGuest(visit).sight).find(({ id }) => id === job)?.title ?? job;
}

export function indicatorPath(id: string): string {
  return `/indikatoren/${encodeURIComponent(id)}`;
}

export function dateText(date: string): string {
  const known = parseReferenceDate(date);
  return known ? germanDate(known) : date;
}
