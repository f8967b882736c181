/** Screen 5, Vorschau, as maps: before, afterwards and what lies between, with the same data as a table. */
import { germanDate } from '../../core/reference-date.ts';
import { movesOf, sortedCells, type PreviewCell } from '../../engine/desk/preview-series.ts';
import { AreaMap, Legend, NOTHING, ShapeStore, type LegendEntry } from '../map/map.tsx';
import { paintOf, RISING, ZERO, type Classification, type Paint } from '../map/paint.ts';
import { shapesOf } from '../map/shapes.ts';
import { Table } from '../parts/tables.tsx';
import type { Visit } from '../visit.ts';
import { whole } from '../words/format.ts';
import { movesText } from '../words/moves.ts';
import { afterText, changeText, valueText } from '../words/values.ts';
import { choiceOf, namesOf, seriesText, type Choice } from './preview-choice.ts';
import { previewFrame } from './preview-frame.tsx';
import { HiddenNote } from './preview.tsx';

/** Of an indicator that nobody describes any more. */
const PLAIN: Classification = { scheme: 'Blues', classes: 5, method: 'EQUAL_INTERVAL' };

export async function previewMapPage(visit: Visit) {
  const { view, choice } = await choiceOf(visit);
  return previewFrame(visit, {
    view,
    choice,
    at: '/karte',
    content: choice && (await mapsOf(visit, choice)),
  });
}

/** Once on a page. */
export async function mapsOf(visit: Visit, { series, date }: Choice) {
  if (!series || date === undefined) return undefined;
  const { areas, name } = await namesOf(visit, series, date);
  const shapes = shapesOf(areas);
  const cells = series.cells(date);
  const drawings = new Map(shapes.areas.map(({ key }, index) => [key, `f${index}`]));
  const sorted = sortedCells(cells, { by: 'aenderung', down: true, name });
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const classification = series.shown?.classification ?? PLAIN;
  const precision = series.shown?.precision;
  const what = `${seriesText(series)}, ${germanDate(date)}`;
  const numbers = (list: readonly (number | null)[]) => list.filter((value) => value !== null);
  const paint = paintOf(numbers(cells.flatMap(({ before, after }) => [before, after])), classification);
  const changes = paintOf(numbers(cells.map(({ change }) => change)), {
    ...classification,
    method: 'EQUAL_INTERVAL',
    scheme: RISING,
  });
  const fill = (of: Paint, value: number | null | undefined) =>
    value === null || value === undefined ? NOTHING : of.colour(value);
  const missing = cells.filter(({ key }) => areas.every((area) => area.key !== key)).length;
  return (
    <>
      <h3 class="kern-heading-small">{movesText(movesOf(cells))}</h3>
      <p class="kern-body">{`${what}. `}</p>
      {cells.some(({ kind }) => kind === 'hidden') ? <HiddenNote /> : null}
      {areas.length === 0 ? (
        <p class="kern-body">
          Für diese Raumebene sind am Stichtag keine Flächen bekannt. Die Werte stehen in der Tabelle.
        </p>
      ) : (
        <>
          <p class="kern-body">
            <a class="kern-link" href="#werte">
              Karte überspringen
            </a>
          </p>
          <ShapeStore shapes={shapes} />
          <div>
            <div class="ks-maps">
              <figure>
                <figcaption class="kern-title">Bisher</figcaption>
                <AreaMap
                  shapes={shapes}
                  label={`Karte bisher: ${what}`}
                  fill={(key) => fill(paint, byKey.get(key)?.before)}
                  title={(key) => `${name(key)}: ${valueText(byKey.get(key)?.before ?? null, precision)}`}
                />
              </figure>
              <figure>
                <figcaption class="kern-title">Neu</figcaption>
                <AreaMap
                  shapes={shapes}
                  label={`Karte neu: ${what}`}
                  fill={(key) => fill(paint, byKey.get(key)?.after)}
                  title={(key) => `${name(key)}: ${titleAfter(byKey.get(key), precision)}`}
                />
              </figure>
              <figure>
                <figcaption class="kern-title">Unterschied</figcaption>
                <AreaMap
                  shapes={shapes}
                  label={`Karte des Unterschieds: ${what}`}
                  fill={(key) => fill(changes, byKey.get(key)?.change)}
                  title={(key) => `${name(key)}: ${changeText(byKey.get(key)?.change ?? null, precision)}`}
                />
              </figure>
            </div>
            <p class="kern-body ks-area ks-screen-only" data-area-box="" hidden>
              Zeigen Sie auf eine Fläche oder auf eine Zeile der Tabelle: Hier steht dann, was dort gilt.
            </p>
          </div>
          <div class="ks-wide-gap">
            <div>
              <p class="kern-title">Bisher und neu</p>
              <Legend
                label="Farben bisher und neu"
                entries={entries(
                  paint,
                  (value) => valueText(value, precision),
                  cells.some(({ before, after }) => before === null || after === null),
                )}
              />
              <ClassNote classification={classification} isKnown={series.shown !== undefined} />
            </div>
            <div>
              <p class="kern-title">Unterschied</p>
              <Legend
                label="Farben des Unterschieds"
                entries={entries(
                  changes,
                  (value) => changeText(value, precision),
                  cells.some(({ change }) => change === null),
                )}
              />
            </div>
          </div>
          {missing > 0 ? (
            <p class="kern-body">{`${whole(missing)} Raumeinheiten haben am Stichtag keine Fläche und stehen nur in der Tabelle.`}</p>
          ) : null}
        </>
      )}
      <h3 class="kern-heading-small" id="werte" tabindex={-1}>
        Dieselben Werte als Tabelle
      </h3>
      <Table
        caption={`Werte der Karten: ${what}`}
        columns={[
          { title: 'Raumeinheit' },
          { title: 'bisher', numeric: true },
          { title: 'neu', numeric: true },
          { title: 'Änderung', numeric: true },
        ]}
        data={sorted.map(({ key }) => ({ area: drawings.get(key) }))}
        rows={sorted.map((cell) => [
          <bdi>{name(cell.key)}</bdi>,
          valueText(cell.before, precision),
          afterText(cell, precision),
          changeText(cell.change, precision),
        ])}
      />
    </>
  );
}

