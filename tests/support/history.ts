/**
 * The history of what happened around one or more runs: what a user saw meanwhile, every request, every run and
 * the audit trail. It is recorded over real HTTP, kept as JSON lines, and judged by `invariants.ts`.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { RunState } from '../../src/engine/ledger.ts';
import { OBSERVER_HEADER } from '../../src/simulator/gate.ts';
import type { LoggedRequest } from '../../src/simulator/request-log.ts';
import { defaultSeed, type SimulatorSeed } from '../../src/simulator/seed.ts';

/** Everybody without a login, and a member of the circle that may see more. */
export const CIRCLES = ['public', 'inner'] as const;
export type Circle = (typeof CIRCLES)[number];

/** What one circle sees at one moment. */
export interface View {
  /** `<indicator> | <level> | <area> | <date>` to value. */
  readonly cells: Readonly<Record<string, number | null>>;
  /** Dates that an indicator announced before and after its values were read. */
  readonly dates: Readonly<Record<string, readonly string[]>>;
  /** Level, indicator or `<indicator> | <level>` to owner, permissions and the public flag. */
  readonly access: Readonly<Record<string, string>>;
}

export interface Observation {
  readonly at: string;
  readonly circle: Circle;
  readonly view: View;
}

export interface RecordedRun {
  readonly id: string;
  readonly kind: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly rollsBack: string | null;
  readonly planHash: string | null;
  /** Hash of the plan that the ledger holds for the run, computed anew. */
  readonly storedHash: string | null;
}

export interface RecordedApproval {
  readonly run: string;
  readonly hash: string;
  readonly submitter: string | null;
  readonly uploader: string | null;
  /** Null as long as nobody has approved. */
  readonly approver: string | null;
}

export interface RecordedAudit {
  readonly brokenAt: number | null;
  readonly entries: readonly {
    readonly at: string;
    readonly event: string;
    readonly facts: Readonly<Record<string, string | number | null>>;
  }[];
}

/** A text of a place where no secret and no person may stand. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** What was done, whatever anybody saw of it. */
export interface Deeds {
  readonly requests: readonly LoggedRequest[];
  /** Oldest first; only those of this history. */
  readonly runs: readonly RecordedRun[];
  readonly approvals: readonly RecordedApproval[];
  readonly audit: RecordedAudit;
  readonly places: readonly Place[];
}

export interface History extends Deeds {
  readonly before: Readonly<Record<Circle, View>>;
  /** What stands there once the plan has been carried out. */
  readonly after: Readonly<Record<Circle, View>>;
  readonly observations: readonly Observation[];
  readonly end: Readonly<Record<Circle, View>>;
}

const OBSERVER = { id: 'observer', secret: 'observer-secret' };

/** The usual simulator with one more client: a member of the circle that may see more. */
export function observedSeed(): SimulatorSeed {
  const seed = defaultSeed();
  const roles = ['Berechtigtenkreis.unit-resources-viewer'];
  return {
    ...seed,
    clients: [...seed.clients, { ...OBSERVER, groups: ['/Musterkreis/Berechtigtenkreis'], roles }],
  };
}

/** Looks at a simulator that was started with `observedSeed`, as a user would. */
export class Observer {
  readonly #simulator: { readonly url: string; readonly issuer: string };
  #token: string | undefined;
  #observations: Observation[] = [];
  #watching: Promise<void> | undefined;
  #controller = new AbortController();

  constructor(simulator: { readonly url: string; readonly issuer: string }) {
    this.#simulator = simulator;
  }

  async views(): Promise<Record<Circle, View>> {
    return { public: await this.view('public'), inner: await this.view('inner') };
  }

