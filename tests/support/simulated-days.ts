/**
 * Days of operation in minutes: a scheduler that looks at a stepped clock every hour, a delivery every three hours, and
 * faults by chance, most of them when there is something to write. A second site without faults tells what has to stand
 * in KomMonitor before the next delivery comes.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { RESUMABLE } from '../../src/engine/ledger.ts';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { resumeRun } from '../../src/engine/resume-run.ts';
import { carryClaim } from '../../src/engine/schedule/carry-claim.ts';
import { tick } from '../../src/engine/schedule/scheduler.ts';
import type { Claim } from '../../src/engine/schedule/trigger.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { SyncError } from '../../src/errors.ts';
import type { Job } from '../../src/mapping/job.ts';
import { occurrences } from '../../src/queue/calendar.ts';
import { Lane, type Engine, type OrderedFault } from '../fault/lane.ts';
import { seeded, type Chance } from './seeded.ts';
import { personTable, SMALL_JOB } from './small-site.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-02-02T00:30:00.000Z');
/** How likely a fault is in the hours after a delivery; the last hour is quiet, so that all can come to its end. */
const TROUBLE = [0.85, 0.4, 0] as const;
const DELIVERIES_A_DAY = 24 / TROUBLE.length;

export interface Days {
  /** What did not hold, by delivery; empty where all is well. */
  readonly problems: readonly string[];
  readonly runs: number;
  readonly writes: number;
  /** How often each fault struck. */
  readonly faults: Readonly<Record<string, number>>;
  /** How many of them met a run that had something to write. */
  readonly met: number;
  /** Bytes after each run, where the garbage collector can be called. */
  readonly memory: readonly { readonly heap: number; readonly rss: number }[];
}

export async function simulateDays(days: number, seed: number): Promise<Days> {
  const lane = await Lane.open();
  const mirror = await Lane.open();
  try {
    return await new Operation(lane, mirror, seeded(seed)).run(days);
  } finally {
    await lane.close();
    await mirror.close();
  }
}

type Trouble =
  | { readonly kind: string; readonly orders: readonly OrderedFault[] }
  | { readonly kind: 'stopped'; readonly after: number }
  | { readonly kind: 'disk full'; readonly after: number };

class Operation {
  readonly #lane: Lane;
  readonly #mirror: Lane;
  readonly #chance: Chance;
  #clock = START;
  readonly #problems: string[] = [];
  readonly #faults: Record<string, number> = {};
  readonly #memory: { heap: number; rss: number }[] = [];
  #hasMangled = false;
  #runs = 0;
  #writes = 0;
  #met = 0;

  constructor(lane: Lane, mirror: Lane, chance: Chance) {
    this.#lane = lane;
    this.#mirror = mirror;
    this.#chance = chance;
  }

  async run(days: number): Promise<Days> {
    const engine = await this.#lane.engine({ now: () => new Date(this.#clock) });
    const quiet = await this.#mirror.engine({ now: () => new Date(this.#clock) });
    try {
      for (let delivery = 1; delivery <= days * DELIVERIES_A_DAY; delivery += 1) {
        for (const { site } of [this.#lane, this.#mirror]) deliver(site, delivery);
        await syncRun({ job: SMALL_JOB }, quiet.ports);
        await this.#lane.record(this.#mirror);
        await this.#untilNext(engine, delivery);
      }
      const { problems } = await this.#lane.verified();
      this.#problems.push(...problems);
    } finally {
      await engine.close();
      await quiet.close();
    }
    return {
      problems: this.#problems,
      runs: this.#runs,
      writes: this.#writes,
      faults: this.#faults,
      met: this.#met,
      memory: this.#memory,
    };
  }

  async #untilNext(engine: Engine, delivery: number): Promise<void> {
    for (const chance of TROUBLE) {
      this.#clock += HOUR;
      await this.#hour(engine, this.#chance.next() < chance ? this.#trouble() : undefined);
    }
    this.#writes += (await this.#lane.writes()).length;
    // A KomMonitor that stores otherwise than it answers shows that until it is written again.
    const targetLies = this.#hasMangled;
    this.#hasMangled = false;
    const found = await this.#lane.violations({
      oneClock: false,
      budgetMs: (TROUBLE.length + 1) * HOUR,
      targetLies,
    });
    if (!this.#isPublished()) found.push('KomMonitor does not hold what was delivered');
    this.#problems.push(...found.map((problem) => `delivery ${delivery}: ${problem}`));
  }

  #isPublished(): boolean {
    return isDeepStrictEqual(this.#lane.content(), this.#mirror.content());
  }

