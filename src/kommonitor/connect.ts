/** Wires transport, login and target for one KomMonitor. Opens nothing by itself: the first request does. */
import type { EventSink } from '../engine/ports.ts';
import type { Access, Target } from '../sync/target.ts';
import { createApi } from './api.ts';
import { examineTarget, type Expectations, type TargetCheck } from './doctor.ts';
import { createHttp } from './http.ts';
import { resolveAccess, type NamedAccess } from './resolve-access.ts';
import { resolveTopic } from './resolve-topic.ts';
import { checkedAddress, DEFAULT_TIMEOUTS, readAuthorities, type KomMonitorSettings } from './settings.ts';
import { createKomMonitorTarget } from './target.ts';
import { createTokenSource } from './token.ts';

export interface ConnectOptions {
  readonly settings: KomMonitorSettings;
  /** Name and version of this program. */
  readonly userAgent: string;
  /** Ends reads and keeps further writes from starting; a write under way is finished. */
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  readonly log?: EventSink;
  /** Told each wait between attempts in milliseconds, answers the wait to take. */
  readonly wait?: (ms: number) => number;
}

export interface KomMonitorConnection {
  readonly target: Target;
  /** Id of the topic at the end of the path; see `resolveTopic`. Looked up in KomMonitor each time. */
  resolveTopic(path: readonly string[]): Promise<string>;
  /** Ids for the names of organizational units; see `resolveAccess`. */
  resolveAccess(names: NamedAccess): Promise<Access>;
  /** Looks at everything a run needs from this KomMonitor and changes nothing. */
  examine(expectations: Expectations): Promise<readonly TargetCheck[]>;
  close(): void;
}

/** Throws SyncError of kind configuration where an address or the certificate file is unusable. */
export function connectKomMonitor(options: ConnectOptions): KomMonitorConnection {
  const { settings, signal, now } = options;
  const url = checkedAddress(settings.url, 'von KomMonitor (url)');
  const issuer = checkedAddress(settings.issuer, 'der Anmeldung (issuer)');
  const clock = now === undefined ? {} : { now };
  const interrupt = signal === undefined ? {} : { signal };
  const told = options.log === undefined ? {} : { log: options.log };
  const http = createHttp({
    userAgent: options.userAgent,
    timeouts: { ...DEFAULT_TIMEOUTS, ...settings.timeouts },
    ...(settings.caFile === undefined ? {} : { authorities: readAuthorities(settings.caFile) }),
    ...(options.wait === undefined ? {} : { wait: options.wait }),
    ...told,
    ...interrupt,
    ...clock,
  });
  const { clientId, clientSecret } = settings;
  const tokens = createTokenSource({ issuer, clientId, clientSecret, http, ...told });
  const api = createApi({ url, http, tokens, ...interrupt });
  const target = createKomMonitorTarget(api);
  return {
    target,
    resolveTopic: async (path) => resolveTopic(await target.topics(), path),
    resolveAccess: async (names) => resolveAccess(await target.organizationalUnits(), names),
    examine: (expectations) => examineTarget({ api, tokens, target, issuer, expectations, ...clock }),
    close: () => http.close(),
  };
}
