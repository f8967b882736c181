/** What one can do about the findings of a run: another file, the mapping, the lists. */
import type { NextFile } from '../../engine/desk/check-desk.ts';
import type { FindingCount } from '../../engine/desk/reading-book.ts';
import type { RunRecord } from '../../engine/ledger.ts';
import { LinkButton } from '../parts/forms.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { stops, total } from './check-counts.ts';
import { fitsNot } from './mapping-reasons.ts';

interface ActionsProps {
  readonly visit: Visit;
  readonly run: RunRecord;
  readonly counts: readonly FindingCount[];
  readonly next: NextFile | undefined;
}

export function Actions({ visit, run, counts, next }: ActionsProps) {
  const { roles } = requireGuest(visit).session;
  const path = `/laeufe/${run.id}/pruefung`;
  const isStopped = stops(counts);
  const canBring = isStopped && isAllowed(EDITORS, roles);
  return (
    <>
      {isStopped ? (
        <p class="kern-body">
          Berichtigen Sie die Angaben dort, wo die Datei herkommt, und laden Sie die neue Datei hoch. Nach der
          Prüfung wird die Datei hier nicht aufgehoben.
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
