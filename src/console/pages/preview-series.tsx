/** Screen 5, Vorschau, over time: a line for each chosen area with the new point marked, and the table behind it. */
import type { AreaKey } from '../../core/area.ts';
import { germanDate } from '../../core/reference-date.ts';
import type { Timeline, TimePoint } from '../../engine/desk/preview-timeline.ts';
import { LineSign, MOST_LINES, TimeChart } from '../map/chart.tsx';
import { Button } from '../parts/forms.tsx';
import { Table } from '../parts/tables.tsx';
import type { Visit } from '../visit.ts';
import { whole } from '../words/format.ts';
import { valueText } from '../words/values.ts';
import { choiceOf, namesOf, seriesText, type Choice } from './preview-choice.ts';
import { previewFrame } from './preview-frame.tsx';

/** Lines where none were chosen: those that move most. */
const FIRST = 4;

export async function previewSeriesPage(visit: Visit) {
  const { view, choice } = await choiceOf(visit);
  return previewFrame(visit, {
    view,
    choice,
    at: '/verlauf',
    content: choice && (await linesOf(visit, choice)),
  });
}

/** `onPaper`: nothing to choose. */
export async function linesOf(visit: Visit, choice: Choice, { onPaper = false } = {}) {
  const { series, date, preview } = choice;
  if (!series || date === undefined) return undefined;
  const { name } = await namesOf(visit, series, date);
  const timeline = await visit.house.app.desk.timeline(preview, series);
  const asked = visit.c.req.queries('flaeche') ?? [];
  const known = asked.filter((key) => timeline.areas.has(key as AreaKey)) as AreaKey[];
  const chosen = (known.length > 0 ? [...new Set(known)] : moving(timeline)).slice(0, MOST_LINES);
  const lines = chosen.map((key) => ({ name: name(key), points: timeline.areas.get(key) ?? [] }));
  const precision = series.shown?.precision;
  const text = (value: number | null) => valueText(value, precision);
  const what = seriesText(series);
  return (
    <>
      <h3 class="kern-heading-small">{`${what}: ${whole(chosen.length)} von ${whole(timeline.areas.size)} Raumeinheiten`}</h3>
      {known.length > MOST_LINES ? (
        <p class="kern-body">{`Gezeigt werden die ersten ${whole(MOST_LINES)} der gewählten Raumeinheiten.`}</p>
      ) : null}
      {timeline.whole ? null : (
        <p class="kern-body">
          Gezeigt werden nur die Stichtage, an denen sich etwas ändert: Die übrigen Werte sind hier nicht mehr
          bekannt.
        </p>
      )}
      {onPaper ? null : <AreaChoice choice={choice} timeline={timeline} chosen={chosen} name={name} />}
      <div class="ks-chart-box" tabindex={0} role="region" aria-label={`Verlauf: ${what}`}>
        <TimeChart
          lines={lines}
          dates={timeline.dates}
          label={`Linien: ${lines.map((line, index) => `${index + 1} ${line.name}`).join(', ')}. Die Werte stehen in der Tabelle darunter.`}
          text={(value) => tickText(value, precision)}
        />
      </div>
      <ol class="ks-legend">
        {lines.map((line, index) => (
          <li>
            <LineSign index={index} />
            <span>{`${index + 1} ${line.name}`}</span>
          </li>
        ))}
      </ol>
      <p class="kern-body kern-body--small">
        Großer gefüllter Kreis: neuer oder geänderter Wert. Leerer Kreis: bisheriger Wert. Lücke: kein Wert.
      </p>
      <Table
        caption={`Werte der Linien: ${what}`}
        columns={[
          { title: 'Stichtag' },
          ...lines.map((line, index) => ({ title: `${index + 1} ${line.name}`, numeric: true })),
        ]}
        rows={timeline.dates
          .map((each, index) => [
            germanDate(each),
            ...lines.map(({ points }) => pointText(points[index], text)),
          ])
          .reverse()}
      />
    </>
  );
}

function AreaChoice({
  choice: { view, number },
  timeline,
  chosen,
  name,
}: {
  choice: Choice;
  timeline: Timeline;
  chosen: readonly AreaKey[];
  name: (key: AreaKey) => string;
}) {
  const keys = [...timeline.areas.keys()].sort((a, b) => name(a).localeCompare(name(b), 'de'));
  return (
    <details class="kern-accordion">
      <summary class="kern-accordion__header">
        <span class="kern-title">Raumeinheiten wählen</span>
      </summary>
      <section class="kern-accordion__body">
        <form method="get" action={`/laeufe/${view.run.id}/vorschau/verlauf`} class="ks-stack">
          <input type="hidden" name="reihe" value={number} />
          <fieldset class="ks-choices">
            <legend class="kern-label">{`Raumeinheiten (höchstens ${MOST_LINES})`}</legend>
            {keys.map((key, index) => (
              <div class="kern-form-check">
                <input
                  class="kern-form-check__checkbox"
                  id={`flaeche-${index}`}
                  name="flaeche"
                  type="checkbox"
                  value={key}
                  checked={chosen.includes(key)}
                />
                <label class="kern-label" for={`flaeche-${index}`}>
                  {name(key)}
                </label>
              </div>
            ))}
          </fieldset>
          <Button kind="secondary">Anzeigen</Button>
        </form>
      </section>
    </details>
  );
}

function moving({ areas }: Timeline): AreaKey[] {
  const largest = ([, points]: [AreaKey, readonly TimePoint[]]) =>
    Math.max(0, ...points.map(({ before, after }) => Math.abs((after ?? 0) - (before ?? after ?? 0))));
  return [...areas]
    .map((entry) => ({ key: entry[0], size: largest(entry) }))
    .sort((a, b) => b.size - a.size)
    .slice(0, FIRST)
    .map(({ key }) => key);
}

/** `79,0 (bisher 7,9)` */
function pointText(point: TimePoint | undefined, text: (value: number | null) => string): string {
  if (!point) return '–';
  const { before, after, changed } = point;
  if (!changed) return text(after);
  return before === null ? `${text(after)} (neu)` : `${text(after)} (bisher ${text(before)})`;
}

/** An axis may need finer steps than the indicator has decimals. */
function tickText(value: number, precision: number | undefined): string {
  return precision === undefined || Number(value.toFixed(precision)) !== value
    ? valueText(value, undefined)
    : valueText(value, precision);
}
