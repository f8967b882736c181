import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { openLedger } from './ledger.ts';

const NAME = 'http://kommonitor.example';

onEachLedger('leases', (temporaryLedger, kind) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  it('is held by one run, and says who holds it until when', async () => {
    await temporary.ledger.takeLease(NAME, '2026-0141', 60);

    const taking = temporary.ledger.takeLease(NAME, '2026-0142', 60);

    await expect(taking).rejects.toMatchObject({
      code: 'lease.held',
      kind: 'lease',
      exitCode: 12,
      message: 'Der Lauf 2026-0141 schreibt gerade nach KomMonitor (gesichert bis 03.02.2026, 14:01:00 Uhr).',
    });
  });

  it('is free again where the run that holds it is over, even if it never gave it back', async () => {
    const { ledger } = temporary;
    const run = await ledger.startRun({ job: 'koeln', kind: 'sync' });
    const old = await ledger.takeLease(NAME, run.id, 60);
    await ledger.updateRun(run.id, { state: 'compensated', finished: true });

    const young = await ledger.takeLease(NAME, '2026-0142', 60);

    expect(young.token).toBeGreaterThan(old.token);
  });

  it('is held for each target on its own', async () => {
    const one = await temporary.ledger.takeLease(NAME, '2026-0001', 60);
    const two = await temporary.ledger.takeLease('http://other.example', '2026-0002', 60);

    expect([one.token, two.token]).toEqual([1, 1]);
  });

  it('can be taken over once it has run out, with a higher token', async () => {
    const { ledger } = temporary;
    const old = await ledger.takeLease(NAME, '2026-0001', 60);
    await temporary.setClock('2026-02-03T13:01:00.000Z');

    const young = await ledger.takeLease(NAME, '2026-0002', 60);

    expect(young.token).toBeGreaterThan(old.token);
    await expect(ledger.renewLease(old, 60)).rejects.toMatchObject({ code: 'lease.lost', exitCode: 12 });
  });

  it('stays where it is renewed in time', async () => {
    const { ledger } = temporary;
    const lease = await ledger.takeLease(NAME, '2026-0001', 60);
    await temporary.setClock('2026-02-03T13:00:50.000Z');

    await ledger.renewLease(lease, 60);

    await temporary.setClock('2026-02-03T13:01:30.000Z');
    await expect(ledger.takeLease(NAME, '2026-0002', 60)).rejects.toMatchObject({ code: 'lease.held' });
  });

  it('can be renewed after it has run out where nobody else has taken it', async () => {
    const { ledger } = temporary;
    const lease = await ledger.takeLease(NAME, '2026-0001', 60);
    await temporary.setClock('2026-02-03T15:00:00.000Z');

    await ledger.renewLease(lease, 60);

    await expect(ledger.takeLease(NAME, '2026-0002', 60)).rejects.toMatchObject({ code: 'lease.held' });
  });

  it('is free at once when it is given back, and its token still grows', async () => {
    const { ledger } = temporary;
    const first = await ledger.takeLease(NAME, '2026-0001', 60);

    await ledger.releaseLease(first);
    const second = await ledger.takeLease(NAME, '2026-0002', 60);

    expect(second.token).toBe(first.token + 1);
    await expect(ledger.renewLease(first, 60)).rejects.toMatchObject({ code: 'lease.lost' });
  });

  it('is not taken from its new holder by the old one giving it back', async () => {
    const { ledger } = temporary;
    const old = await ledger.takeLease(NAME, '2026-0001', 60);
    await temporary.setClock('2026-02-03T13:01:00.000Z');
    const young = await ledger.takeLease(NAME, '2026-0002', 60);

    await ledger.releaseLease(old);

    await expect(ledger.renewLease(young, 60)).resolves.toBeUndefined();
  });

  it('has one writer where the same run is taken up twice', async () => {
    const { ledger } = temporary;
    const first = await ledger.takeLease(NAME, '2026-0001', 60);

    const second = await ledger.takeLease(NAME, '2026-0001', 60);

    expect(second.token).toBe(first.token + 1);
    await expect(ledger.renewLease(first, 60)).rejects.toMatchObject({ code: 'lease.lost' });
  });

  it('are counted as held until they run out, by the clock that they were taken by', async () => {
    const { ledger } = temporary;
    await ledger.takeLease(NAME, '2026-0001', 60);
    const held = async (from: typeof ledger) => (await from.state()).leases.map((lease) => lease.held);

    const before = await held(ledger);
    await temporary.setClock('2026-02-03T13:01:00.000Z');

    expect([before, await held(ledger)]).toEqual([[1], [0]]);
    if (kind !== 'postgres') return;
    // Hosts whose clocks are two hours off, in either direction, see what the database sees.
    await ledger.takeLease(NAME, '2026-0001', 60);
    for (const hours of [-2, 2]) {
      const now = () => new Date(Date.parse('2026-02-03T13:01:00.000Z') + hours * 3_600_000);
      const { place, sealedFolder } = temporary;
      const other = await openLedger({ ...place, sealedFolder, now, programVersion: '0.0.0-test' });
      try {
        await temporary.setClock('2026-02-03T13:01:59.000Z');
        expect(await held(other)).toEqual([1]);
        await expect(other.takeLease(NAME, '2026-0002', 60)).rejects.toMatchObject({ code: 'lease.held' });
        await temporary.setClock('2026-02-03T13:02:00.000Z');
        expect(await held(other)).toEqual([0]);
      } finally {
        await other.close();
      }
    }
  });
});
