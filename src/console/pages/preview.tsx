/** Screen 5, Vorschau: exactly what will change in KomMonitor, as a table and as a file. */
import { germanDate } from '../../core/reference-date.ts';
import { shortestFloat } from '../../core/decimal.ts';
import type { AreaKey } from '../../core/area.ts';
import {
  isChange,
  orderValue,
  sortedCells,
  type CellOrder,
  type PreviewCell,
} from '../../engine/desk/preview-series.ts';
import { isUnusual } from '../../engine/desk/preview-unusual.ts';
import { csv } from '../csv.ts';
import { csvFile } from '../files.ts';
import { Button, Check } from '../parts/forms.tsx';
import { Badge } from '../parts/marks.tsx';
import { Leaf, Table, type Column, type RowData } from '../parts/tables.tsx';
import { INSIDERS } from '../rights.ts';
import { parameter, type Visit } from '../visit.ts';
import { count, whole } from '../words/format.ts';
import { afterText, CELL_KINDS, changeText, valueText } from '../words/values.ts';
import {
  choiceOf,
  namesOf,
  previewQuery,
  seriesText,
  tableAsked,
  type Choice,
  type TableAsked,
} from './preview-choice.ts';
import { forbidden } from './problem.tsx';
import { accessPart } from './preview-access.tsx';
import { previewFrame } from './preview-frame.tsx';
import { PlanParts } from './preview-parts.tsx';
import { TotalsPart } from './preview-totals.tsx';
import { pageNumber } from './runs.tsx';

const PAGE = 100;

export async function previewPage(visit: Visit) {
  const { view, choice } = await choiceOf(visit);
  return previewFrame(visit, {
    view,
    choice,
    at: '',
    content: choice && (await tableOf(visit, choice)),
    more: choice && (await wholePlan(visit, choice)),
  });
}

async function wholePlan(visit: Visit, { view, preview }: Choice) {
  return (
    <>
      <PlanParts run={view.run.id} preview={preview} />
      {preview.steps > 0 ? await accessPart(visit, preview.access) : null}
    </>
  );
}

async function tableOf(visit: Visit, choice: Choice) {
  const { series, date, view } = choice;
  if (!series || date === undefined) return undefined;
  const asked = tableAsked(visit);
  const { name } = await namesOf(visit, series, date);
  const rows = wantedCells(choice, asked, name);
  const number = pageNumber(visit.c.req.query('seite'));
  const path = `/laeufe/${view.run.id}/vorschau`;
  const href = (more: Readonly<Record<string, string | undefined>>) =>
    `${path}?${previewQuery(choice, { ...queryOf(asked), ...more })}`;
  const precision = series.shown?.precision;
  const caption = `${seriesText(series)}, Stichtag ${germanDate(date)}`;
  const { hidden } = series.counts;
  const share = visit.house.app.desk.unusualFrom(view.run);
  const unusual = series.cells(date).filter((cell) => isUnusual(cell, share)).length;
  return (
    <>
      <h3 class="kern-heading-small">{caption}</h3>
      {hidden > 0 ? <HiddenNote /> : null}
      {unusual > 0 ? (
        <p class="kern-body">
          {`${count(unusual, 'Wert ändert', 'Werte ändern')} sich ungewöhnlich stark (um mehr als ${whole(100 * share)} %). Möglich ist ein Kommafehler. Sehen Sie ${unusual === 1 ? 'ihn' : 'sie'} sich noch einmal an.`}
        </p>
      ) : null}
      <TotalsPart series={series} date={date} all={choice.preview.series} />
      <form method="get" action={path} class="ks-row">
        <input type="hidden" name="reihe" value={choice.number} />
        <input type="hidden" name="stichtag" value={date} />
        <Check id="nur" name="nur" label="Nur Änderungen" checked={asked.onlyChanges} />
        <Button kind="secondary">Filtern</Button>
      </form>
      {rows.length === 0 ? (
        <p class="kern-body">Für diesen Stichtag ändert sich kein Wert.</p>
      ) : (
        <>
          <Table
            caption={caption}
            columns={COLUMNS.map((column) => sortable(column, asked, href))}
            rows={rows
              .slice((number - 1) * PAGE, number * PAGE)
              .map((cell) => [
                <bdi>{name(cell.key)}</bdi>,
                <bdi>{cell.key}</bdi>,
                valueText(cell.before, precision),
                afterText(cell, precision),
                changeText(cell.change, precision),
                kindText(cell, share),
              ])}
            {...(rows.length > PAGE ? {} : { data: rows.map((cell) => rowData(cell, name)) })}
          />
          {series.shown ? (
            <p class="kern-body kern-body--small">{`Einheit: ${series.shown.unit}.`}</p>
          ) : (
            <p class="kern-body kern-body--small">
              Dieser Indikator ist nicht mehr beschrieben; gezeigt wird der gespeicherte Wert.
            </p>
          )}
          <Leaf page={number} size={PAGE} total={rows.length} href={(to) => href({ seite: String(to) })} />
          <p class="kern-body">
            <a class="kern-link" href={`${path}.csv?${previewQuery(choice, queryOf(asked))}`} download>
              Diese Tabelle als CSV
            </a>
          </p>
        </>
      )}
    </>
  );
}

