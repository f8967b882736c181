/** Screen 3, Prüfbericht: what is wrong, where, and what to do, grouped by what has to be done. */
import type { Finding, Severity } from '../../core/finding.ts';
import type { Attempt } from '../../engine/desk/attempts.ts';
import type { NextFile } from '../../engine/desk/check-desk.ts';
import type { FindingCount } from '../../engine/desk/reading-book.ts';
import type { RunRecord } from '../../engine/ledger.ts';
import { page } from '../page.tsx';
import { LinkButton } from '../parts/forms.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { count, whole } from '../words/format.ts';
import { FindingGroups, findingKey, groupsOf } from './check-parts.tsx';
import { fitsNot } from './mapping-reasons.ts';

const SHOWN = 1_000;

/** In the address as `nur`. */
const FILTERS = {
  '': { title: 'Alle', severities: undefined },
  fehler: { title: 'Fehler', severities: ['block', 'error'] },
  hinweise: { title: 'Hinweise', severities: ['warning', 'info'] },
  behoben: { title: 'Behoben', severities: undefined },
} as const satisfies Record<string, { title: string; severities: readonly Severity[] | undefined }>;
type Filter = keyof typeof FILTERS;

export async function checkPage(visit: Visit) {
  const { desk } = visit.house.app;
  const id = parameter(visit, 'id');
  const filter = filterAsked(visit);
  const check = await desk.check(id, { offset: 0, limit: SHOWN }, FILTERS[filter].severities);
  const { run, counts } = check;
  const [attempt, next, read] = await Promise.all([
    desk.attempt(check),
    desk.nextFile(run),
    desk.readBy(run),
  ]);
  const shown = shownOf(filter, check, attempt);
  const rows = read.reduce((sum, each) => sum + each.rows, 0);
  const added = typeof attempt === 'object' ? attempt.added : [];
  return page(visit, {
    title: 'Prüfbericht',
    of: `Lauf ${id}`,
    children: (
      <>
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${id}`}>
            {`Zurück zu Lauf ${id}`}
          </a>
        </p>
        <div class="ks-state">
          <StateBadge state={run.state} />
          <p class="kern-body">{effect(run, counts)}</p>
        </div>
        {total(counts) === 0 ? (
          <p class="kern-body">
            {run.state === 'checking' ? 'Die Prüfung läuft noch.' : 'Keine Fehler, keine Hinweise.'}
          </p>
        ) : (
          <p class="kern-body">
            {`${rows > 0 ? `${count(rows, 'Zeile', 'Zeilen')} gelesen. ` : ''}${tally(counts)}`}
          </p>
        )}
        <Compared attempt={attempt} />
        <Actions visit={visit} run={run} counts={counts} next={next} />
        {total(counts) > 0 || added.length > 0 || filter !== '' ? (
          <Filters run={run} now={filter} hasAttempt={typeof attempt === 'object'} />
        ) : null}
        {total(counts) === 0 && filter === '' ? null : <Found shown={shown} added={added} filter={filter} />}
      </>
    ),
  });
}

interface Shown {
  readonly counts: readonly FindingCount[];
  readonly findings: readonly Finding[];
}

function shownOf(
  filter: Filter,
  { counts, findings }: Shown,
  attempt: Attempt | 'too-many' | undefined,
): Shown {
  if (filter === 'behoben') {
    const fixed = typeof attempt === 'object' ? attempt.fixed : [];
    return { counts: countsOf(fixed), findings: fixed.slice(0, SHOWN) };
  }
  const wanted: readonly Severity[] | undefined = FILTERS[filter].severities;
  return { counts: wanted ? counts.filter(({ severity }) => wanted.includes(severity)) : counts, findings };
}

function Found({ shown, added, filter }: { shown: Shown; added: readonly Finding[]; filter: Filter }) {
  const { counts, findings } = shown;
  const all = total(counts);
  if (all === 0) return <p class="kern-body">{NOTHING[filter]}</p>;
  return (
    <>
      {all > findings.length ? (
        <Alert
          tone="info"
          title={`Gezeigt werden die ersten ${whole(findings.length)} von ${whole(all)} Befunden.`}
        >
          <p class="kern-body">Vollständig stehen sie in der CSV-Datei und in der Excel-Datei.</p>
        </Alert>
      ) : null}
      <FindingGroups groups={groupsOf(counts, findings)} added={new Set(added.map(findingKey))} />
    </>
  );
}

const NOTHING: Readonly<Record<Filter, string>> = {
  '': 'Keine Fehler, keine Hinweise.',
  fehler: 'Keine Fehler.',
  hinweise: 'Keine Hinweise.',
  behoben: 'Seit dem letzten Versuch ist nichts behoben, oder es gibt keinen früheren Versuch.',
};

function Compared({ attempt }: { attempt: Attempt | 'too-many' | undefined }) {
  if (attempt === undefined) return null;
  if (attempt === 'too-many')
    return <p class="kern-body">Zu viele Befunde, um sie mit dem letzten Versuch zu vergleichen.</p>;
  const { run, fixed, added } = attempt;
  return (
    <p class="kern-body">
      {'Seit dem letzten Versuch ('}
      <a class="kern-link" href={`/laeufe/${run}/pruefung`}>
        {`Lauf ${run}`}
      </a>
      {`): ${whole(fixed.length)} behoben, ${whole(added.length)} neu.`}
    </p>
  );
}

interface ActionsProps {
  readonly visit: Visit;
  readonly run: RunRecord;
  readonly counts: readonly FindingCount[];
  readonly next: NextFile | undefined;
}

function Actions({ visit, run, counts, next }: ActionsProps) {
  const { roles } = requireGuest(visit).session;
  const path = `/laeufe/${run.id}/pruefung`;
  const isStopped = stops(counts);
  const canBring = isStopped && isAllowed(EDITORS, roles);
  return (
    <>
      {isStopped ? (
        <p class="kern-body">
          Berichtigen Sie die Angaben dort, wo die Datei herkommt, und laden Sie die neue Datei hoch. Öffnen
          Sie die Datei bei sich, um eine Zeile anzusehen: Nach der Prüfung wird sie hier nicht aufgehoben.
        </p>
      ) : null}
      {canBring ? (
        <p class="kern-body">
          <LinkButton href={bringHref(next)}>Neue Datei hochladen</LinkButton>
        </p>
      ) : null}
      {total(counts) > 0 ? (
        <ul class="ks-row">
          {canBring && next && fitsNot(counts) ? (
            <li>
              <a class="kern-link" href={`/quellen/${next.job}/zuordnung?lauf=${run.id}`}>
                Zuordnung prüfen
              </a>
            </li>
          ) : null}
          <li>
            <a class="kern-link" href={`${path}.csv`} download>
              Alle Befunde als CSV
            </a>
          </li>
          <li>
            <a class="kern-link" href={`${path}.xlsx`} download>
              Alle Befunde als Excel
            </a>
          </li>
        </ul>
      ) : null}
    </>
  );
}

function bringHref(next: NextFile | undefined): string {
  if (!next) return '/lieferungen/neu';
  const query = new URLSearchParams({ quelle: `${next.job}#${next.entry}` });
  if (next.date !== undefined) query.set('stichtag', next.date);
  return `/lieferungen/neu?${query.toString()}`;
}

function Filters({ run, now, hasAttempt }: { run: RunRecord; now: Filter; hasAttempt: boolean }) {
  const path = `/laeufe/${run.id}/pruefung`;
  const offered = Object.entries(FILTERS).filter(([key]) => key !== 'behoben' || hasAttempt || now === key);
  return (
    <nav aria-label="Befunde filtern">
      <ul class="ks-tabs">
        {offered.map(([key, { title }]) => (
          <li>
            <a
              class="ks-nav__link"
              href={key === '' ? path : `${path}?nur=${key}`}
              {...(key === now ? { 'aria-current': 'page' as const } : {})}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function filterAsked({ c }: Visit): Filter {
  const asked = c.req.query('nur') ?? '';
  return Object.hasOwn(FILTERS, asked) ? (asked as Filter) : '';
}

function stops(counts: readonly FindingCount[]): boolean {
  return counts.some(({ severity }) => severity === 'block' || severity === 'error');
}

function effect({ state }: RunRecord, counts: readonly FindingCount[]): string {
  if (state === 'check_failed' || stops(counts)) return 'In KomMonitor wurde nichts geändert.';
  return 'Die Befunde halten die Veröffentlichung nicht auf.';
}

function total(counts: readonly FindingCount[]): number {
  return counts.reduce((sum, each) => sum + each.count, 0);
}

function countsOf(findings: readonly Finding[]): FindingCount[] {
  const counts = new Map<string, FindingCount>();
  for (const { code, severity } of findings) {
    const key = `${code} ${severity}`;
    counts.set(key, { code, severity, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function tally(counts: readonly FindingCount[]): string {
  const of = (...severities: Severity[]) =>
    total(counts.filter(({ severity }) => severities.includes(severity)));
  const parts = [
    [of('block', 'error'), 'Fehler', 'Fehler'],
    [of('warning'), 'Hinweis', 'Hinweise'],
    [of('info'), 'Befund zur Kenntnis', 'Befunde zur Kenntnis'],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, one, many]) => count(n, one, many));
  return `${told.join(', ')} in ${count(counts.length, 'Gruppe', 'Gruppen')}.`;
}
