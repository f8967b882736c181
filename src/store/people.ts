/**
 * Who decided what, until nobody may be named any more. Then every subject of a row is replaced by a random pseudonym
 * of which no key is kept: that two people were two stays provable, by the same constraints, but not who they were.
 */
import { randomUUID } from 'node:crypto';
import type { PeopleObject } from '../engine/retention/deletion-words.ts';
import type { PeopleFacts } from '../engine/retention/due.ts';
import type { Store, StoreTransaction } from './store.ts';

/** No subject of a log-in begins so: those are `local:` or an address. */
const FORGOTTEN = 'forgotten:';

export function isForgotten(subject: string): boolean {
  return subject.startsWith(FORGOTTEN);
}

/** One pseudonym for each subject, as long as one sweep lasts. A hash could be guessed from a list of names. */
export class Pseudonyms {
  readonly #of = new Map<string, string>();

  for<Subject extends string | null>(subject: Subject): Subject | string {
    if (subject === null || isForgotten(subject)) return subject;
    const pseudonym = this.#of.get(subject) ?? `${FORGOTTEN}${randomUUID()}`;
    this.#of.set(subject, pseudonym);
    return pseudonym;
  }
}

type Database = Store['db'] | StoreTransaction;

/** Everything that still names somebody, whether its time is over or not; in a fixed order. */
export async function peopleFacts({ db }: { readonly db: Database }): Promise<PeopleFacts[]> {
  return [
    ...(await approvals(db)),
    ...(await deliveries(db)),
    ...(await permits(db)),
    ...(await lockedAccounts(db)),
    ...(await attempts(db)),
  ];
}

/** False where something happened to it since it was judged. */
export async function forgetPeople(
  tx: StoreTransaction,
  { object, id, since }: PeopleFacts,
  pseudonyms: Pseudonyms,
): Promise<boolean> {
  const [now] = (await FACTS[object](tx, id)).filter((fact) => fact.since === since);
  if (now) await FORGET[object](tx, id, pseudonyms);
  return now !== undefined;
}

type Facts = (db: Database, id?: string) => Promise<PeopleFacts[]>;

const approvals: Facts = async (db, id) => {
  let query = db
    .selectFrom('approval')
    .select(['run', 'uploaded_by', 'submitted_by', 'decided_by', 'decided_at', 'expires_at', 'reason'])
    .orderBy('run');
  if (id !== undefined) query = query.where('run', '=', id);
  const rows = await query.execute();
  return rows
    .filter(
      ({ uploaded_by, submitted_by, decided_by, reason }) =>
        [uploaded_by, submitted_by, decided_by].some((by) => by !== null && !isForgotten(by)) ||
        (reason ?? '') !== '',
    )
    .map(({ run, decided_at, expires_at }) => fact('approval', run, decided_at ?? expires_at));
};

const deliveries: Facts = async (db, id) => {
  let query = db.selectFrom('brought').select(['run', 'uploaded_by', 'remark', 'at']).orderBy('run');
  if (id !== undefined) query = query.where('run', '=', id);
  const rows = await query.execute();
  return rows
    .filter(({ uploaded_by, remark }) => !isForgotten(uploaded_by) || remark !== '')
    .map(({ run, at }) => fact('delivery', run, at));
};

/** As long as a schedule publishes under it, it says who answers for that. */
const permits: Facts = async (db, id) => {
  let query = db
    .selectFrom('permit')
    .leftJoin('approval', 'approval.permit', 'permit.id')
    .select((eb) => [
      'permit.id',
      'proposed_by',
      'proposed_at',
      'approved_at',
      eb.fn.max('submitted_at').as('used_at'),
    ])
    .groupBy(['permit.id', 'proposed_by', 'proposed_at', 'approved_at'])
    .orderBy('permit.id');
  if (id !== undefined) query = query.where('permit.id', '=', id);
  const rows = await query.execute();
  return rows
    .filter(({ proposed_by }) => !isForgotten(proposed_by))
    .map(({ id: permit, proposed_at, approved_at, used_at }) =>
      fact('permit', permit, [proposed_at, approved_at ?? '', used_at ?? ''].toSorted().at(-1) ?? ''),
    );
};

const lockedAccounts: Facts = async (db, id) => {
  let query = db.selectFrom('account').select(['name', 'changed_at']).where('locked', '=', 1).orderBy('name');
  if (id !== undefined) query = query.where('name', '=', id);
  return (await query.execute()).map(({ name, changed_at }) => fact('account', name, changed_at));
};

const attempts: Facts = async (db, id) => {
  let query = db.selectFrom('login_attempt').select(['who', 'since']).orderBy('who');
  if (id !== undefined) query = query.where('who', '=', id);
  return (await query.execute()).map(({ who, since }) => fact('login attempt', who, since));
};

const FACTS: Readonly<Record<PeopleObject, Facts>> = {
  approval: approvals,
  delivery: deliveries,
  permit: permits,
  account: lockedAccounts,
  'login attempt': attempts,
};

function fact(object: PeopleObject, id: string, since: string): PeopleFacts {
  return { object, id, since };
}

type Forget = (tx: StoreTransaction, id: string, pseudonyms: Pseudonyms) => Promise<unknown>;

const FORGET: Readonly<Record<PeopleObject, Forget>> = {
  async approval(tx, run, pseudonyms) {
    const row = await tx
      .selectFrom('approval')
      .select(['uploaded_by', 'submitted_by', 'decided_by', 'reason'])
      .where('run', '=', run)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('approval')
      .set({
        uploaded_by: pseudonyms.for(row.uploaded_by),
        submitted_by: pseudonyms.for(row.submitted_by),
        decided_by: pseudonyms.for(row.decided_by),
        // That there was one stays: nothing is rejected without.
        reason: row.reason === null ? null : '',
      })
      .where('run', '=', run)
      .execute();
  },
  async delivery(tx, run, pseudonyms) {
    const row = await tx
      .selectFrom('brought')
      .select('uploaded_by')
      .where('run', '=', run)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('brought')
      .set({ uploaded_by: pseudonyms.for(row.uploaded_by), remark: '' })
      .where('run', '=', run)
      .execute();
  },
  async permit(tx, id, pseudonyms) {
    const row = await tx
      .selectFrom('permit')
      .select(['proposed_by', 'approved_by'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('permit')
      .set({
        proposed_by: pseudonyms.for(row.proposed_by),
        approved_by: pseudonyms.for(row.approved_by),
      })
      .where('id', '=', id)
      .execute();
  },
  account: (tx, name) => tx.deleteFrom('account').where('name', '=', name).execute(),
  'login attempt': (tx, who) => tx.deleteFrom('login_attempt').where('who', '=', who).execute(),
};
