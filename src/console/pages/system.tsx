/** Screen 12, System: how the installation stands and what `kmsync doctor` tells, for IT. */
import type { SystemView } from '../../engine/desk/system-desk.ts';
import { diagnosis } from '../diagnosis.ts';
import { jsonFile } from '../files.ts';
import { page } from '../page.tsx';
import { Button, PostForm } from '../parts/forms.tsx';
import { Alert, Badge } from '../parts/marks.tsx';
import { Facts, Table } from '../parts/tables.tsx';
import { requireGuest, type Visit } from '../visit.ts';
import { agoText, clockText, count, momentText, whole } from '../words/format.ts';
import type { Tone } from '../words/states.ts';
import {
  backupText,
  freeText,
  holderText,
  isRun,
  lockText,
  offsetText,
  QUEUE_TITLES,
  restoredText,
} from '../words/system.ts';

const SIGNS: Readonly<Record<'ok' | 'warn' | 'fail', { tone: Tone; label: string }>> = {
  ok: { tone: 'success', label: 'In Ordnung' },
  warn: { tone: 'warning', label: 'Hinweis' },
  fail: { tone: 'danger', label: 'Fehler' },
};
/** Runs in a diagnosis. */
const NEWEST = 50;

export async function systemPage(visit: Visit) {
  const { app, checkup } = visit.house;
  const system = await app.desk.system();
  const found = (id: string) =>
    checkup.last()?.checks.find((check) => check.id === id)?.text ?? 'noch nicht geprüft';
  return page(visit, {
    title: 'System',
    children: (
      <>
        <Facts
          facts={[
            ['Programm', app.program],
            ['Node.js', process.versions.node],
            ['KomMonitor', app.config.target.url],
            ['Fassung von KomMonitor', found('version')],
            ...certificateFact(visit, found('certificate')),
            [
              'Anmeldung',
              app.config.login.with === 'local' ? 'Konten dieser Installation' : 'Anmeldung von KomMonitor',
            ],
            ['Laufdatenbank', system.isServer ? 'PostgreSQL' : 'eine Datei dieser Installation (SQLite)'],
            ['Freier Platz', freeText(system)],
            ['Uhr', offsetText(system)],
            ['Letzte Sicherung', backupText(system, app.now())],
            ['Letzte Wiederherstellung', restoredText(system)],
          ]}
        />
        <Queues system={system} />
        <Locks system={system} now={app.now()} />
        <Examination visit={visit} />
        <section aria-labelledby="diagnose">
          <h2 class="kern-heading-medium" id="diagnose">
            Diagnosepaket
          </h2>
          <p class="kern-body">
            Eine Datei für alle, die aus der Ferne helfen: Versionen, Einstellungen, Ergebnis der Prüfung und
            Zustände der Läufe. Ohne Geheimnisse, Dateinamen, Werte und Namen von Personen.
          </p>
          <p class="kern-body">
            <a class="kern-btn kern-btn--secondary" href="/system/diagnose.json">
              <span class="kern-label">Diagnosepaket erzeugen</span>
            </a>
          </p>
        </section>
      </>
    ),
  });
}

/** An address without TLS has no certificate. */
function certificateFact({ house }: Visit, text: string): (readonly [string, string])[] {
  return house.app.config.target.url.startsWith('https:') ? [['Zertifikat', text]] : [];
}

function Queues({ system: { queues } }: { system: SystemView }) {
  return (
    <section aria-labelledby="warteschlange">
      <h2 class="kern-heading-medium" id="warteschlange">
        Warteschlange
      </h2>
      <Table
        caption="Läufe in der Warteschlange"
        columns={[
          { title: 'Schritt' },
          { title: 'Wartend', numeric: true },
          { title: 'In Arbeit', numeric: true },
          { title: 'Zurückgestellt', numeric: true },
        ]}
        rows={queues.map(({ queue, waiting, working, parked }) => [
          QUEUE_TITLES[queue] ?? queue,
          whole(waiting),
          whole(working),
          whole(parked),
        ])}
      />
    </section>
  );
}

function Locks({ system: { locks }, now }: { system: SystemView; now: Date }) {
  return (
    <section aria-labelledby="sperren">
      <h2 class="kern-heading-medium" id="sperren">
        Sperren
      </h2>
      {locks.length === 0 ? (
        <p class="kern-body">Zurzeit hält niemand eine Sperre.</p>
      ) : (
        <Table
          caption="Wer gerade was allein tun darf"
          columns={[{ title: 'Sperre' }, { title: 'Hält' }, { title: 'Seit' }, { title: 'Gesichert bis' }]}
          rows={locks.map((lock) => [
            lockText(lock),
            isRun(lock) ? (
              <a class="kern-link" href={`/laeufe/${lock.holder}`}>
                {holderText(lock)}
              </a>
            ) : (
              holderText(lock)
            ),
            lock.since === null
              ? 'unbekannt'
              : `${momentText(lock.since)}, ${agoText(new Date(lock.since), now)}`,
            momentText(lock.until),
          ])}
        />
      )}
    </section>
  );
}

function Examination({ visit }: { visit: Visit }) {
  const { app, checkup } = visit.house;
  const last = checkup.last();
  const failed = last?.checks.filter(({ state }) => state === 'fail').length ?? 0;
  return (
    <section aria-labelledby="pruefung">
      <h2 class="kern-heading-medium" id="pruefung">
        Prüfung der Umgebung
      </h2>
      <PostForm action="/system/pruefen" guest={requireGuest(visit)}>
        <Button kind={last ? 'secondary' : 'primary'}>Jetzt prüfen</Button>
      </PostForm>
      {last ? (
        <>
          {failed > 0 ? (
            <Alert tone="danger" title={`${count(failed, 'Punkt ist', 'Punkte sind')} nicht in Ordnung.`} />
          ) : null}
          <p class="kern-body">{`Geprüft um ${clockText(last.at)}, ${agoText(last.at, app.now())}.`}</p>
          <Table
            caption="Ergebnis der Prüfung"
            columns={[{ title: 'Befund' }, { title: 'Zustand' }, { title: 'Abhilfe' }]}
            rows={last.checks.map(({ state, text, hint }) => [
              text,
              <Badge {...SIGNS[state]} />,
              hint || '–',
            ])}
          />
        </>
      ) : (
        <p class="kern-body">Seit dem Start des Programms noch nicht geprüft.</p>
      )}
    </section>
  );
}

export async function lookAtSystem({ c, house }: Visit) {
  await house.checkup.look();
  return c.redirect('/system', 303);
}

export async function diagnosisFile(visit: Visit) {
  const { app, checkup } = visit.house;
  const { sight } = requireGuest(visit);
  const [system, ledger, sources, { rows }] = await Promise.all([
    app.desk.system(),
    app.desk.ledgerState(),
    app.desk.sources(sight),
    app.desk.runPage(sight, {}, { offset: 0, limit: NEWEST }),
  ]);
  const document = diagnosis({
    app,
    last: checkup.last(),
    system,
    ledger,
    jobs: sources.map(({ job, standing }) => ({ job, isPaused: standing?.pause !== undefined })),
    runs: rows.map(({ run }) => run),
  });
  return jsonFile(visit, 'diagnose.json', `${JSON.stringify(document, null, 2)}\n`);
}
