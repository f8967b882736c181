/** Tables, lists of facts, and leafing through long ones. */
import type { Child, FC } from 'hono/jsx';
import { whole } from '../words/format.ts';

export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
  /** Where the table is to be had in the order of this column, and how it stands now. */
  readonly sort?: { readonly href: string; readonly now: 'ascending' | 'descending' | 'none' };
}

/** What a script knows a row by. */
export interface RowData {
  /** Decides where values are alike. */
  readonly key?: string;
  /** Id of the area's drawing. */
  readonly area?: string | undefined;
  /** For each column what it is sorted by, null comes last; only where every row is on the page. */
  readonly order?: readonly (string | number | null)[];
}

const SORT_SIGNS = { ascending: ' ▲', descending: ' ▼', none: '' } as const;

/** The first cell of a row names it. */
export const Table: FC<{
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
  data?: readonly RowData[];
}> = ({ caption, columns, rows, data = [] }) => (
  <div class="kern-table-responsive" tabindex={0} role="region" aria-label={caption}>
    <table class="kern-table kern-table--small" {...(data[0]?.order ? { 'data-sortable': '' } : {})}>
      <caption class="kern-sr-only">{caption}</caption>
      <thead>
        <tr class="kern-table__row">
          {columns.map(({ title, numeric, sort }) => (
            <th
              scope="col"
              class={`kern-table__header${numeric === true ? ' kern-table__header--numeric' : ''}`}
              {...(sort ? { 'aria-sort': sort.now } : {})}
            >
              {sort ? (
                <a class="kern-link ks-sort" href={sort.href}>
                  {title}
                  <span aria-hidden="true">{SORT_SIGNS[sort.now]}</span>
                </a>
              ) : (
                title
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="kern-table__body">
        {rows.map((cells, number) => (
          <tr class="kern-table__row" data-key={data[number]?.key} data-area={data[number]?.area}>
            {cells.map((cell, index) =>
              index === 0 ? (
                <th scope="row" class="kern-table__cell ks-row-head" {...sortedBy(data[number], index)}>
                  {cell}
                </th>
              ) : (
                <td
                  class={`kern-table__cell${columns[index]?.numeric === true ? ' kern-table__cell--numeric' : ''}`}
                  {...sortedBy(data[number], index)}
                >
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
    {data[0]?.order ? <p class="kern-sr-only" role="status" data-sorted="" /> : null}
  </div>
);

function sortedBy(data: RowData | undefined, column: number) {
  return data?.order ? { 'data-sort': String(data.order[column] ?? '') } : {};
}

/** What is empty is left out. */
export const Facts: FC<{ facts: readonly (readonly [string, Child])[] }> = ({ facts }) => (
  <dl class="kern-description-list">
    {facts
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => (
        <div class="kern-description-list-item">
          <dt class="kern-description-list-item__key">{name}</dt>
          <dd class="kern-description-list-item__value">{value}</dd>
        </div>
      ))}
  </dl>
);

export const Leaf: FC<{
  page: number;
  size: number;
  total: number;
  /** Address of another page of the same list. */
  href: (page: number) => string;
}> = ({ page, size, total, href }) => {
  const last = Math.max(1, Math.ceil(total / size));
  const from = total === 0 ? 0 : (page - 1) * size + 1;
  return (
    <nav class="ks-leaf" aria-label="Seiten">
      <p class="kern-body">
        {`${whole(from)} bis ${whole(Math.min(page * size, total))} von ${whole(total)}`}
      </p>
      {last > 1 ? (
        <ul class="ks-row">
          {page > 1 ? (
            <li>
              <a class="kern-link" href={href(page - 1)} rel="prev">
                Vorherige Seite
              </a>
            </li>
          ) : null}
          <li class="kern-body">{`Seite ${whole(page)} von ${whole(last)}`}</li>
          {page < last ? (
            <li>
              <a class="kern-link" href={href(page + 1)} rel="next">
                Nächste Seite
              </a>
            </li>
          ) : null}
        </ul>
      ) : null}
    </nav>
  );
};