  /** What is open is taken up, then what is due is run, as a serving process does. */
  async #hour(engine: Engine, trouble: Trouble | undefined): Promise<void> {
    if (trouble) this.#faults[trouble.kind] = (this.#faults[trouble.kind] ?? 0) + 1;
    this.#hasMangled ||= trouble?.kind === 'rounded' || trouble?.kind === 'dropped rows';
    await this.#lane.order(...(trouble && 'orders' in trouble ? trouble.orders : []));
    const strained = await this.#strained(engine, trouble);
    const hasToWrite = !this.#isPublished();
    try {
      const open = await openRuns(strained.ports);
      for (const { id } of open) await attempt(() => resumeRun(id, strained.ports));
      const due = await this.#due(strained.ports);
      for (const claim of due) await attempt(() => carryClaim(claim, strained.ports));
      if (trouble && hasToWrite && open.length + due.length > 0) this.#met += 1;
    } finally {
      if (strained !== engine) await strained.close();
    }
    if (globalThis.gc) {
      globalThis.gc();
      const { heapUsed, rss } = process.memoryUsage();
      this.#memory.push({ heap: heapUsed, rss });
    }
  }

  async #due(ports: EnginePorts): Promise<Claim[]> {
    const claims: Claim[] = [];
    await tick([hourly(ports)], {
      ledger: ports.ledger,
      calendar: occurrences,
      now: () => new Date(this.#clock),
      start: (claim) => claims.push(claim),
      failed: (_job, error) => {
        throw error;
      },
    });
    this.#runs += claims.length;
    return claims;
  }

  #trouble(): Trouble {
    const { below, pick } = this.#chance;
    const put = { method: 'PUT', path: '/indicators/' };
    const any = { path: '/management/' };
    const times = 1 + below(3);
    return pick<() => Trouble>([
      () => ({
        kind: 'away',
        orders: [{ match: any, after: below(80), times: 100_000, action: 'drop-before' }],
      }),
      () => ({
        kind: 'busy',
        orders: [{ match: any, after: below(80), times: 6, action: 'status', status: 503 }],
      }),
      () => ({ kind: 'half', orders: [{ match: put, times, action: 'half-applied', rows: below(5) }] }),
      () => ({ kind: 'lie', orders: [{ match: put, times, action: 'lie' }] }),
      () => ({ kind: 'deny', orders: [{ match: put, times, action: 'deny' }] }),
      () => ({ kind: 'rounded', orders: [{ match: put, after: 2, times, action: 'round' }] }),
      () => ({ kind: 'dropped rows', orders: [{ match: put, times, action: 'drop-rows', rows: below(4) }] }),
      () => ({ kind: 'refused', orders: [{ match: put, after: below(3), action: 'status', status: 400 }] }),
      () => ({
        kind: 'all refused',
        orders: [{ match: put, after: 1, times: 100, action: 'status', status: 400 }],
      }),
      () => ({ kind: 'token', orders: [{ match: any, after: below(80), action: 'expire-tokens' }] }),
      () => ({ kind: 'stopped', after: 1 + below(4) }),
      () => ({ kind: 'disk full', after: below(5) }),
    ])();
  }

  /** The engine itself, or one that is stopped or whose disk is full after so many operations. */
  async #strained(engine: Engine, trouble: Trouble | undefined): Promise<Engine> {
    if (!trouble || 'orders' in trouble) return engine;
    const now = () => new Date(this.#clock);
    if (trouble.kind === 'stopped') {
      const controller = new AbortController();
      const operation = (done: number) => {
        if (done === trouble.after) controller.abort();
      };
      return this.#lane.engine({ now, signal: controller.signal, operation });
    }
    const full = await this.#lane.engine({ now });
    let intents = 0;
    const { ledger } = full.ports;
    const intend: typeof ledger.intend = (...intent) => {
      intents += 1;
      return intents > trouble.after ? Promise.reject(diskFull()) : ledger.intend(...intent);
    };
    return { ports: { ...full.ports, ledger: { ...ledger, intend } }, close: () => full.close() };
  }
}

function diskFull(): SyncError {
  return new SyncError({
    code: 'ledger.disk-full',
    kind: 'local',
    message: 'Kein Platz.',
    hint: 'Platz schaffen.',
  });
}

/** Newest first, as `kmsync resume` does. */
async function openRuns({ ledger }: EnginePorts) {
  return (await ledger.runs({ limit: 20 })).filter(({ state }) => RESUMABLE.has(state));
}

function hourly({ catalogue }: EnginePorts): Job {
  const job = catalogue.jobs.get(SMALL_JOB);
  if (!job) throw new RangeError('the job is missing');
  return { ...job, schedule: { cron: '0 * * * *', catchUp: 24, deliveries: [], unattended: null } };
}

/** A run that fails says so by itself; what it leaves behind is what is judged. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
  }
}

/** The figures of the second Stichtag, corrected every time. */
function deliver(site: string, delivery: number): void {
  const table = personTable('31.12.2023', 7 + delivery);
  writeFileSync(path.join(site, 'deliveries/personen_2023-12-31.csv'), table);
}
