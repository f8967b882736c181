/** Screen 11, Protokoll: who did what and when, with the check of its chain. Nothing here can be changed. */
import type { AuditLine } from '../../engine/desk/reading-book.ts';
import { csv } from '../csv.ts';
import { csvFile } from '../files.ts';
import { page } from '../page.tsx';
import { Button, Select, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { Leaf, Table } from '../parts/tables.tsx';
import { requireGuest, type Visit } from '../visit.ts';
import { whole } from '../words/format.ts';
import { auditWord } from '../words/audit.ts';
import { pageNumber } from './runs.tsx';

const PAGE = 100;
const MOST_ROWS = 1_000_000;

export async function auditPage(visit: Visit) {
  const { desk } = visit.house.app;
  const { c } = visit;
  const ereignis = c.req.query('ereignis') ?? '';
  const lauf = c.req.query('lauf') ?? '';
  const number = pageNumber(c.req.query('seite'));
  const filter = { event: ereignis || undefined, run: lauf || undefined };
  const [{ lines, total }, events] = await Promise.all([
    desk.auditPage(filter, { offset: (number - 1) * PAGE, limit: PAGE }),
    desk.auditEvents(),
  ]);
  const query = (to?: number) =>
    new URLSearchParams(
      Object.entries({ ereignis, lauf, seite: to === undefined ? '' : String(to) }).filter(
        ([, value]) => value !== '',
      ),
    ).toString();
  // A key that is none keeps nobody from reading; the file itself then says what is wrong.
  const isSigned = await visit.house.app.trailSigner().then(
    (signer) => signer !== undefined,
    () => false,
  );
  const isChecked = c.req.query('pruefen') === 'ja';
  await desk.noteTrailRead(requireGuest(visit).person.subject, isChecked ? 'check' : 'page');
  return page(visit, {
    title: 'Protokoll',
    children: (
      <>
        <p class="kern-body">
          Jeder Eintrag enthält die Prüfsumme des vorigen. Einträge können nicht geändert werden. Auch das
          Lesen wird eingetragen.
        </p>
        {isChecked ? <Chain check={await desk.checkAudit()} /> : <CheckLink />}
        <form method="get" action="/protokoll" class="ks-filter" role="search" aria-label="Protokoll filtern">
          <Select
            id="ereignis"
            name="ereignis"
            label="Ereignis"
            value={ereignis}
            options={[['', 'Alle'], ...events.map((event) => [event, auditWord(event)] as const)]}
          />
          <TextField id="lauf" name="lauf" label="Lauf" value={lauf} />
          <Button kind="secondary">Filtern</Button>
        </form>
        <ul class="ks-row">
          <li>
            <a class="kern-link" href="/protokoll/loeschungen">
              Löschungen
            </a>
          </li>
          <li>
            <a class="kern-link" href="/protokoll.jsonl" download>
              {`Alles für die Revision (JSON${isSigned ? ', unterschrieben' : ''})`}
            </a>
          </li>
        </ul>
        {total === 0 ? (
          <p class="kern-body">Keine Einträge für diesen Filter.</p>
        ) : (
          <>
            <Table
              caption="Einträge des Protokolls, neueste zuerst"
              columns={[
                { title: 'Nr.' },
                { title: 'Zeit (UTC)' },
                { title: 'Wer' },
                { title: 'Ereignis' },
                { title: 'Angaben' },
              ]}
              rows={lines.map((line) => [
                whole(line.seq),
                <span class="ks-technical">{line.at}</span>,
                <span class="ks-technical">{line.actor}</span>,
                auditWord(line.event),
                <span class="ks-technical">{factsText(line)}</span>,
              ])}
            />
            <Leaf page={number} size={PAGE} total={total} href={(to) => `/protokoll?${query(to)}`} />
            <p class="kern-body">
              <a class="kern-link" href={`/protokoll.csv?${query()}`} download>
                Diese Liste als CSV
              </a>
            </p>
          </>
        )}
      </>
    ),
  });
}

export async function auditCsv(visit: Visit) {
  const { c, house } = visit;
  const filter = { event: c.req.query('ereignis') || undefined, run: c.req.query('lauf') || undefined };
  await house.app.desk.noteTrailRead(requireGuest(visit).person.subject, 'csv');
  const { lines } = await house.app.desk.auditPage(filter, { offset: 0, limit: MOST_ROWS });
  const head = ['Nr.', 'Zeit (UTC)', 'Wer', 'Ereignis', 'Angaben'];
  const rows = lines.map((line) => [line.seq, line.at, line.actor, line.event, JSON.stringify(line.facts)]);
  return csvFile(visit, 'protokoll.csv', csv(head, rows));
}

function CheckLink() {
  return (
    <p class="kern-body">
      <a class="kern-link" href="/protokoll?pruefen=ja">
        Die ganze Kette jetzt prüfen
      </a>
    </p>
  );
}

function Chain({ check }: { check: { readonly entries: number; readonly brokenAt: number | null } }) {
  if (check.brokenAt === null)
    return (
      <Alert tone="success" title={`Die Kette ist vollständig: ${whole(check.entries)} Einträge.`} isNews />
    );
  return (
    <Alert
      tone="danger"
      title={`Die Kette ist unterbrochen: Eintrag ${whole(check.brokenAt)} fehlt oder wurde geändert.`}
      isNews
    >
      <p class="kern-body">Informieren Sie die IT-Sicherheit, bevor jemand weiterarbeitet.</p>
    </Alert>
  );
}

function factsText({ facts }: AuditLine): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${short(value)}`)
    .join(' · ');
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 8) : text;
}
