/** Screen 10, Quellen und Zeitpläne: what is read from where, and when it runs by itself. */
import type { SourceOverview } from '../../engine/desk/source-desk.ts';
import { page } from '../page.tsx';
import { NextDue } from '../parts/schedules.tsx';
import { Table } from '../parts/tables.tsx';
import { OPERATORS, isAllowed } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { count } from '../words/format.ts';
import { cronText } from '../words/schedule.ts';

export async function sourcesPage(visit: Visit) {
  const { app } = visit.house;
  const sources = await app.desk.sources(requireGuest(visit).sight);
  const isOperator = isAllowed(OPERATORS, requireGuest(visit).session.roles);
  return page(visit, {
    title: 'Quellen und Zeitpläne',
    children: (
      <>
        <p class="kern-body">
          Ein Auftrag liest aus einer oder mehreren Quellen und rechnet daraus Indikatoren. Sein Aufbau steht
          in Dateien, die die IT verwaltet.{' '}
          <a class="kern-link" href="/lieferungen">
            Lieferkalender
          </a>
        </p>
        {sources.length === 0 ? (
          <p class="kern-body">
            {isOperator
              ? 'Noch kein Auftrag eingerichtet. Legen Sie im Ordner „jobs“ der Installation einen an; das Betriebshandbuch beschreibt, wie.'
              : `Noch kein Auftrag eingerichtet. Zuständig: ${app.config.console.contact}.`}
          </p>
        ) : (
          <Table
            caption="Aufträge mit ihren Quellen und Zeitplänen"
            columns={[
              { title: 'Auftrag' },
              { title: 'Art' },
              { title: 'Quellen', numeric: true },
              { title: 'Zeitplan' },
              { title: 'Nächster Termin' },
            ]}
            rows={sources.map((source) => [
              <a class="kern-link" href={`/quellen/${source.job.id}`}>
                {source.job.title}
              </a>,
              artText(source),
              String(source.parts.length),
              source.job.schedule ? cronText(source.job.schedule.cron) : 'nur von Hand',
              <NextDue standing={source.standing} />,
            ])}
          />
        )}
      </>
    ),
  });
}

function artText({ parts }: SourceOverview): string {
  const arts = [...new Set(parts.filter(({ kind }) => kind !== 'level').map(({ art }) => art))];
  const [first = 'Raumeinheiten', ...others] = arts;
  return others.length === 0 ? first : `${first} und ${count(others.length, 'weitere Art', 'weitere Arten')}`;
}
