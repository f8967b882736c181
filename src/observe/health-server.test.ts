import { afterEach, describe, expect, it } from 'vitest';
import { temporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { clockCheck, diskCheck, LEAST_FREE_BYTES, ledgerCheck } from './health-checks.ts';
import { CHECK_EVERY_MS, startHealthServer, type HealthCheck, type HealthServer } from './health-server.ts';

const METRICS = { text: () => Promise.resolve('kmsync_build_info 1\n'), contentType: 'text/plain' };
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

interface Started {
  readonly health: HealthServer;
  /** One tick of the clock; answers the status of readiness and liveness after it. */
  readonly tick: () => Promise<{ ready: number; live: number }>;
  readonly events: string[];
}

async function start(checks: readonly HealthCheck[]): Promise<Started> {
  const events: string[] = [];
  const health = await startHealthServer({
    port: 0,
    program: 'kommonitor-sync 0.1.0',
    checks,
    metrics: METRICS,
    checkWaitsMs: 1000,
    every: () => ({ stop: () => undefined }),
    log: (event, facts) => events.push(`${event} ${facts['check'] ?? ''}`.trim()),
  });
  open.push(health);
  const tick = async () => {
    await health.look();
    return { ready: await status(health, '/readyz'), live: await status(health, '/livez') };
  };
  return { health, tick, events };
}

async function status(health: HealthServer, at: string): Promise<number> {
  return (await fetch(health.url + at)).status;
}

/** A dependency that can be broken and repaired. */
interface Dependency {
  readonly name: string;
  readonly make: () => Promise<{ check: HealthCheck; break: () => void; repair: () => void }>;
}

const DEPENDENCIES: readonly Dependency[] = [
  {
    name: 'ledger',
    async make() {
      const temporary = await temporaryLedger();
      let ledger: { state: typeof temporary.ledger.state } = temporary.ledger;
      open.push({ close: () => temporary.remove() });
      const closed = await temporary.openAgain();
      await closed.close();
      return {
        check: ledgerCheck({ state: () => ledger.state() }),
        break: () => (ledger = closed),
        repair: () => (ledger = temporary.ledger),
      };
    },
  },
  {
    name: 'a ledger that hangs',
    make() {
      let hangs = false;
      const state = () =>
        hangs
          ? new Promise<never>(() => undefined)
          : Promise.resolve({ open: [], jobs: [], leases: [], approvals: [], findings: [] });
      return Promise.resolve({
        check: ledgerCheck({ state }),
        break: () => (hangs = true),
        repair: () => (hangs = false),
      });
    },
  },
  {
    name: 'disk',
    make() {
      let free = LEAST_FREE_BYTES;
      return Promise.resolve({
        check: diskCheck('/', () => Promise.resolve(free)),
        break: () => (free = LEAST_FREE_BYTES - 1),
        repair: () => (free = LEAST_FREE_BYTES),
      });
    },
  },
  {
    name: 'clock',
    make() {
      let offset = 0;
      return Promise.resolve({
        check: clockCheck(() => Promise.resolve(offset)),
        break: () => (offset = -31),
        repair: () => (offset = 0.2),
      });
    },
  },
];

describe('P32 health tells the truth', () => {
  it.each(DEPENDENCIES)('$name: readiness flips in under 15 s and back, liveness never', async ({ make }) => {
    const dependency = await make();
    const { tick, events } = await start([dependency.check]);
    expect(await tick()).toEqual({ ready: 200, live: 200 });

    dependency.break();
    const broken = [await tick(), await tick()];
    dependency.repair();
    const repaired = [await tick(), await tick()];

    expect(broken.map(({ ready }) => ready)).toEqual([200, 503]);
    expect(repaired.map(({ ready }) => ready)).toEqual([503, 200]);
    expect([...broken, ...repaired].every(({ live }) => live === 200)).toBe(true);
    // the outage begins right after a look: two more looks, the last one waiting for its full time
    expect(2 * CHECK_EVERY_MS + 2_000).toBeLessThan(15_000);
    expect(events).toEqual(['Health:Ready', `Health:NotReady ${dependency.check.name}`, 'Health:Ready']);
  });

  it('does not flip for a single failure', async () => {
    let passes = true;
    const { tick } = await start([
      { name: 'ledger', check: () => (passes ? Promise.resolve() : Promise.reject(new Error('x'))) },
    ]);

    passes = false;
    await tick();
    passes = true;
    const after = [await tick(), await tick()];

    expect(after.map(({ ready }) => ready)).toEqual([200, 200]);
  });

  it('has started only once everything passed, and stays started', async () => {
    let passes = false;
    const { tick, health } = await start([
      { name: 'ledger', check: () => (passes ? Promise.resolve() : Promise.reject(new Error('x'))) },
    ]);
    const before = await status(health, '/startupz');
    passes = true;
    await tick();
    await tick();
    const after = await status(health, '/startupz');
    passes = false;
    await tick();
    await tick();

    expect([before, after, await status(health, '/startupz'), await status(health, '/readyz')]).toEqual([
      503, 200, 200, 503,
    ]);
  });

  it('tells no reason and no secret to whoever asks', async () => {
    const { health } = await start([
      { name: 'ledger', check: () => Promise.reject(new Error('postgres://u:CANARY@db')) },
    ]);

    const texts = await Promise.all(
      ['/readyz', '/startupz', '/status', '/livez', '/metrics', '/nothing'].map(async (at) =>
        (await fetch(health.url + at)).text(),
      ),
    );

    expect(texts.join('\n')).not.toContain('CANARY');
    expect(texts[0]).toContain('"failing":["ledger"]');
    expect(texts[2]).toContain('startet');
  });

  it('is not ready while it drains, but alive', async () => {
    const { health } = await start([]);

    health.drain();

    expect([await status(health, '/readyz'), await status(health, '/livez')]).toEqual([503, 200]);
  });

  it('listens on this machine only, and says in German that its port is taken', async () => {
    const { health } = await start([]);

    const second = startHealthServer({
      port: Number(new URL(health.url).port),
      program: 'p',
      checks: [],
      metrics: METRICS,
    });

    expect(new URL(health.url).hostname).toBe('127.0.0.1');
    await expect(second).rejects.toMatchObject({ code: 'health.port-taken', exitCode: 4 });
  });
});