function rowData(cell: PreviewCell, name: (key: AreaKey) => string): RowData {
  return { key: cell.key, order: COLUMNS.map(({ by }) => (by ? orderValue(cell, by, name) : null)) };
}

function kindText(cell: PreviewCell, share: number) {
  if (!isUnusual(cell, share)) return CELL_KINDS[cell.kind];
  return (
    <>
      {`${CELL_KINDS[cell.kind]} `}
      <Badge tone="warning" label="ungewöhnlich" />
    </>
  );
}

export function HiddenNote() {
  return (
    <p class="kern-body">
      Ein Wert wird geheim gehalten, wenn er selbst zu viel über einzelne Personen verrät oder wenn sich aus
      ihm ein anderer geheimer Wert ausrechnen ließe. Welcher der beiden Gründe gilt, wird nicht gezeigt: Auch
      das kann etwas verraten.
    </p>
  );
}

function wantedCells(
  { series, date }: Choice,
  { by, down, onlyChanges }: TableAsked,
  name: (key: AreaKey) => string,
): PreviewCell[] {
  const all = series && date !== undefined ? series.cells(date) : [];
  return sortedCells(onlyChanges ? all.filter(isChange) : all, { by, down, name });
}

export async function previewCsv(visit: Visit) {
  const { choice } = await choiceOf(visit);
  if (choice?.isBarred) return forbidden(visit, INSIDERS);
  const head = ['Schlüssel', 'Raumeinheit', 'Stichtag', 'bisher', 'neu', 'Änderung', 'Art', 'Grund'];
  const file = `vorschau-${parameter(visit, 'id')}.csv`;
  if (!choice?.series || choice.date === undefined) return csvFile(visit, file, csv(head, []));
  const { series, date } = choice;
  const { name } = await namesOf(visit, series, date);
  const number = (value: number | null) => (value === null ? '' : shortestFloat(value));
  const rows = wantedCells(choice, tableAsked(visit), name).map((cell) => [
    cell.key,
    name(cell.key),
    date,
    number(cell.before),
    number(cell.after),
    cell.change === null ? '' : Number(cell.change.toPrecision(6)),
    CELL_KINDS[cell.kind],
    cell.after === null ? afterText(cell, undefined) : '',
  ]);
  return csvFile(visit, file, csv(head, rows));
}

interface OrderedColumn extends Column {
  readonly by?: CellOrder;
}

const COLUMNS: readonly OrderedColumn[] = [
  { title: 'Raumeinheit', by: 'name' },
  { title: 'Schlüssel', by: 'schluessel' },
  { title: 'bisher', numeric: true, by: 'bisher' },
  { title: 'neu', numeric: true, by: 'neu' },
  { title: 'Änderung', numeric: true, by: 'aenderung' },
  { title: 'Art' },
];

/** The same column again turns the order round. */
function sortable(
  { by, ...column }: OrderedColumn,
  asked: TableAsked,
  href: (more: Readonly<Record<string, string>>) => string,
): Column {
  if (by === undefined) return column;
  const isOwn = by === asked.by;
  const isText = by === 'name' || by === 'schluessel';
  const down = isOwn ? !asked.down : !isText;
  const sorted = asked.down ? 'descending' : 'ascending';
  return {
    ...column,
    sort: { href: href({ ordnung: by, richtung: down ? 'ab' : 'auf' }), now: isOwn ? sorted : 'none' },
  };
}

function queryOf({ by, down, onlyChanges }: TableAsked): Record<string, string | undefined> {
  return {
    ordnung: by,
    richtung: down ? 'ab' : 'auf',
    nur: onlyChanges ? 'ja' : undefined,
  };
}
