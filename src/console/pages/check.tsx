/** Screen 3, Prüfbericht: what is wrong, where, and what to do, grouped by what has to be done. */
import type { Finding, Severity } from '../../core/finding.ts';
import type { SyncError } from '../../errors.ts';
import type { Attempt } from '../../engine/desk/attempts.ts';
import type { LookDesk } from '../../engine/desk/look-desk.ts';
import type { FindingCount } from '../../engine/desk/reading-book.ts';
import type { RunRecord } from '../../engine/ledger.ts';
import { page } from '../page.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { cellAddress, lookedRow, rowHref, sheetOf } from '../inspect/cell.ts';
import type { Look } from '../inspect/looks.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { count, whole } from '../words/format.ts';
import { statusOf } from '../words/problems.ts';
import { Actions } from './check-actions.tsx';
import { countsOf, effect, tally, total } from './check-counts.ts';
import { FindingGroups, findingKey, groupsOf, type About } from './check-parts.tsx';
import { LookBox } from './look-parts.tsx';
import { RefusedAlert } from './problem.tsx';
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

/** `error`: why a file was not opened for looking. */
export async function checkPage(visit: Visit, error?: SyncError) {
  const { looks, app } = visit.house;
  const { desk } = app;
  const id = parameter(visit, 'id');
  const filter = filterAsked(visit);
  const check = await desk.check(id, { offset: 0, limit: SHOWN }, FILTERS[filter].severities);
  const { run, counts } = check;
  const [attempt, next, read, lookable] = await Promise.all([
    desk.attempt(check),
    desk.nextFile(run),
    desk.readBy(run),
    desk.lookable(id),
  ]);
  const shown = shownOf(filter, check, attempt);
  const look = looks.of(requireGuest(visit).session.id, id);
  // What is gone was found in another file.
  const about = aboutOf(
    id,
    filter === 'behoben' ? undefined : look,
    await desk.similarTo(id, shown.findings),
  );
  const canLook = lookable.some(
    ({ file, ofPersons }) =>
      !ofPersons &&
      check.findings.some((each) => each.place.file === file && (each.place.row > 0 || fitsNot([each]))),
  );
  const rows = read.reduce((sum, each) => sum + each.rows, 0);
  const added = typeof attempt === 'object' ? attempt.added : [];
  return page(visit, {
    title: 'Prüfbericht',
    of: `Lauf ${id}`,
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
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
        {canLook ? <LookBox visit={visit} run={id} look={look} error={error} /> : null}
        {total(counts) > 0 || added.length > 0 || filter !== '' ? (
          <Filters run={run} now={filter} hasAttempt={typeof attempt === 'object'} />
        ) : null}
        {total(counts) === 0 && filter === '' ? null : (
          <Found shown={shown} added={added} filter={filter} about={about} />
        )}
      </>
    ),
  });
}

function aboutOf(
  run: string,
  look: Look | undefined,
  similar: Awaited<ReturnType<LookDesk['similarTo']>>,
): About {
  return (found) => {
    const { place } = found;
    const row = lookedRow(look, place);
    return {
      address: cellAddress(found, look?.file === place.file ? sheetOf(look, place.sheet) : undefined),
      href: row && rowHref(run, found, row),
      similar: similar.get(found) ?? [],
    };
  };
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

interface FoundProps {
  readonly shown: Shown;
  readonly added: readonly Finding[];
  readonly filter: Filter;
  readonly about: About;
}

function Found({ shown, added, filter, about }: FoundProps) {
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
      <FindingGroups
        groups={groupsOf(counts, findings)}
        added={new Set(added.map(findingKey))}
        about={about}
      />
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
