/** Screen 12, System: what `kmsync doctor` tells, for IT. */
import { page } from '../page.tsx';
import { Button, PostForm } from '../parts/forms.tsx';
import { Alert, Badge } from '../parts/marks.tsx';
import { Facts, Table } from '../parts/tables.tsx';
import { requireGuest, type Visit } from '../visit.ts';
import { clockText, count } from '../words/format.ts';
import type { Tone } from '../words/states.ts';

const SIGNS: Readonly<Record<'ok' | 'warn' | 'fail', { tone: Tone; label: string }>> = {
  ok: { tone: 'success', label: 'In Ordnung' },
  warn: { tone: 'warning', label: 'Hinweis' },
  fail: { tone: 'danger', label: 'Fehler' },
};

export function systemPage(visit: Visit) {
  const { app, checkup } = visit.house;
  const last = checkup.last();
  const failed = last?.checks.filter(({ state }) => state === 'fail').length ?? 0;
  return page(visit, {
    title: 'System',
    children: (
      <>
        <Facts
          facts={[
            ['Programm', app.program],
            ['KomMonitor', app.config.target.url],
            [
              'Anmeldung',
              app.config.login.with === 'local' ? 'Konten dieser Installation' : 'Anmeldung von KomMonitor',
            ],
          ]}
        />
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
                <Alert
                  tone="danger"
                  title={`${count(failed, 'Punkt ist', 'Punkte sind')} nicht in Ordnung.`}
                />
              ) : null}
              <p class="kern-body">{`Geprüft um ${clockText(last.at)}.`}</p>
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
      </>
    ),
  });
}

export async function lookAtSystem({ c, house }: Visit) {
  await house.checkup.look();
  return c.redirect('/system', 303);
}
