import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lease } from '../sync/journal.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('operations', (temporaryLedger) => {
  let temporary: TemporaryLedger;
  let run: string;
  let lease: Lease;

  beforeEach(async () => {
    temporary = await temporaryLedger();
    run = (await temporary.ledger.startRun({ job: 'a', kind: 'sync' })).id;
    await temporary.ledger.openOperations(run, 3);
    lease = await temporary.ledger.takeLease('target', run, 60);
  });
  afterEach(() => temporary.remove());

  async function states(): Promise<string[]> {
    const list = await temporary.ledger.operations(run);
    return list.map(
      ({ seq, state, attempts, createdId }) => `${seq} ${state} ${attempts} ${createdId ?? '-'}`,
    );
  }

  it('are pending when they are opened, and opening them again changes nothing', async () => {
    await temporary.ledger.intend(run, 2, lease);

    await temporary.ledger.openOperations(run, 3);

    expect(await states()).toEqual(['1 pending 0 -', '2 intended 1 -', '3 pending 0 -']);
  });

  it('count every attempt and keep what was created', async () => {
    const { ledger } = temporary;
    await ledger.intend(run, 1, lease);
    await ledger.verify(run, 1, 'unit-7');
    await ledger.intend(run, 2, lease);
    await ledger.fail(run, 2, 'KomMonitor antwortet nicht');
    await ledger.intend(run, 2, lease);
    await ledger.intend(run, 1, lease);
    await ledger.verify(run, 1, null);

    expect(await states()).toEqual(['1 verified 2 unit-7', '2 intended 2 -', '3 pending 0 -']);
  });

  it('commit no intent once another run has taken the lease over', async () => {
    await temporary.setClock('2026-02-03T13:01:00.000Z');
    await temporary.ledger.takeLease('target', '2026-0002', 60);

    const intending = temporary.ledger.intend(run, 1, lease);

    await expect(intending).rejects.toMatchObject({ code: 'lease.lost', kind: 'lease', exitCode: 12 });
    expect(await states()).toEqual(['1 pending 0 -', '2 pending 0 -', '3 pending 0 -']);
  });

  it('commit no intent once the lease has run out, until it is renewed', async () => {
    const { ledger } = temporary;
    await temporary.setClock('2026-02-03T13:01:00.000Z');
    await expect(ledger.intend(run, 1, lease)).rejects.toMatchObject({ code: 'lease.lost' });

    await ledger.renewLease(lease, 60);
    await ledger.intend(run, 1, lease);

    expect((await states())[0]).toBe('1 intended 1 -');
  });

  it('commit no intent without a lease', async () => {
    await temporary.ledger.releaseLease(lease);

    await expect(temporary.ledger.intend(run, 1, lease)).rejects.toMatchObject({
      code: 'lease.lost',
    });
    await expect(temporary.ledger.intend(run, 1, { ...lease, name: 'never taken' })).rejects.toMatchObject({
      code: 'lease.lost',
    });
  });

  it('must have been opened before they are intended', async () => {
    await expect(temporary.ledger.intend(run, 9, lease)).rejects.toMatchObject({
      code: 'ledger.misuse',
    });
  });

  it('may be more than one statement can hold', async () => {
    await temporary.ledger.openOperations(run, 5_000);

    const list = await temporary.ledger.operations(run);

    expect(list.map((operation) => operation.seq)).toEqual(Array.from({ length: 5_000 }, (_, i) => i + 1));
  });
});
