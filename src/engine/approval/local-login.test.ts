import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SyncError } from '../../errors.ts';
import {
  onEachLedger,
  temporaryLedger,
  type TemporaryLedger,
} from '../../../tests/support/temporary-ledger.ts';
import { addAccount, logIn, setLocked, setPassword } from './local-login.ts';
import { checkPassword, hashPassword } from './password.ts';

vi.setConfig({ testTimeout: 60_000 });

const PASSWORD = 'vier zufällige wörter hier';

const LIMITS = { attempts: 5, seconds: 900 };

/** Each password takes a noticeable time to hash, so that is done once. */
let record: string;
beforeAll(async () => {
  record = await hashPassword(PASSWORD);
});

describe('local accounts', () => {
  let temporary: TemporaryLedger;
  let events: string[];
  beforeEach(async () => {
    temporary = await temporaryLedger('2026-02-03T13:00:00.000Z');
    events = [];
    const account = { roles: ['sync-editor', 'sync-approver'], password: record, locked: false } as const;
    for (const name of ['anna', 'bernd']) await temporary.ledger.putAccount({ ...account, name }, 'added');
  });
  afterEach(() => temporary.remove());

  const ports = () => ({
    ledger: temporary.ledger,
    log: (event: string, facts: object) => events.push(`${event} ${JSON.stringify(facts)}`),
  });
  const attempt = async (name: string, password: string) => {
    try {
      return (await logIn(name, password, ports())).subject;
    } catch (error) {
      return error instanceof SyncError ? `${error.kind} ${error.code}` : 'bug';
    }
  };

  it('let in whoever knows the password, with the roles of the account', async () => {
    const person = await logIn('anna', PASSWORD, ports());

    expect(person).toEqual({
      subject: 'local:anna',
      name: 'anna',
      roles: new Set(['sync-editor', 'sync-approver']),
    });
    expect(events.at(-1)).toMatch(/^Sec:Login \{"subject":"person:[0-9a-f]{16}"\}$/);
  });

  it('answer the same for a wrong password, an unknown name and a locked account', async () => {
    await setLocked('bernd', true, ports());

    expect(await attempt('anna', 'falsch')).toBe('permission login.refused');
    expect(await attempt('niemand', PASSWORD)).toBe('permission login.refused');
    expect(await attempt('bernd', PASSWORD)).toBe('permission login.refused');
    await setLocked('bernd', false, ports());
    expect(await attempt('bernd', PASSWORD)).toBe('local:bernd');
  });

  it('refuse the sixth attempt within a quarter of an hour, also the right one and also for unknown names', async () => {
    for (const name of ['anna', 'niemand']) {
      for (let time = 0; time < 4; time += 1) await temporary.ledger.countLogin(name, LIMITS);
      expect(await attempt(name, 'falsch')).toBe('permission login.refused');
    }

    expect(await attempt('anna', PASSWORD)).toBe('permission login.too-often');
    expect(await attempt('niemand', 'falsch')).toBe('permission login.too-often');
    await temporary.setClock('2026-02-03T13:14:59.000Z');
    expect(await attempt('anna', PASSWORD)).toBe('permission login.too-often');
    await temporary.setClock('2026-02-03T13:15:00.000Z');
    expect(await attempt('anna', PASSWORD)).toBe('local:anna');
  });

  it('forget wrong passwords after a right one', async () => {
    for (let time = 0; time < 4; time += 1) await temporary.ledger.countLogin('anna', LIMITS);
    await attempt('anna', PASSWORD);

    expect(await attempt('anna', 'falsch')).toBe('permission login.refused');
    expect(await attempt('anna', PASSWORD)).toBe('local:anna');
  });

  it('are made with roles, and a name that is taken is not taken again', async () => {
    await addAccount({ name: 'clara', roles: ['sync-operator'], password: PASSWORD }, ports());

    expect((await temporary.ledger.accounts()).map(({ name, roles }) => `${name} ${roles.join()}`)).toEqual([
      'anna sync-editor,sync-approver',
      'bernd sync-editor,sync-approver',
      'clara sync-operator',
    ]);
    await expect(
      addAccount({ name: 'clara', roles: ['sync-editor'], password: PASSWORD }, ports()),
    ).rejects.toMatchObject({ code: 'account.exists' });
  });

  it('take a new password, and raise the parameters of an old record when it is used', async () => {
    const weak = await hashPassword(PASSWORD, { N: 1024, r: 8, p: 1 });
    await temporary.ledger.putAccount(
      { name: 'alt', roles: ['sync-editor'], password: weak, locked: false },
      'added',
    );
    await attempt('alt', PASSWORD);
    await setPassword('anna', 'ein ganz anderes kennwort', ports());

    expect((await temporary.ledger.account('alt'))?.password).toMatch(/^scrypt\$65536\$8\$2\$/);
    expect(await attempt('alt', PASSWORD)).toBe('local:alt');
    expect(await attempt('anna', PASSWORD)).toBe('permission login.refused');
    expect(await attempt('anna', 'ein ganz anderes kennwort')).toBe('local:anna');
  });

  it.each<[string, { name: string; password: string }]>([
    ['account.name-invalid', { name: 'Anna Müller', password: PASSWORD }],
    ['account.name-invalid', { name: 'a#b', password: PASSWORD }],
    ['account.password-short', { name: 'clara', password: 'zu kurz' }],
  ])('refuse with %s', async (code, given) => {
    await expect(addAccount({ ...given, roles: ['sync-editor'] }, ports())).rejects.toMatchObject({ code });
  });

  it('keep no password and no name in audit trail and log', async () => {
    await attempt('anna', 'falsch-geheim');
    const tables = await temporary.tables();
    const audit = JSON.stringify(await tables.selectFrom('audit').selectAll().execute());
    const attempts = JSON.stringify(await tables.selectFrom('login_attempt').selectAll().execute());
    await tables.destroy();

    for (const text of [audit, attempts, events.join('\n')]) {
      expect(text).not.toContain('anna');
      expect(text).not.toMatch(/falsch-geheim|vier zuf/);
    }
    expect(audit).toContain('Account:Changed');
  });
});

onEachLedger('attempts to log in', (open) => {
  it('are counted also where they are made at the same time', async () => {
    const temporary = await open('2026-02-03T13:00:00.000Z');
    const ledgers = await Promise.all(Array.from({ length: 4 }, () => temporary.openAgain()));

    const passed = await Promise.all(
      ledgers.flatMap((ledger) => [ledger.countLogin('anna', LIMITS), ledger.countLogin('anna', LIMITS)]),
    );

    expect(passed.filter((each) => each)).toHaveLength(5);
    await temporary.remove();
  });
});

it('a record that is no record matches nothing', async () => {
  for (const record of [undefined, '', 'scrypt$1$2$3', 'plain$geheim'])
    expect((await checkPassword('', record)).matches).toBe(false);
});
