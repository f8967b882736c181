/** Dataset versions: the content sealed in a file, what it speaks for in the tables. */
import type { LevelId } from '../core/area.ts';
import { compareTexts } from '../core/compare-texts.ts';
import type { DatasetVersion } from '../core/dataset.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Ledger } from '../engine/ledger.ts';
import { SyncError } from '../errors.ts';
import { appendAudit } from './audit.ts';
import { berlinDay } from './berlin-time.ts';
import { isBrought, keepBrought, putDates } from './brought.ts';
import { removeSealedFile, sealedDamaged, sealFile, unsealFile } from './sealed-file.ts';
import { destroyKey, existingSeal, scrubLog, sealFor } from './seals.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';
import { storedWhole } from './stored-whole.ts';
import { datasetLines, datasetOf } from './version-lines.ts';

export interface DatasetPages extends Pick<Ledger, 'putDataset' | 'dataset' | 'newestDatasets'> {
  /**
   * Destroys the version's key and removes its file. Its dates stay registered: an older version must not
   * silently become the newest again. Answers false where there was nothing to forget.
   */
  forget(id: string): Promise<boolean>;
}

/** States of a run that published nothing because people did not want it, or did not look. */
export const DECIDED_AGAINST: readonly string[] = ['rejected', 'withdrawn', 'expired'];

interface Put {
  readonly version: DatasetVersion;
  readonly run: string;
}

export function datasets(store: Store): DatasetPages {
  return {
    async putDataset(version, run) {
      return storedWhole(store, version.id, {
        seal: async () => sealFile(await sealFor(store, version.id), datasetLines(version)),
        isStored,
        register: (tx) => register(tx, store, { version, run }),
      });
    },

    async dataset(id) {
      const row = await versionRow(store, id);
      if (!row) return undefined;
      if (row.forgotten_at !== null) throw forgotten(row.forgotten_at);
      const seal = await existingSeal(store, id);
      if (!seal) throw sealedDamaged();
      return datasetOf(unsealFile(seal));
    },

    newestDatasets: (dataset) => newest(store, dataset),

    forget: (id) => forget(store, id),
  };
}

function versionRow(store: Pick<Store, 'db'>, id: string) {
  return store.db
    .selectFrom('dataset_version')
    .select('forgotten_at')
    .where('id', '=', id)
    .executeTakeFirst();
}

async function isStored(store: Pick<Store, 'db'>, id: string): Promise<boolean> {
  const row = await versionRow(store, id);
  return row !== undefined && row.forgotten_at === null;
}

/** Answers whether the version is new. Its dates become the newest in either case, or later where a person brought it. */
async function register(tx: StoreTransaction, store: Store, { version, run }: Put): Promise<boolean> {
  const known = await isStored({ db: tx }, version.id);
  if (!known) {
    const row = { dataset: version.dataset, run, cells: version.cells.length, stored_at: instant(store) };
    await tx
      .insertInto('dataset_version')
      .values({ id: version.id, ...row, forgotten_at: null })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...row, forgotten_at: null }))
      .execute();
  } else await adopt(tx, version.id, run);
  const dates = datesOf(version).map((at) => ({ ...at, dataset: version.dataset, version: version.id, run }));
  if (await isBrought(tx, run)) await keepBrought(tx, dates);
  else await putDates(tx, dates);
  return !known;
}

/** Content that was decided against and is brought again belongs to whoever brought it last and was not refused. */
async function adopt(tx: StoreTransaction, version: string, run: string): Promise<void> {
  const owner = await tx
    .selectFrom('dataset_version as stored')
    .innerJoin('run', 'run.id', 'stored.run')
    .select('run.state')
    .where('stored.id', '=', version)
    .executeTakeFirst();
  if (owner === undefined || !DECIDED_AGAINST.includes(owner.state)) return;
  const last = await tx
    .selectFrom('dataset_version_date as put')
    .innerJoin('run', 'run.id', 'put.run')
    .select('run.id')
    .where('put.version', '=', version)
    .where('run.state', 'not in', DECIDED_AGAINST)
    .executeTakeFirst();
  await tx
    .updateTable('dataset_version')
    .set({ run: last?.id ?? run })
    .where('id', '=', version)
    .execute();
}

/** A residual speaks for no level: it must not displace the figures that another delivery has for it. */
function datesOf(version: DatasetVersion): { level: string; date: string }[] {
  const dates = new Map<string, { level: string; date: string }>();
  for (const { role, level, date } of version.cells) {
    if (role === 'residual') continue;
    const key = `${date} ${level}`;
    if (!dates.has(key)) dates.set(key, { level, date });
  }
  return [...dates.values()];
}

async function newest(store: Store, dataset: string): ReturnType<Ledger['newestDatasets']> {
  const rows = await store.db
    .selectFrom('dataset_version_date as mapping')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('dataset_version_date')
          .select(['level', 'date', eb.fn.max('put_seq').as('last')])
          .where('dataset', '=', dataset)
          .where('version', 'not in', rejectedVersions(store, dataset))
          .groupBy(['level', 'date'])
          .as('latest'),
      (join) =>
        join
          .onRef('latest.level', '=', 'mapping.level')
          .onRef('latest.date', '=', 'mapping.date')
          .onRef('latest.last', '=', 'mapping.put_seq'),
    )
    .innerJoin('dataset_version as stored', 'stored.id', 'mapping.version')
    .select(['mapping.version', 'mapping.level', 'mapping.date'])
    .where('mapping.dataset', '=', dataset)
    // A forgotten version leaves a gap; the one before it must not come back as the newest.
    .where('stored.forgotten_at', 'is', null)
    .orderBy('mapping.level')
    .orderBy('mapping.date')
    .execute();
  // Ordered here: databases differ in how they order texts.
  return rows
    .sort((a, b) => compareTexts(a.level, b.level) || compareTexts(a.date, b.date))
    .map((row) => ({
      version: row.version,
      level: row.level as LevelId,
      date: row.date as ReferenceDate,
    }));
}

/**
 * What people have rejected counts as never delivered, and the version before it holds again; unless another run has
 * brought the same content, before or since.
 */
function rejectedVersions({ db }: Pick<Store, 'db'>, dataset: string) {
  return db
    .selectFrom('dataset_version as candidate')
    .innerJoin('run as first', 'first.id', 'candidate.run')
    .select('candidate.id')
    .where('candidate.dataset', '=', dataset)
    .where('first.state', '=', 'rejected')
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('dataset_version_date as put')
            .innerJoin('run as last', 'last.id', 'put.run')
            .select('put.version')
            .whereRef('put.version', '=', 'candidate.id')
            .where('last.state', '<>', 'rejected'),
        ),
      ),
    );
}

async function forget(store: Store, id: string): Promise<boolean> {
  const done = await store.db.transaction().execute(async (tx) => {
    if (!(await isStored({ db: tx }, id))) return false;
    await destroyKey(tx, id);
    const forgotten_at = instant(store);
    await tx.updateTable('dataset_version').set({ forgotten_at }).where('id', '=', id).execute();
    await appendAudit(tx, store, { actor: 'kmsync', event: 'Dataset:Forgotten', facts: { version: id } });
    return true;
  });
  if (!done) return false;
  await removeSealedFile({ folder: store.sealedFolder, id });
  await scrubLog(store);
  return true;
}

function forgotten(at: string): SyncError {
  return new SyncError({
    code: 'ledger.forgotten',
    kind: 'local',
    message: `Der Datenbestand wurde am ${berlinDay(at)} gelöscht.`,
    hint: 'Lesen Sie die Lieferung erneut ein, wenn der Datenbestand noch gebraucht wird.',
  });
}
