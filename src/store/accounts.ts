/** Local accounts, and how often somebody has tried to log in to one lately. */
import { sha256 } from '../core/hash.ts';
import type { Account, ApprovalBook } from '../engine/approval/approval-book.ts';
import { localSubject } from '../engine/approval/local-login.ts';
import { pseudonym, type Role } from '../engine/approval/person.ts';
import { appendAudit } from './audit.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store } from './store.ts';

export type AccountPages = Pick<
  ApprovalBook,
  'account' | 'accounts' | 'putAccount' | 'countLogin' | 'forgetLogins'
>;

export function accounts(store: Store): AccountPages {
  const { db } = store;
  return {
    async account(name) {
      const row = await db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst();
      return row && record(row);
    },

    async accounts() {
      return (await db.selectFrom('account').selectAll().orderBy('name').execute()).map(record);
    },

    async putAccount({ name, roles, password, locked, groups = [] }, change) {
      await db.transaction().execute(async (tx) => {
        const at = instant(store);
        const changed = {
          roles: roles.join(' '),
          password,
          locked: locked ? 1 : 0,
          changed_at: at,
          member_of: groupsText(groups),
        };
        await tx
          .insertInto('account')
          .values({ name, ...changed, created_at: at })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(changed))
          .execute();
        await appendAudit(tx, store, {
          actor: 'kmsync',
          event: 'Account:Changed',
          facts: { account: pseudonym(localSubject(name)), change },
        });
      });
    },

    countLogin: (name, { attempts, seconds }) =>
      db.transaction().execute(async (tx) => {
        const who = hashed(name);
        const begin = new Date(store.now().getTime() - seconds * 1_000).toISOString();
        await tx.deleteFrom('login_attempt').where('since', '<=', begin).execute();
        const before = await tx
          .selectFrom('login_attempt')
          .select('count')
          .where('who', '=', who)
          .executeTakeFirst();
        const count = (before?.count ?? 0) + 1;
        if (count > attempts) return false;
        // The time runs from the last attempt that was let through: after the fifth, a quarter of an hour.
        const row = { who, count, since: instant(store) };
        await tx
          .insertInto('login_attempt')
          .values(row)
          .onConflict((conflict) => conflict.column('who').doUpdateSet(row))
          .execute();
        return true;
      }),

    async forgetLogins(name) {
      await db
        .transaction()
        .execute((tx) => tx.deleteFrom('login_attempt').where('who', '=', hashed(name)).execute());
    },
  };
}

function hashed(name: string): string {
  return sha256(`kmsync login ${name}`);
}

function record(row: LedgerSchema['account']): Account {
  return {
    name: row.name,
    roles: row.roles.split(' ').filter((role) => role !== '') as Role[],
    password: row.password,
    locked: row.locked === 1,
    createdAt: row.created_at,
    ...groupsOf(row),
  };
}

export function groupsText(groups: readonly string[]): string | null {
  return groups.length === 0 ? null : JSON.stringify(groups);
}

export function groupsOf({ member_of }: Pick<LedgerSchema['account'], 'member_of'>): Pick<Account, 'groups'> {
  return member_of === null ? {} : { groups: JSON.parse(member_of) as string[] };
}
