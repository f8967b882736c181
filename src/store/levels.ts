/** Level versions, sealed like datasets: one mechanism for everything that is kept in files. */
import type { LevelId } from '../core/area.ts';
import type { Ledger } from '../engine/ledger.ts';
import { nextNumber, PUT } from './counter.ts';
import { sealedDamaged, sealFile, unsealFile } from './sealed-file.ts';
import { existingSeal, sealFor } from './seals.ts';
import { instant, type Store } from './store.ts';
import { storedWhole } from './stored-whole.ts';
import { levelLines, levelOf } from './version-lines.ts';

export type LevelPages = Pick<Ledger, 'putLevel' | 'newestLevel'>;

export function levels(store: Store): LevelPages {
  return {
    /** A version that is put again becomes the newest of its level again. */
    async putLevel(version, run) {
      return storedWhole(store, version.id, {
        seal: async () => sealFile(await sealFor(store, version.id), levelLines(version)),
        isStored,
        async register(tx) {
          const put_seq = await nextNumber(tx, PUT);
          const known = await isStored({ db: tx }, version.id);
          await tx
            .insertInto('level_version')
            .values({ id: version.id, level: version.level, put_seq, run, stored_at: instant(store) })
            .onConflict((conflict) => conflict.column('id').doUpdateSet({ put_seq, run }))
            .execute();
          return !known;
        },
      });
    },

    async newestLevel(level) {
      const id = await newestLevelId(store, level);
      if (id === undefined) return undefined;
      const seal = await existingSeal(store, id);
      if (!seal) throw sealedDamaged();
      return levelOf(unsealFile(seal));
    },
  };
}

async function isStored(store: Pick<Store, 'db'>, id: string): Promise<boolean> {
  const row = await store.db.selectFrom('level_version').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

export async function newestLevelId(store: Store, level: LevelId): Promise<string | undefined> {
  const row = await store.db
    .selectFrom('level_version')
    .select('id')
    .where('level', '=', level)
    .orderBy('put_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}
