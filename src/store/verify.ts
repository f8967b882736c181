/** Looks at everything the ledger holds and changes nothing. */
import { SyncError } from '../errors.ts';
import type { Ledger } from '../engine/ledger.ts';
import { verifyAudit } from './audit.ts';
import { existingSeal } from './seals.ts';
import { unsealFile } from './sealed-file.ts';
import { verifiedChain } from './release-chain.ts';
import type { Store } from './store.ts';

export interface Verification {
  readonly audit: { readonly entries: number; readonly head: string };
  readonly releases: number;
  readonly sealedFiles: number;
  readonly facts: number;
  /** German sentences; empty where everything holds. */
  readonly problems: readonly string[];
}

export async function verifyLedger(
  store: Store,
  ledger: Pick<Ledger, 'releaseContent'>,
): Promise<Verification> {
  const problems: string[] = [];
  const audit = await verifyAudit(store);
  if (audit.brokenAt !== null)
    problems.push(`Die Protokollkette ist ab Eintrag ${audit.brokenAt} verändert oder unvollständig.`);
  const granted = await attempt(problems, async () =>
    (await verifiedChain(store)).filter(({ event }) => event === 'granted'),
  );
  for (const { release } of granted ?? []) await attempt(problems, () => ledger.releaseContent(release));
  const files = await sealedFiles(store, problems);
  problems.push(...(await wrongCounters(store)));
  const facts = await store.db
    .selectFrom('fact')
    .select((eb) => eb.fn.countAll().as('rows'))
    .executeTakeFirstOrThrow();
  problems.push(...(await strayFacts(store)), ...(await otherPlans(store)));
  return {
    audit: { entries: audit.entries, head: audit.head },
    releases: granted?.length ?? 0,
    sealedFiles: files,
    facts: Number(facts.rows),
    problems,
  };
}

async function attempt<T>(problems: string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    problems.push(error.message);
    return undefined;
  }
}

async function sealedFiles(store: Store, problems: string[]): Promise<number> {
  const versions = await store.db
    .selectFrom('dataset_version')
    .select('id')
    .where('forgotten_at', 'is', null)
    .execute();
  const levels = await store.db.selectFrom('level_version').select('id').execute();
  let broken = 0;
  for (const { id } of [...versions, ...levels]) {
    const seal = await existingSeal(store, id);
    const isReadable = seal !== undefined && (await canBeRead(unsealFile(seal)));
    if (!isReadable) broken += 1;
  }
  if (broken > 0)
    problems.push(`Versiegelte Dateien, die fehlen, verändert sind oder keinen Schlüssel haben: ${broken}.`);
  return versions.length + levels.length;
}

async function canBeRead(lines: AsyncIterable<unknown>): Promise<boolean> {
  try {
    for await (const line of lines) if (line === undefined) return false;
    return true;
  } catch (error) {
    if (error instanceof SyncError) return false;
    throw error;
  }
}

/** A counter behind its rows would hand out a number twice. */
async function wrongCounters({ db }: Store): Promise<string[]> {
  const rows = await db.selectFrom('counter').selectAll().execute();
  const counters = new Map(rows.map(({ name, value }) => [name, value]));
  const highest = async (table: 'run' | 'audit' | 'release_entry' | 'deletion') => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirst();
    return row?.seq ?? 0;
  };
  const pairs = [
    ['run', await highest('run')],
    ['release', await highest('release_entry')],
    ['deletion', await highest('deletion')],
  ] as const;
  return pairs
    .filter(([name, seq]) => (counters.get(name) ?? 0) < seq)
    .map(([name]) => `Der Zähler „${name}“ liegt hinter den Einträgen zurück.`);
}

async function strayFacts({ db }: Store): Promise<string[]> {
  const row = await db
    .selectFrom('fact_series')
    .leftJoin('run', 'run.id', 'fact_series.run')
    .select((eb) => eb.fn.countAll().as('rows'))
    .where('run.id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.rows) === 0
    ? []
    : ['Veröffentlichte Werte gehören zu Läufen, die nicht verzeichnet sind.'];
}

/** I6: what was carried out is what was approved. */
async function otherPlans({ db }: Store): Promise<string[]> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('run', 'run.id', 'approval.run')
    .select('run.id')
    .where('approval.used_at', 'is not', null)
    .whereRef('run.plan_hash', '<>', 'approval.plan_hash')
    .execute();
  return rows.map(({ id }) => `Der Lauf ${id} hat einen anderen Plan ausgeführt, als freigegeben war.`);
}