function titleAfter(cell: PreviewCell | undefined, precision: number | undefined): string {
  return cell ? afterText(cell, precision) : valueText(null, precision);
}

/** Classes, zero apart, and what has no value. */
function entries(
  { classes, hasZero }: Paint,
  text: (value: number) => string,
  hasNothing: boolean,
): LegendEntry[] {
  const ranges = classes.map(({ from, to, colour }, index) => {
    const [low, high] = [text(from), text(to)];
    const isLast = index === classes.length - 1;
    const range = `${low} bis ${from > 0 && !isLast ? 'unter ' : ''}${high}`;
    return { fill: colour, text: low === high ? low : range };
  });
  return [
    ...ranges,
    ...(hasZero ? [{ fill: ZERO, text: '0' }] : []),
    ...(hasNothing ? [{ fill: NOTHING, text: 'kein Wert oder nicht vergleichbar' }] : []),
  ];
}

const METHODS: Readonly<Record<Classification['method'], string>> = {
  EQUAL_INTERVAL: 'gleiche Abstände',
  QUANTILE: 'gleich viele Raumeinheiten je Klasse',
  JENKS: 'nach Jenks',
  REGIONAL_DEFAULT: 'gleiche Abstände; die regionalen Klassen kennt nur KomMonitor',
};

function ClassNote({ classification, isKnown }: { classification: Classification; isKnown: boolean }) {
  return (
    <p class="kern-body kern-body--small">
      {isKnown
        ? `Klassen und Farben wie in KomMonitor (${METHODS[classification.method]}), gebildet aus den Werten dieses Stichtags. KomMonitor kann sie aus der ganzen Zeitreihe bilden.`
        : 'Dieser Indikator ist nicht mehr beschrieben; Klassen und Farben sind nicht die von KomMonitor.'}
    </p>
  );
}
