import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('audit trail', (temporaryLedger) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
    const { ledger } = temporary;
    const run = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.openOperations(run.id, 2);
    const lease = await ledger.takeLease('target', run.id, 60);
    await ledger.intend(run.id, 1, lease);
    await ledger.verify(run.id, 1, 'unit-7');
    await ledger.intend(run.id, 2, lease);
    await ledger.fail(run.id, 2, 'Grund mit CANARY');
    await ledger.updateRun(run.id, { state: 'needs_attention', finished: true });
  });
  afterEach(() => temporary.remove());

  async function tamper(statement: string): Promise<void> {
    const db = await temporary.tables();
    await sql.raw(statement).execute(db);
    await db.destroy();
  }
  async function entries() {
    const db = await temporary.tables();
    const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute();
    await db.destroy();
    return rows;
  }

  it('holds who did what, in order, and no reason that could quote data', async () => {
    const rows = await entries();

    expect(rows.map((row) => row.event)).toEqual([
      'Run:Start',
      'Lease:Taken',
      'Write:Intended',
      'Write:Verified',
      'Write:Intended',
      'Write:Failed',
      'Run:Done',
    ]);
    expect(new Set(rows.map((row) => row.actor))).toEqual(new Set(['2026-0001']));
    expect(JSON.stringify(rows)).not.toContain('CANARY');
  });

  it('proves to be whole', async () => {
    const check = await temporary.ledger.verifyAudit();

    expect(check).toEqual({ entries: 7, head: (await entries())[6]?.hash, brokenAt: null });
  });

  it('is whole while it is empty', async () => {
    const empty = await temporaryLedger();

    expect(await empty.ledger.verifyAudit()).toMatchObject({ entries: 0, brokenAt: null });
    await empty.remove();
  });

  it.each([
    ['changed', `update audit set facts = '{}' where seq = 4`, 4],
    ['removed from the middle', 'delete from audit where seq = 3', 3],
    ['cut off at the end', 'delete from audit where seq = 7', 7],
    ['given another time', `update audit set at = '2020-01-01T00:00:00.000Z' where seq = 1`, 1],
  ])('shows an entry that was %s', async (_what, statement, brokenAt) => {
    await tamper(statement);

    expect(await temporary.ledger.verifyAudit()).toMatchObject({ brokenAt });
  });

  it('has no entry for a write that was refused', async () => {
    const { ledger } = temporary;
    const outdated = { name: 'target', holder: '2026-0001', token: 0 };

    await expect(ledger.intend('2026-0001', 1, outdated)).rejects.toMatchObject({
      code: 'lease.lost',
    });

    expect(await ledger.verifyAudit()).toMatchObject({ entries: 7, brokenAt: null });
  });
});
