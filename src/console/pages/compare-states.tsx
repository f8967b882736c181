/** Screen 9, Zwei Stände vergleichen: what an indicator showed on a level after one run and after another. */
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { StatesView } from '../../engine/desk/compare-desk.ts';
import type { IndicatorView } from '../../engine/desk/published-desk.ts';
import type { Publication } from '../../engine/desk/publication-book.ts';
import { isChange, sortedCells, type PreviewCell } from '../../engine/desk/preview-series.ts';
import { page } from '../page.tsx';
import { Button, Select } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { Leaf, Table } from '../parts/tables.tsx';
import { INSIDERS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { count, momentText, whole } from '../words/format.ts';
import { afterText, changeText, valueText } from '../words/values.ts';
import { indicatorPath } from './indicators.tsx';
import { namesOf } from './preview-choice.ts';
import { notFound } from './problem.tsx';
import { pageNumber } from './runs.tsx';

const PAGE = 100;

export async function compareStatesPage(visit: Visit) {
  const { desk } = visit.house.app;
  const { session, sight } = requireGuest(visit);
  const asked = (name: string) => visit.c.req.query(name);
  const view = await desk.compareStates(
    { id: parameter(visit, 'id'), level: asked('ebene'), of: asked('von'), with: asked('mit') },
    sight,
  );
  if (!view) return notFound(visit);
  const isBarred = view.inner && !isAllowed(INSIDERS, session.roles);
  return page(visit, {
    title: 'Zwei Stände vergleichen',
    of: view.name,
    children: (
      <>
        <p class="kern-body">
          <a class="kern-link" href={indicatorPath(view.id)}>
            {`Zurück zu ${view.name}`}
          </a>
        </p>
        <StatesForm
          id={view.id}
          states={view.states}
          levels={view.levels}
          level={view.level.id}
          chosen={view.chosen}
        />
        {isBarred ? (
          <Alert tone="info" title="Diese Werte sind für den inneren Kreis.">
            <p class="kern-body">Ansehen kann sie, wer sie bearbeitet oder freigibt.</p>
          </Alert>
        ) : (
          await Comparison({ visit, view })
        )}
      </>
    ),
  });
}

interface FormProps {
  readonly id: string;
  /** Newest first. */
  readonly states: readonly Publication[];
  readonly levels: readonly { readonly id: string; readonly title: string }[];
  readonly level?: string;
  readonly chosen?: StatesView['chosen'];
  /** Of several on one page. */
  readonly number?: number;
}

function StatesForm({ id, states, levels, level, chosen, number = 1 }: FormProps) {
  const options = states.map(({ run, finishedAt }) => [run, stateText({ run, finishedAt })] as const);
  const fields = `stand-${String(number)}`;
  return (
    <form method="get" action={`${indicatorPath(id)}/vergleich`} class="ks-row">
      <Select
        id={`${fields}-von`}
        name="von"
        label="Stand"
        value={chosen?.older.run ?? states[1]?.run}
        options={options}
      />
      <Select
        id={`${fields}-mit`}
        name="mit"
        label="verglichen mit Stand"
        value={chosen?.newer.run ?? states[0]?.run}
        options={options}
      />
      {levels.length > 1 ? (
        <Select
          id={`${fields}-ebene`}
          name="ebene"
          label="Raumebene"
          value={level}
          options={levels.map((each) => [each.id, each.title] as const)}
        />
      ) : (
        <input type="hidden" name="ebene" value={levels[0]?.id} />
      )}
      <Button kind="secondary">Stände vergleichen</Button>
    </form>
  );
}

/** On the page of the indicator, for the states of one table there. */
export function CompareForm({
  id,
  past,
  number,
}: {
  id: string;
  past: IndicatorView['pasts'][number];
  number: number;
}) {
  if (past.runs.length < 2) return null;
  const states = past.runs.map(({ publication }) => publication);
  return <StatesForm id={id} states={states} levels={past.levels} number={number} />;
}

async function Comparison({ visit, view }: { visit: Visit; view: StatesView }) {
  const { states, chosen, changes } = view;
  if (states.length < 2)
    return (
      <p class="kern-body">Auf dieser Raumebene gibt es erst einen Stand; es gibt nichts zu vergleichen.</p>
    );
  if (!chosen || changes === undefined)
    return (
      <Alert tone="info" title="Das sind nicht zwei Stände dieser Raumebene.">
        <p class="kern-body">Wählen Sie oben zwei verschiedene Stände aus.</p>
      </Alert>
    );
  if (changes === 'gone')
    return (
      <Alert tone="info" title="Diese Stände lassen sich nicht mehr vergleichen.">
        <p class="kern-body">
          Die Werte eines Laufs dazwischen wurden nach Ablauf ihrer Frist gelöscht. Vergleichen Sie zwei
          neuere Stände.
        </p>
      </Alert>
    );
  if (changes === 'barred')
    return (
      <Alert tone="info" title="Diese Stände können Sie nicht vergleichen.">
        <p class="kern-body">
          Dazwischen hat ein Lauf einer anderen Stelle Werte geschrieben. Vergleichen Sie Stände ohne einen
          solchen Lauf dazwischen.
        </p>
      </Alert>
    );
  return (
    <section aria-labelledby="unterschied">
      <h2 class="kern-heading-medium" id="unterschied">
        {`Unterschied: ${view.level.title}`}
      </h2>
      <p class="kern-body">{`Verglichen: ${stateText(chosen.older)}, und ${stateText(chosen.newer)}.`}</p>
      <p class="kern-body">{changedText(changes)}</p>
      {changes.size === 0 ? null : await DateTable({ visit, view, chosen, changes })}
    </section>
  );
}

interface TableProps {
  readonly visit: Visit;
  readonly view: StatesView;
  readonly chosen: NonNullable<StatesView['chosen']>;
  readonly changes: ReadonlyMap<ReferenceDate, readonly PreviewCell[]>;
}

async function DateTable({ visit, view, chosen, changes }: TableProps) {
  const asked = visit.c.req.query('stichtag');
  const dates = [...changes.keys()];
  const date = dates.find((each) => each === asked) ?? dates.findLast((each) => changesAt(changes, each) > 0);
  const shown = date ?? dates.at(-1);
  if (shown === undefined) return null;
  const { level } = view;
  const { name } = await namesOf(visit, { level: level.id, unitName: level.title }, shown);
  const rows = ordered(changes.get(shown) ?? [], name);
  const number = pageNumber(visit.c.req.query('seite'));
  const path = `${indicatorPath(view.id)}/vergleich`;
  const precision = view.shown?.precision;
  const query = (more: Readonly<Record<string, string>>) =>
    new URLSearchParams({
      von: chosen.older.run,
      mit: chosen.newer.run,
      ebene: level.id,
      ...more,
    }).toString();
  const caption = `${view.name}, ${level.title}, Stichtag ${germanDate(shown)}`;
  return (
    <>
      {dates.length > 1 ? (
        <form method="get" action={path} class="ks-row">
          <input type="hidden" name="von" value={chosen.older.run} />
          <input type="hidden" name="mit" value={chosen.newer.run} />
          <input type="hidden" name="ebene" value={level.id} />
          <Select
            id="stichtag"
            name="stichtag"
            label="Stichtag"
            value={shown}
            options={dates.map((each) => [
              each,
              `${germanDate(each)} (${count(changesAt(changes, each), 'Änderung', 'Änderungen')})`,
            ])}
          />
          <Button kind="secondary">Stichtag anzeigen</Button>
        </form>
      ) : null}
      <h3 class="kern-heading-small">{caption}</h3>
      <p class="kern-body">{`${whole(changesAt(changes, shown))} von ${count(rows.length, 'Raumeinheit zeigt', 'Raumeinheiten zeigen')} einen anderen Wert; sie stehen zuerst.`}</p>
      <Table
        caption={caption}
        columns={[
          { title: 'Raumeinheit' },
          { title: 'Schlüssel' },
          { title: `nach Lauf ${chosen.older.run}`, numeric: true },
          { title: `nach Lauf ${chosen.newer.run}`, numeric: true },
          { title: 'Änderung', numeric: true },
        ]}
        rows={rows
          .slice((number - 1) * PAGE, number * PAGE)
          .map((cell) => [
            <bdi>{name(cell.key)}</bdi>,
            <bdi>{cell.key}</bdi>,
            valueText(cell.before, precision),
            afterText(cell, precision),
            changeText(cell.change, precision),
          ])}
      />
      {view.shown ? <p class="kern-body kern-body--small">{`Einheit: ${view.shown.unit}.`}</p> : null}
      <Leaf
        page={number}
        size={PAGE}
        total={rows.length}
        href={(to) => `${path}?${query({ stichtag: shown, seite: String(to) })}`}
      />
    </>
  );
}

/** What differs first, the largest difference at the top; then the rest by its keys. */
function ordered(cells: readonly PreviewCell[], name: (key: PreviewCell['key']) => string): PreviewCell[] {
  const changed = sortedCells(cells.filter(isChange), { by: 'aenderung', down: true, name });
  return [...changed, ...cells.filter((cell) => !isChange(cell))];
}

function changesAt(changes: TableProps['changes'], date: ReferenceDate): number {
  return (changes.get(date) ?? []).filter(isChange).length;
}

function changedText(changes: TableProps['changes']): string {
  const dates = [...changes.keys()].filter((date) => changesAt(changes, date) > 0);
  const sum = dates.reduce((total, date) => total + changesAt(changes, date), 0);
  if (sum === 0) return 'Zwischen den beiden Ständen hat sich hier kein Wert geändert.';
  const at = count(dates.length, 'Stichtag', 'Stichtagen');
  return `${count(sum, 'Wert ist anders', 'Werte sind anders')}, an ${at}. Alle übrigen Stichtage sind gleich.`;
}

function stateText({ run, finishedAt }: Pick<Publication, 'run' | 'finishedAt'>): string {
  return `Lauf ${run}, ${momentText(finishedAt)}`;
}
