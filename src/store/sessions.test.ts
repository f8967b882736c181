import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import type { Session } from '../engine/session/session.ts';

const AT = '2026-02-03T13:00:00.000Z';
const SESSION: Session = {
  id: 'a'.repeat(64),
  subject: 'local:anna',
  name: 'anna',
  roles: ['sync-editor', 'sync-viewer'],
  begunAt: AT,
  seenAt: AT,
  provedAt: AT,
};

onEachLedger('sessions in the ledger', (open) => {
  let temporary: TemporaryLedger;
  beforeEach(async () => {
    temporary = await open(AT);
  });
  afterEach(() => temporary.remove());

  it('are the same for every process', async () => {
    const other = await temporary.openAgain();

    await temporary.ledger.putSession(SESSION);
    await other.seeSession(SESSION.id, '2026-02-03T13:10:00.000Z');

    expect(await temporary.ledger.session(SESSION.id)).toEqual({
      ...SESSION,
      seenAt: '2026-02-03T13:10:00.000Z',
    });
    await other.endSession(SESSION.id);
    expect(await temporary.ledger.session(SESSION.id)).toBeUndefined();
  });

  it('of one person end together', async () => {
    const { ledger } = temporary;
    await ledger.putSession(SESSION);
    await ledger.putSession({ ...SESSION, id: 'b'.repeat(64) });
    await ledger.putSession({ ...SESSION, id: 'c'.repeat(64), subject: 'local:bernd' });

    expect(await ledger.endSessionsOf({ id: 'one', subject: 'local:anna' })).toBe(2);
    expect(await ledger.session('c'.repeat(64))).toBeDefined();
  });

  it('of one log-in end without the others of that person, but with those that name none', async () => {
    const { ledger } = temporary;
    await ledger.putSession(SESSION);
    await ledger.putSession({ ...SESSION, id: 'b'.repeat(64), sid: 'one' });
    await ledger.putSession({ ...SESSION, id: 'c'.repeat(64), sid: 'two' });
    await ledger.putSession({ ...SESSION, id: 'd'.repeat(64), subject: 'local:bernd' });

    expect(await ledger.endSessionsOf({ id: 'one', subject: 'local:anna', sid: 'one' })).toBe(2);
    expect(await ledger.endSessionsOf({ id: 'two', sid: 'two' })).toBe(1);
    expect(await ledger.session('d'.repeat(64))).toBeDefined();
  });

  it('are ended by a notice once', async () => {
    const { ledger } = temporary;
    await ledger.endSessionsOf({ id: 'one', subject: 'local:anna' });
    await ledger.putSession(SESSION);

    expect(await ledger.endSessionsOf({ id: 'one', subject: 'local:anna' })).toBeUndefined();
    expect(await ledger.session(SESSION.id)).toEqual(SESSION);
    await ledger.sweepSessions('2026-02-03T13:00:00.001Z');
    expect(await ledger.endSessionsOf({ id: 'one', subject: 'local:anna' })).toBe(0);
  });

  it('are swept by when they were last seen, drafts by when they were kept', async () => {
    const { ledger } = temporary;
    await ledger.putSession(SESSION);
    await ledger.putDraft({ subject: 'local:anna', path: '/a', fields: { grund: 'eins' } });
    await ledger.putDraft({ subject: 'local:anna', path: '/a', fields: { grund: 'zwei' } });
    expect((await ledger.draft('local:anna', '/a'))?.fields).toEqual({ grund: 'zwei' });

    await ledger.sweepSessions(AT);
    expect(await ledger.session(SESSION.id)).toBeDefined();
    await ledger.sweepSessions('2026-02-03T13:00:00.001Z');

    expect(await ledger.session(SESSION.id)).toBeUndefined();
    expect(await ledger.draft('local:anna', '/a')).toBeUndefined();
  });
});
