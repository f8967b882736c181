/** Screen 3, „Zeile ansehen“: the rows around a finding, of a file that this person has opened again. */
import { findingText, type Finding } from '../../core/finding.ts';
import { SyncError } from '../../errors.ts';
import { MOST_COLUMNS, ROWS_BESIDE, type LookedSheet } from '../../engine/look/look.ts';
import { columnLetters, columnNumber, sheetOf } from '../inspect/cell.ts';
import type { Look } from '../inspect/looks.ts';
import { ofRun, takeLook } from '../inspect/take-look.ts';
import { page } from '../page.tsx';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { whole } from '../words/format.ts';
import { checkPage } from './check.tsx';
import { LookForm } from './look-parts.tsx';

/** Findings of one row that are told above it. */
const MOST_TOLD = 5;
const MOST_READ = 1_000;

interface Asked {
  readonly sheet: string | undefined;
  readonly row: number;
  /** 1-based; undefined: the whole row is meant. */
  readonly column: number | undefined;
}

/** Opens the file of the form and goes back to the page that asked for it. */
export async function lookAgain(visit: Visit) {
  const { c, form } = visit;
  const id = parameter(visit, 'id');
  const path = `/laeufe/${id}/pruefung`;
  try {
    await takeLook(visit, ofRun(visit, id));
  } catch (error) {
    if (error instanceof SyncError) return checkPage(visit, error);
    throw error;
  }
  const asked = askedFor((name) => form[name]);
  return c.redirect(asked ? `${path}/zeile?${queryOf(asked)}` : `${path}#nachsehen`, 303);
}

export async function rowPage(visit: Visit) {
  const id = parameter(visit, 'id');
  const look = visit.house.looks.of(requireGuest(visit).session.id, id);
  const asked = askedFor((name) => visit.c.req.query(name));
  const told = asked && look ? await toldOf(visit, id, look, asked) : [];
  return page(visit, {
    title: asked ? `Zeile ${whole(asked.row)}` : 'Zeile ansehen',
    of: `Prüfbericht, Lauf ${id}`,
    children: (
      <>
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${id}/pruefung`}>
            {`Zurück zum Prüfbericht von Lauf ${id}`}
          </a>
        </p>
        {asked === undefined ? (
          <p class="kern-body">Diese Zeile gibt es nicht. Gehen Sie über den Prüfbericht.</p>
        ) : look ? (
          <Excerpt look={look} asked={asked} told={told} />
        ) : (
          <>
            <p class="kern-body">
              Die Datei ist nicht mehr geöffnet. Öffnen Sie sie noch einmal, um die Zeile anzusehen.
            </p>
            <LookForm
              visit={visit}
              action={`/laeufe/${id}/pruefung/nachsehen`}
              fields={Object.fromEntries(new URLSearchParams(queryOf(asked)))}
            />
          </>
        )}
      </>
    ),
  });
}

function askedFor(field: (name: string) => string | undefined): Asked | undefined {
  const row = field('zeile') ?? '';
  if (!/^[1-9]\d{0,7}$/.test(row)) return undefined;
  const sheet = field('blatt') ?? '';
  return {
    sheet: sheet === '' ? undefined : sheet,
    row: Number(row),
    column: columnNumber(field('spalte') ?? ''),
  };
}

function queryOf({ sheet, row, column }: Asked): string {
  const query = new URLSearchParams();
  if (sheet !== undefined) query.set('blatt', sheet);
  query.set('zeile', String(row));
  if (column !== undefined) query.set('spalte', columnLetters(column));
  return query.toString();
}

/** What the check said about this row. */
async function toldOf(visit: Visit, id: string, { file }: Look, asked: Asked): Promise<readonly Finding[]> {
  const { findings } = await visit.house.app.desk.check(id, { offset: 0, limit: MOST_READ });
  return findings
    .filter(({ place }) => place.file === file && place.sheet === asked.sheet && place.row === asked.row)
    .slice(0, MOST_TOLD);
}

interface ExcerptProps {
  readonly look: Look;
  readonly asked: Asked;
  readonly told: readonly Finding[];
}

function Excerpt({ look, asked, told }: ExcerptProps) {
  const sheet = sheetOf(look, asked.sheet);
  const isThere = sheet?.rows.has(asked.row) === true;
  return (
    <>
      <p class="kern-body">
        <bdi>{look.file}</bdi>
        {asked.sheet === undefined ? null : (
          <>
            {', Blatt „'}
            <bdi>{asked.sheet}</bdi>“
          </>
        )}
      </p>
      {told.map((found) => (
        <p class="kern-body">
          {found.place.column === undefined ? null : (
            <>
              {'Spalte '}
              <bdi>{found.place.column}</bdi>
              {': '}
            </>
          )}
          {findingText(found).text}
        </p>
      ))}
      {sheet && isThere ? (
        <Rows sheet={sheet} asked={asked} />
      ) : (
        <p class="kern-body">
          {`Zeile ${whole(asked.row)} ist hier nicht zu sehen: Sie ist leer, ließ sich nicht in Spalten teilen oder steht zu weit hinten in einer sehr großen Datei. Öffnen Sie die Datei bei sich.`}
        </p>
      )}
    </>
  );
}

function Rows({ sheet, asked }: { sheet: LookedSheet; asked: Asked }) {
  const numbers = Array.from({ length: 2 * ROWS_BESIDE + 1 }, (_, index) => asked.row - ROWS_BESIDE + index);
  const rows = numbers.flatMap((number) => {
    const cells = sheet.rows.get(number);
    return cells ? [{ number, cells }] : [];
  });
  const width = Math.max(...rows.map(({ cells }) => cells.length), asked.column ?? 0);
  const columns = Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, index) => index + 1);
  const caption = `Zeilen ${whole(rows[0]?.number ?? 0)} bis ${whole(rows.at(-1)?.number ?? 0)} der Datei`;
  return (
    <>
      <div class="kern-table-responsive" tabindex={0} role="region" aria-label={caption}>
        <table class="kern-table kern-table--small ks-excerpt">
          <caption class="kern-sr-only">{caption}</caption>
          <thead>
            <tr class="kern-table__row">
              <th scope="col" class="kern-table__header">
                Zeile
              </th>
              {columns.map((column) => (
                <th scope="col" class="kern-table__header">
                  {columnLetters(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="kern-table__body">
            {rows.map(({ number, cells }) => (
              <tr class={`kern-table__row${number === asked.row ? ' ks-row-here' : ''}`}>
                <th scope="row" class="kern-table__cell ks-row-head">
                  {number === asked.row && asked.column === undefined
                    ? `${whole(number)} – hier`
                    : whole(number)}
                </th>
                {columns.map((column) => (
                  <Cell
                    text={cells[column - 1] ?? ''}
                    isHere={number === asked.row && column === asked.column}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {columns.length === MOST_COLUMNS ? (
        <p class="kern-body">{`Gezeigt werden die ersten ${whole(MOST_COLUMNS)} Spalten.`}</p>
      ) : null}
    </>
  );
}

function Cell({ text, isHere }: { text: string; isHere: boolean }) {
  if (!isHere)
    return (
      <td class="kern-table__cell">
        <bdi>{text}</bdi>
      </td>
    );
  return (
    <td class="kern-table__cell ks-cell-here">
      {text === '' ? (
        'hier: leer'
      ) : (
        <>
          {'hier: gefunden „'}
          <bdi>{text}</bdi>“
        </>
      )}
    </td>
  );
}
