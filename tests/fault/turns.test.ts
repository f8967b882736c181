import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { carryClaim } from '../../src/engine/schedule/carry-claim.ts';
import { claimNow } from '../../src/engine/schedule/trigger.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { runNow } from '../../src/queue/run-now.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { outcome, sync, withEngine } from './small-run.ts';

let lane: Lane;
let previous: Content;
beforeAll(async () => {
  lane = await Lane.open();
  previous = lane.content();
  await sync(lane);
  await lane.keepPlanned();
}, 60_000);
judgeEach(() => lane);
afterAll(() => lane.close());

/** Ports whose run says when it begins to wait for another one. */
function waiting(ports: EnginePorts): { readonly ports: EnginePorts; readonly waits: Promise<void> } {
  let begun = () => undefined as void;
  const waits = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const stage = (title: string) => (title.startsWith('Warten') ? begun() : undefined);
  return {
    ports: { ...ports, events: { ...ports.events, stage }, sleep: (_ms, signal) => pause(signal) },
    waits,
  };
}

const pause = (signal: AbortSignal) => delay(10, undefined, { signal });

/** The lease as another run holds it. */
async function heldByOther({ ledger }: EnginePorts) {
  return ledger.takeLease(`target ${lane.simulator.url}/management`, 'another run', 60);
}

describe('P13 a run that nobody sits in front of waits while another one writes', () => {
  it('publishes once the other one is through', async () => {
    await withEngine(lane, async (own) => {
      const other = await heldByOther(own);
      const { ports, waits } = waiting(own);
      const claim = await claimNow(SMALL_JOB, ports);

      const ended = outcome(carryClaim(claim, ports));
      await waits;
      expect(lane.content()).toEqual(previous);
      await ports.ledger.releaseLease(other);

      expect(await ended).toMatch(/^published/);
      expect(await ports.ledger.occurrences()).toMatchObject([{ state: 'ended' }]);
    });
    expect(await lane.overlappingWrites()).toBe(0);
  });

  it('compares with KomMonitor only when its turn has come', async () => {
    const ended = await withEngine(lane, (own) => {
      const { ports } = waiting(own);
      return Promise.all(
        Array.from({ length: 3 }, () => outcome(syncRun({ job: SMALL_JOB, turn: 'wait' }, ports))),
      );
    });

    expect(ended.filter((state) => state.startsWith('published'))).toHaveLength(1);
    expect(ended.filter((state) => state === 'no_change')).toHaveLength(2);
    expect(await lane.overlappingWrites()).toBe(0);
  });

  it('is free again where the program has to stop meanwhile', async () => {
    const stop = new AbortController();
    await withEngine(
      lane,
      async (own) => {
        await heldByOther(own);
        const { ports, waits } = waiting(own);
        const claim = await claimNow(SMALL_JOB, ports);
        const ended = outcome(carryClaim(claim, ports));
        await waits;
        stop.abort();

        expect(await ended).toBe('target run.interrupted');
        expect(await ports.ledger.occurrences()).toMatchObject([{ state: 'interrupted' }]);
        expect(await ports.ledger.run(claim.run.id)).toMatchObject({ state: 'cancelled' });
      },
      { signal: stop.signal },
    );
    expect(lane.content()).toEqual(previous);
  });

  it('does not keep a person waiting, who is told which run writes', async () => {
    const refused = await withEngine(lane, async (ports) => {
      await heldByOther(ports);
      return runNow(SMALL_JOB, ports).then(
        () => 'went through',
        (error: unknown) => String(error),
      );
    });

    expect(refused).toContain('Der Lauf another run schreibt gerade');
    expect(lane.content()).toEqual(previous);
  });
});
