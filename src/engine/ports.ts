/**
 * What a run needs from the outside, as ports: the engine knows no product, no clock and no folder of its
 * own. `app.ts` wires them.
 */
import type { ZodType } from 'zod';
import type { DeliveryOffer, DeliveryOutcome, SourceContext } from '../core/delivery.ts';
import { referenceDate, type ReferenceDate } from '../core/reference-date.ts';
import type { AnyLayout } from '../formats/layout.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import type { QualityLimits } from '../spatial/assign/quality-limits.ts';
import type { Operation } from '../sync/operations.ts';
import type { Access, Target } from '../sync/target.ts';
import type { Ledger } from './ledger.ts';
import type { NamedSolver } from './solver-process.ts';

/** Names, as a person writes them in the configuration. */
export interface AccessNames {
  readonly owner: string;
  readonly viewers: readonly string[];
  readonly public: boolean;
}

/** The target together with looking up names in it. Logging in happens with the first request. */
export interface TargetSession {
  readonly target: Target;
  /** Id of the deepest topic of the path; SyncError of kind configuration where there is none. */
  resolveTopic(path: readonly string[]): Promise<string>;
  resolveAccess(names: AccessNames): Promise<Access>;
}

/** A source of deliveries; what the connectors implement. */
export interface DeliverySource {
  readonly id: string;
  /** German. */
  readonly title: string;
  /** Names of the environment variables it needs. */
  readonly secrets: readonly string[];
  /** Throws SyncError where the source is not there or not readable. */
  readonly check: (config: never, context: SourceContext) => Promise<void>;
  readonly configSchema: ZodType;
  readonly list: (config: never, context: SourceContext) => AsyncIterable<DeliveryOffer>;
  readonly open: (
    config: never,
    offer: DeliveryOffer,
    file: string,
    context: SourceContext,
  ) => AsyncIterable<Uint8Array>;
  readonly settle?: (
    config: never,
    offer: DeliveryOffer,
    outcome: DeliveryOutcome,
    context: SourceContext,
  ) => Promise<void>;
  readonly discard?: (config: never, offer: DeliveryOffer, context: SourceContext) => Promise<void>;
  readonly layouts?: Readonly<Record<string, AnyLayout>>;
}

export interface EngineEvents {
  /** German, short: what the run is doing now. */
  readonly stage: (title: string) => void;
  readonly operation: (done: number, total: number, operation: Operation) => void;
  /** A run begins. */
  readonly begun?: (run: string) => void;
  /** What was told of is over; resolves once nothing more of it is shown. */
  readonly ended?: (outcome: 'done' | 'failed') => Promise<void>;
}

/** What happens while a run or a service works. Log, counters and notifications all hang on this one stream. */
export type EngineLogEvent =
  | 'Run:Start'
  | 'Run:Done'
  | 'Run:Failed'
  | 'Run:Resume'
  | 'Run:Cancelled'
  | 'Reconcile:Done'
  | 'Drift:Found'
  | 'Drift:None'
  | 'Drift:Accepted'
  | 'Run:Report'
  | 'Write:Verified'
  | 'Target:Request'
  | 'Target:Retry'
  | 'Token:Fetched'
  | 'Token:Failed'
  | 'Approval:Waiting'
  | 'Approval:Given'
  | 'Approval:Refused'
  | 'Approval:Expired'
  | 'Delivery:Overdue'
  | 'Schedule:Missed'
  | 'Schedule:Paused'
  | 'Schedule:Resumed'
  | 'Retention:Deleted'
  | 'Queue:Taken'
  | 'Queue:Done'
  | 'Queue:Stalled'
  | 'Queue:Parked'
  | 'Queue:Postponed'
  | 'Queue:Failed'
  | 'Queue:Unreachable'
  | 'Backup:Done'
  | 'Backup:Failed'
  | 'Notify:Sent'
  | 'Notify:Failed'
  | 'Health:Ready'
  | 'Health:NotReady'
  | 'Sec:Login'
  | 'Sec:LoginFailed'
  | 'Sec:Logout'
  | 'Sec:Denied'
  | 'Console:Failed'
  | 'Sec:UploadRefused'
  | 'Sec:Approval'
  | 'Sec:AccountChanged';

export type EventFacts = Readonly<Record<string, string | number | null>>;
export type EventSink = (event: EngineLogEvent, facts: EventFacts) => void;

export interface EnginePorts {
  readonly ledger: Ledger;
  /** Opens no connection by itself, but reads the secret it will need. */
  readonly session: () => Promise<TargetSession>;
  readonly catalogue: Catalogue;
  readonly sources: ReadonlyMap<string, DeliverySource>;
  readonly secret: (name: string) => string;
  /** Roots on disk: where deliveries lie, where they are landed, reports of runs, the grids, and the site itself. */
  readonly folders: {
    readonly deliveries: string;
    readonly landing: string;
    readonly reports: string;
    readonly grids: string;
    readonly site: string;
  };
  readonly access: AccessNames;
  /** Which targets two people have to agree for; there is no way to do without for a real one. */
  readonly approval: { readonly required: 'always' | 'except-simulator' };
  /** Limits of the quality figures. */
  readonly quality: QualityLimits;
  /** Decides which figures must not be published; in a process of its own. */
  readonly solver: NamedSolver;
  readonly now: () => Date;
  /** Milliseconds of a clock that nobody sets, for durations and renewals. */
  readonly monotonic: () => number;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly events: EngineEvents;
  /** Event name and facts; which events and facts there are is decided by the log. */
  readonly log: EventSink;
  readonly program: string;
}

const BERLIN_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

/** The calendar day in the office, not in Greenwich. */
export function today(now: () => Date): ReferenceDate {
  return referenceDate(BERLIN_DAY.format(now()));
}
