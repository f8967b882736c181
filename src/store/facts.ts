/**
 * Published facts. What thousands of them share (run, target, indicator, level; the versions they were
 * computed from) is stored once, so that half a million facts stay a matter of seconds.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { CellState } from '../core/cell.ts';
import { sha256 } from '../core/hash.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Ledger, PublishedFact } from '../engine/ledger.ts';
import { nextNumber } from './counter.ts';
import { inChunks } from './in-chunks.ts';
import { misuse } from './ledger-error.ts';
import type { LedgerSchema } from './schema.ts';
import type { Store, StoreTransaction } from './store.ts';

export type FactPages = Pick<Ledger, 'putFacts' | 'facts'>;

type FactRow = LedgerSchema['fact'];
type FactFilter = Parameters<Ledger['facts']>[0];

export function facts(store: Store): FactPages {
  return {
    /** A run that is taken up again may put its facts again; it may not put different ones. */
    putFacts: (list) =>
      store.db.transaction().execute(async (tx) => {
        const rows = await factRows(tx, list);
        for (const chunk of inChunks(rows)) await insert(tx, chunk);
      }),

    facts: (filter) => lookUp(store, filter),
  };
}

async function factRows(tx: StoreTransaction, list: readonly PublishedFact[]): Promise<readonly FactRow[]> {
  const seriesIds = new Map<string, number>();
  const inputIds = new Map<string, number>();
  const rows: FactRow[] = [];
  for (const fact of list) {
    const key = JSON.stringify([fact.run, fact.target, fact.indicator, fact.level]);
    let series = seriesIds.get(key);
    if (series === undefined) seriesIds.set(key, (series = await seriesId(tx, fact)));
    const ids = JSON.stringify(fact.inputs);
    let inputs = inputIds.get(ids);
    if (inputs === undefined) inputIds.set(ids, (inputs = await inputsId(tx, ids)));
    rows.push({ series, area: fact.area, date: fact.date, value: fact.value, state: fact.state, inputs });
  }
  return rows;
}

async function seriesId(tx: StoreTransaction, fact: PublishedFact): Promise<number> {
  const { run, target, indicator, level } = fact;
  const known = await tx
    .selectFrom('fact_series')
    .select('id')
    .where('run', '=', run)
    .where('target', '=', target)
    .where('indicator', '=', indicator)
    .where('level', '=', level)
    .executeTakeFirst();
  if (known) return known.id;
  const id = await nextNumber(tx, 'fact_series');
  await tx.insertInto('fact_series').values({ id, run, target, indicator, level }).execute();
  return id;
}

async function inputsId(tx: StoreTransaction, ids: string): Promise<number> {
  const hash = sha256(ids);
  const known = await tx.selectFrom('fact_inputs').select('id').where('hash', '=', hash).executeTakeFirst();
  if (known) return known.id;
  const id = await nextNumber(tx, 'fact_inputs');
  await tx.insertInto('fact_inputs').values({ id, hash, ids }).execute();
  return id;
}

async function insert(tx: StoreTransaction, rows: readonly FactRow[]): Promise<void> {
  const result = await tx
    .insertInto('fact')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['series', 'area', 'date']).doNothing())
    .executeTakeFirst();
  if (Number(result.numInsertedOrUpdatedRows ?? 0) === rows.length) return;
  await requireSame(tx, rows);
}

async function requireSame(tx: StoreTransaction, rows: readonly FactRow[]): Promise<void> {
  const series = [...new Set(rows.map((row) => row.series))];
  const stored = await tx.selectFrom('fact').selectAll().where('series', 'in', series).execute();
  const byPlace = new Map(stored.map((row) => [placeOf(row), row]));
  for (const row of rows) {
    const there = byPlace.get(placeOf(row));
    if (there?.value !== row.value || there.state !== row.state || there.inputs !== row.inputs)
      throw misuse(
        'Ein Lauf hat für dieselbe Raumeinheit und denselben Stichtag zwei verschiedene Werte gemeldet.',
      );
  }
}

function placeOf(row: FactRow): string {
  return `${row.series} ${row.date} ${row.area}`;
}

async function lookUp(store: Store, filter: FactFilter): Promise<readonly PublishedFact[]> {
  let query = store.db
    .selectFrom('fact_series')
    .innerJoin('fact', 'fact.series', 'fact_series.id')
    .innerJoin('fact_inputs', 'fact_inputs.id', 'fact.inputs')
    .selectAll(['fact_series', 'fact'])
    .select('fact_inputs.ids')
    .where('fact_series.indicator', '=', filter.indicator)
    .where('fact.area', '=', filter.area)
    .where('fact.date', '=', filter.date);
  if (filter.level !== undefined) query = query.where('fact_series.level', '=', filter.level);
  const rows = await query.orderBy('fact_series.id', 'desc').execute();
  return rows.map((row) => ({
    run: row.run,
    target: row.target,
    indicator: row.indicator,
    level: row.level as LevelId,
    area: row.area as AreaKey,
    date: row.date as ReferenceDate,
    value: row.value,
    state: row.state as CellState,
    inputs: JSON.parse(row.ids) as string[],
  }));
}
