import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

const START = '2026-02-03T13:00:00.000Z';
const MOMENT = '2026-02-05T17:00:00.000Z';

onEachLedger('an approval for a later moment', (open) => {
  let temporary: TemporaryLedger;
  let run: string;
  beforeEach(async () => {
    temporary = await open(START);
    const { ledger } = temporary;
    run = (await ledger.startRun({ job: 'a', kind: 'sync' })).id;
    const expiresAt = '2026-02-17T13:00:00.000Z';
    await ledger.submit({
      run,
      planHash: 'abcdef',
      basis: '{}',
      uploadedBy: null,
      submittedBy: 'local:a',
      expiresAt,
    });
    await ledger.actOnApproval(run, { kind: 'approve', by: 'local:b', notBefore: MOMENT });
  });
  afterEach(() => temporary.remove());

  it('is kept, cannot be used before, and is used from then on', async () => {
    const { ledger } = temporary;
    expect(await ledger.approval(run)).toMatchObject({ decision: 'approved', notBefore: MOMENT });
    await temporary.setClock('2026-02-05T16:59:59.999Z');
    await expect(ledger.actOnApproval(run, { kind: 'use' })).rejects.toMatchObject({
      code: 'approval.not-yet',
      kind: 'approval',
    });
    expect(await ledger.run(run)).toMatchObject({ state: 'approved', finishedAt: null });

    await temporary.setClock(MOMENT);
    await ledger.actOnApproval(run, { kind: 'use' });

    expect(await ledger.run(run)).toMatchObject({ state: 'publishing' });
  });

  it('is withdrawn by whoever submitted it, and is over then', async () => {
    const { ledger } = temporary;

    await ledger.actOnApproval(run, { kind: 'withdraw', by: 'local:a' });
    await temporary.setClock(MOMENT);

    expect(await ledger.run(run)).toMatchObject({ state: 'withdrawn' });
    await expect(ledger.actOnApproval(run, { kind: 'use' })).rejects.toMatchObject({
      code: 'approval.decided',
    });
  });

  it('stands in the audit trail with its moment', async () => {
    const { ledger } = temporary;
    const { lines } = await ledger.auditPage({ event: 'Approval:Given' }, { offset: 0, limit: 9 });

    expect(lines.map(({ facts }) => facts)).toEqual([{ run, plan: 'abcdef', from: MOMENT }]);
    expect(await ledger.verifyAudit()).toMatchObject({ brokenAt: null });
  });

  it('is not used early past the program either', async () => {
    const db = await temporary.tables();
    try {
      await expect(
        sql`update approval set used_at = ${START} where run = ${run}`.execute(db),
      ).rejects.toThrow();
    } finally {
      await db.destroy();
    }
  });
});
