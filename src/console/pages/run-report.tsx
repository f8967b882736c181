/** The report of a run: to look at, to print and to take away. Nothing in it is a value but in the maps and series. */
import { htmlReport } from '../../engine/report/html.ts';
import type { RunDocument } from '../../engine/report/run-document.ts';
import { sectionsOf, type Section } from '../../engine/report/tables.ts';
import { textFile } from '../files.ts';
import { page } from '../page.tsx';
import { Button, Select } from '../parts/forms.tsx';
import { Facts, Table } from '../parts/tables.tsx';
import { INSIDERS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { momentText } from '../words/format.ts';
import { choiceOf, seriesText, type Choice } from './preview-choice.ts';
import { mapsOf } from './preview-map.tsx';
import { linesOf } from './preview-series.tsx';

export async function reportPage(visit: Visit) {
  const { view, choice } = await choiceOf(visit);
  const { app } = visit.house;
  const report = await app.desk.report(view.run);
  const path = `/laeufe/${view.run.id}`;
  return page(visit, {
    title: 'Bericht',
    of: `Lauf ${view.run.id}`,
    children: (
      <div class="ks-report">
        <p class="kern-body ks-screen-only">
          <a class="kern-link" href={path}>
            {`Zurück zu Lauf ${view.run.id}`}
          </a>
        </p>
        <p class="kern-title">{report.sentence.replace(`(${report.run.job})`, `(${report.run.title})`)}</p>
        <p class="kern-body kern-body--small">
          {`Erstellt am ${momentText(app.now().toISOString())} für ${requireGuest(visit).session.name}.`}
        </p>
        <div class="ks-screen-only">
          <p class="kern-body">
            Drucken Sie diese Seite mit dem Browser, auf Papier oder als PDF. Menü und Knöpfe werden nicht
            gedruckt.
          </p>
          <ul class="ks-row">
            <li>
              <a class="kern-link" href={`${path}/bericht.html`} download>
                Bericht als HTML-Datei
              </a>
            </li>
            <li>
              <a class="kern-link" href={`${path}/bericht.json`} download>
                Bericht als JSON-Datei
              </a>
            </li>
          </ul>
        </div>
        {sectionsOf(report).map((section) => (
          <SectionPart section={section} />
        ))}
        {choice && choice.preview.series.length > 0 ? await picturesOf(visit, choice) : null}
      </div>
    ),
  });
}

/** The table in it is a region of that name already. */
function SectionPart({ section: { title, head, rows, numbers } }: { section: Section }) {
  return (
    <div class="ks-stack">
      <h2 class="kern-heading-medium">{title}</h2>
      {head[0] === 'Angabe' ? (
        <Facts facts={rows.map(([name = '', content = '']) => [name, content])} />
      ) : (
        <Table
          caption={title}
          columns={head.map((text, column) => ({ title: text, numeric: numbers.includes(column) }))}
          rows={rows.map((row) => row.map((cell) => <bdi>{cell}</bdi>))}
        />
      )}
    </div>
  );
}

/** One series at a time: a report of all of them would be a book. */
async function picturesOf(visit: Visit, choice: Choice) {
  const { preview, number, series, view } = choice;
  const { roles } = requireGuest(visit).session;
  const options = preview.series.flatMap((each, index): [string, string][] =>
    each.inner && !isAllowed(INSIDERS, roles) ? [] : [[String(index + 1), seriesText(each)]],
  );
  return (
    <section aria-labelledby="karte-und-verlauf">
      <h2 class="kern-heading-medium" id="karte-und-verlauf">
        Karte und Verlauf
      </h2>
      <form method="get" action={`/laeufe/${view.run.id}/bericht#karte-und-verlauf`} class="ks-row ks-narrow">
        <Select id="reihe" name="reihe" label="Indikator" value={String(number)} options={options} />
        <Button kind="secondary">Anzeigen</Button>
      </form>
      {series ? (
        <>
          {await mapsOf(visit, choice)}
          {await linesOf(visit, choice, { onPaper: true })}
        </>
      ) : (
        <p class="kern-body">Wählen Sie einen Indikator aus.</p>
      )}
    </section>
  );
}

export async function reportHtml(visit: Visit) {
  const { name, report } = await reportFile(visit);
  return textFile(visit, { name: `${name}.html`, type: 'text/html' }, htmlReport(report));
}

export async function reportJson(visit: Visit) {
  const { name, report } = await reportFile(visit);
  const text = `${JSON.stringify(report, null, 2)}\n`;
  return textFile(visit, { name: `${name}.json`, type: 'application/json' }, text);
}

async function reportFile(visit: Visit): Promise<{ readonly name: string; readonly report: RunDocument }> {
  const { desk } = visit.house.app;
  const { run } = await desk.run(parameter(visit, 'id'));
  return { name: `bericht-${run.id}`, report: await desk.report(run) };
}
