/** Screen 7, Lauf, below the story: until when things of it are kept, and what IT wants to know of its writes. */
import type { Child } from 'hono/jsx';
import type { RunRecord } from '../../engine/ledger.ts';
import type { Deletion, Waiting } from '../../engine/desk/run-papers.ts';
import { Button, Check } from '../parts/forms.tsx';
import { Facts, Leaf, Table } from '../parts/tables.tsx';
import { isAllowed, OPERATORS } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { clockText, dayText, momentText, whole } from '../words/format.ts';
import { pageNumber } from './runs.tsx';

const PAGE = 25;

const THINGS: Readonly<Record<Deletion['what'], string>> = {
  file: 'Kopien der gelesenen Dateien',
  version: 'Zahlen der Lieferung, verschlüsselt',
  snapshot: 'Stand vor dem Lauf, zum Zurücknehmen',
  plan: 'Plan und Vorschau',
  report: 'Bericht',
};

export async function Keeping({ visit, run }: { visit: Visit; run: RunRecord }) {
  const things = await visit.house.app.desk.deletions(run);
  if (things.length === 0) return null;
  return (
    <section aria-labelledby="aufbewahrung">
      <h2 class="kern-heading-medium" id="aufbewahrung">
        Was wann gelöscht wird
      </h2>
      <Facts facts={things.map((each): [string, Child] => [THINGS[each.what], whenText(each)])} />
    </section>
  );
}

function whenText({ what, at }: Deletion): string {
  if (at !== undefined) return `${what === 'version' ? 'werden' : 'wird'} am ${dayText(at)} gelöscht`;
  if (what === 'file') return 'gleich nach dem Lesen gelöscht';
  return 'solange ein Indikator sie braucht';
}

/** „Versuch 4, nächster Versuch um 14:32 Uhr“ */
export function waitingText({ attempts, next, until }: Waiting, now: Date): string {
  const end = until === undefined ? '' : ` Längstens bis ${momentText(until)}.`;
  const again =
    next <= now.toISOString()
      ? 'der nächste Versuch beginnt gleich.'
      : `nächster Versuch um ${clockText(new Date(next))}.`;
  return `Bisher ${attempts === 1 ? '1 Versuch' : `${whole(attempts)} Versuche`}, ${again}${end}`;
}

const WRITE_STATES = {
  pending: 'noch nicht begonnen',
  intended: 'begonnen, Ausgang offen',
  verified: 'geschrieben und zurückgelesen',
  failed: 'fehlgeschlagen',
  compensated: 'zurückgesetzt',
} as const;

/** Closed at first; a filter or another part of it is asked for in the address, and then it is open. */
export async function TechnicalLog({ visit, run }: { visit: Visit; run: RunRecord }) {
  if (!isAllowed(OPERATORS, requireGuest(visit).session.roles)) return null;
  const asked = visit.c.req.query('technik');
  const failed = visit.c.req.query('fehler') === 'ja';
  const number = pageNumber(asked);
  const { rows, total } = await visit.house.app.desk.writes(run, failed, {
    offset: (number - 1) * PAGE,
    limit: PAGE,
  });
  const path = `/laeufe/${run.id}`;
  return (
    <details class="kern-accordion" id="technik" open={asked !== undefined}>
      <summary class="kern-accordion__header">
        <span class="kern-title">Technisches Protokoll</span>
      </summary>
      <section class="kern-accordion__body">
        <form method="get" action={`${path}#technik`} class="ks-row">
          <input type="hidden" name="technik" value="1" />
          <Check id="fehler" name="fehler" label="Nur Fehler" checked={failed} />
          <Button kind="secondary">Filtern</Button>
        </form>
        {total === 0 ? (
          <p class="kern-body">
            {failed
              ? 'Kein Schritt ist fehlgeschlagen oder wurde wiederholt.'
              : 'Dieser Lauf hat noch nichts nach KomMonitor geschrieben.'}
          </p>
        ) : (
          <>
            <Table
              caption="Schreibvorgänge des Laufs"
              columns={[
                { title: 'Nr.' },
                { title: 'Schritt' },
                { title: 'Zustand' },
                { title: 'Versuche', numeric: true },
                { title: 'Fehler' },
                { title: 'Zuletzt geändert (UTC)' },
              ]}
              rows={rows.map(({ seq, title, state, attempts, reason, changedAt }) => [
                whole(seq),
                title ?? 'Plan gelöscht',
                WRITE_STATES[state],
                whole(attempts),
                reason ? <span class="ks-technical">{reason}</span> : '–',
                <span class="ks-technical">{changedAt}</span>,
              ])}
            />
            <Leaf
              page={number}
              size={PAGE}
              total={total}
              href={(to) => `${path}?technik=${String(to)}${failed ? '&fehler=ja' : ''}#technik`}
            />
          </>
        )}
      </section>
    </details>
  );
}
