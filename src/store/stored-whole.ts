/** Stores a version so that its file and its rows are both there, also while another process deletes old ones. */
import { sealedDamaged } from './sealed-file.ts';
import type { Store, StoreTransaction } from './store.ts';

export interface Storing {
  readonly seal: () => Promise<unknown>;
  readonly isStored: (db: Pick<Store, 'db'>, id: string) => Promise<boolean>;
  /** Takes a number of the counter `put` before it reads anything; answers whether the version is new. */
  readonly register: (tx: StoreTransaction) => Promise<boolean>;
}

/** Only a sweep in the same instant makes a second one necessary. */
const ATTEMPTS = 3;

/** Answers whether the version is new. */
export async function storedWhole(store: Store, id: string, storing: Storing): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const wasStored = await storing.isStored(store, id);
    if (!wasStored) await storing.seal();
    try {
      return await store.db.transaction().execute(async (tx) => {
        const isNew = await storing.register(tx);
        const key = await tx.selectFrom('sealed_key').select('id').where('id', '=', id).executeTakeFirst();
        // Deleted between the look and the transaction: without its key the version would be noise.
        if (!key || (wasStored && isNew)) throw new Vanished();
        return isNew;
      });
    } catch (error) {
      if (!(error instanceof Vanished)) throw error;
    }
  }
  throw sealedDamaged();
}

class Vanished extends Error {}