  async view(circle: Circle): Promise<View> {
    const first = await this.#indicators(circle);
    const units = await this.#list<UnitOverview>(circle, '/spatial-units');
    const cells: Record<string, number | null> = {};
    for (const indicator of first)
      for (const link of indicator.applicableSpatialUnits) {
        const path = `/indicators/${indicator.indicatorId}/${link.spatialUnitId}/without-geometry`;
        for (const row of await this.#list<Record<string, string | null>>(circle, path))
          addCells(cells, `${titleOf(indicator)} | ${link.spatialUnitName}`, row);
      }
    const last = new Map(
      (await this.#indicators(circle)).map((one) => [one.indicatorId, one.applicableDates]),
    );
    return {
      cells,
      dates: Object.fromEntries(
        first.map((one) => [
          titleOf(one),
          one.applicableDates.filter((date) => last.get(one.indicatorId)?.includes(date)),
        ]),
      ),
      access: accessOf(units, first),
    };
  }

  /** Looks again and again, with a pause of so many milliseconds, and keeps what differs from the look before. */
  watch(pauseMs: number): void {
    this.#observations = [];
    this.#controller = new AbortController();
    this.#watching = this.#watch(pauseMs, this.#controller.signal);
  }

  /** Everything that was seen since `watch`. */
  async stop(): Promise<readonly Observation[]> {
    this.#controller.abort();
    await this.#watching;
    this.#watching = undefined;
    return this.#observations;
  }

  async #watch(pauseMs: number, signal: AbortSignal): Promise<void> {
    const last = new Map<Circle, View>();
    while (!signal.aborted) {
      for (const circle of CIRCLES) {
        const view = await this.view(circle);
        if (isDeepStrictEqual(view, last.get(circle))) continue;
        last.set(circle, view);
        this.#observations.push({ at: new Date().toISOString(), circle, view });
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #indicators(circle: Circle): Promise<IndicatorOverview[]> {
    return this.#list(circle, '/indicators');
  }

  /** What is gone between two calls, or is not for this circle, is seen as nothing. */
  async #list<T>(circle: Circle, resource: string): Promise<T[]> {
    const part = circle === 'public' ? '/public' : '';
    const url = `${this.#simulator.url}/management${part}${resource}`;
    let answer = await this.#get(url, circle);
    if (answer.status === 401) {
      this.#token = undefined;
      answer = await this.#get(url, circle);
    }
    return answer.ok ? ((await answer.json()) as T[]) : (await answer.arrayBuffer(), []);
  }

  async #get(url: string, circle: Circle): Promise<Response> {
    const headers = { accept: 'application/json', [OBSERVER_HEADER]: '1' };
    if (circle === 'public') return fetch(url, { headers });
    this.#token ??= await logIn(this.#simulator.issuer);
    return fetch(url, { headers: { ...headers, authorization: `Bearer ${this.#token}` } });
  }
}

interface Guard {
  readonly ownerId: string;
  readonly permissions: readonly string[];
  readonly isPublic: boolean;
}
interface UnitOverview extends Guard {
  readonly spatialUnitLevel: string;
}
interface IndicatorOverview extends Guard {
  readonly indicatorId: string;
  readonly indicatorName: string;
  readonly characteristicValue: string | null;
  readonly applicableDates: readonly string[];
  readonly applicableSpatialUnits: readonly (Guard & { spatialUnitId: string; spatialUnitName: string })[];
}

function titleOf({ indicatorName, characteristicValue }: IndicatorOverview): string {
  return characteristicValue ? `${indicatorName} (${characteristicValue})` : indicatorName;
}

function addCells(
  cells: Record<string, number | null>,
  link: string,
  row: Record<string, string | null>,
): void {
  for (const [column, text] of Object.entries(row))
    if (column.startsWith('DATE_'))
      cells[`${link} | ${row['ID']} | ${column.slice('DATE_'.length)}`] = text === null ? null : Number(text);
}

function accessOf(units: readonly UnitOverview[], indicators: readonly IndicatorOverview[]) {
  const access: Record<string, string> = {};
  for (const unit of units) access[unit.spatialUnitLevel] = guardText(unit);
  for (const indicator of indicators) {
    access[titleOf(indicator)] = guardText(indicator);
    for (const link of indicator.applicableSpatialUnits)
      access[`${titleOf(indicator)} | ${link.spatialUnitName}`] = guardText(link);
  }
  return access;
}

function guardText({ ownerId, permissions, isPublic }: Guard): string {
  return `${ownerId} [${[...permissions].sort().join(' ')}] ${isPublic ? 'public' : 'not public'}`;
}

async function logIn(issuer: string): Promise<string> {
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { [OBSERVER_HEADER]: '1' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: OBSERVER.id,
      client_secret: OBSERVER.secret,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** JSON lines in a new file that outlives the test; answers its name. */
export function keepHistory(history: Deeds & Partial<History>, violations: readonly string[]): string {
  const { before, after, observations = [], end } = history;
  const lines = [
    ...violations.map((violation) => ({ kind: 'violation', violation })),
    ...Object.entries({ before, after }).map(([kind, views]) => ({ kind, views })),
    ...observations.map((observation) => ({ kind: 'observation', ...observation })),
    { kind: 'end', views: end },
    ...history.requests.map((request) => ({ kind: 'request', ...request })),
    ...history.runs.map((run) => ({ ...run, kind: `run ${run.kind}` })),
    ...history.approvals.map((approval) => ({ kind: 'approval', ...approval })),
    { kind: 'audit', brokenAt: history.audit.brokenAt },
    ...history.audit.entries.map((entry) => ({ kind: 'audit entry', ...entry })),
  ];
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'kmsync-history-')), 'history.jsonl');
  writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  return file;
}
