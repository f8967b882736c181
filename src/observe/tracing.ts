/**
 * Traces by OpenTelemetry's protocol (OTLP over HTTP, JSON), made of the same events as the log and off by default. Spans:
 * a run, its steps (each ends where a write is read back, the last one with the run), and in a step its requests to
 * KomMonitor. Attributes are listed facts only; what cannot be sent is dropped.
 */
import { randomBytes } from 'node:crypto';
import type { EventFacts, EventSink } from '../engine/ports.ts';
import { loggable } from './log-fields.ts';
import type { TracingSettings } from './tracing-settings.ts';

export interface Tracing {
  readonly note: EventSink;
  /** Resolves once everything was sent or given up. */
  settled(): Promise<void>;
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 1: internal, 3: client. */
  readonly kind: 1 | 3;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly object[];
  readonly status: { readonly code: 1 | 2 };
}

interface OpenRun {
  readonly traceId: string;
  readonly spanId: string;
  readonly began: number;
  step: { readonly spanId: string; readonly began: number };
}

const WAIT_MS = 5_000;
/** Held back until the run ends, but never more than this. */
const MOST_SPANS = 500;
const NONE: Tracing = { note: () => undefined, settled: () => Promise.resolve() };

export function createTracing(
  settings: TracingSettings | undefined,
  program: string,
  now: () => number = Date.now,
): Tracing {
  if (!settings) return NONE;
  const open = new Map<string, OpenRun>();
  const sending = new Set<Promise<void>>();
  let current: string | undefined;
  let waiting: Span[] = [];

  function flush(): void {
    if (waiting.length === 0) return;
    const sent = post(settings as TracingSettings, program, waiting).finally(() => sending.delete(sent));
    sending.add(sent);
    waiting = [];
  }
  function add(span: Span): void {
    waiting.push(span);
    if (waiting.length >= MOST_SPANS) flush();
  }
  /** Of the run that is at work; outside of one nothing is traced. */
  function request(facts: EventFacts): void {
    const run = current === undefined ? undefined : open.get(current);
    if (!run) return;
    const { status, durationMs } = facts;
    const began = now() - (typeof durationMs === 'number' ? durationMs : 0);
    const isGood = typeof status === 'number' && status > 0 && status < 400;
    const place = { traceId: run.traceId, spanId: hex(8), parentSpanId: run.step.spanId };
    add({ ...place, name: 'http', kind: 3, ...times(began, now()), ...told(facts, isGood) });
  }
  function endStep(run: OpenRun, facts: EventFacts, isGood: boolean): void {
    const { traceId, spanId: parentSpanId, step } = run;
    const place = { traceId, spanId: step.spanId, parentSpanId };
    add({ ...place, name: 'step', kind: 1, ...times(step.began, now()), ...told(facts, isGood) });
    run.step = { spanId: hex(8), began: now() };
  }
  function endRun(id: string, run: OpenRun, facts: EventFacts): void {
    const isGood = facts['code'] === undefined;
    endStep(run, { run: id }, isGood);
    const { traceId, spanId, began } = run;
    add({ traceId, spanId, name: 'run', kind: 1, ...times(began, now()), ...told(facts, isGood) });
    open.delete(id);
    if (current === id) current = undefined;
    flush();
  }

  return {
    note(event, facts) {
      const id = facts['run'];
      const run = typeof id === 'string' ? open.get(id) : undefined;
      if (event === 'Target:Request') request(facts);
      else if (typeof id !== 'string') return;
      else if (event === 'Run:Start') {
        const step = { spanId: hex(8), began: now() };
        open.set(id, { traceId: hex(16), spanId: hex(8), began: now(), step });
        current = id;
      } else if (!run) return;
      else if (event === 'Write:Verified') endStep(run, facts, true);
      else if (event === 'Run:Done' || event === 'Run:Failed') endRun(id, run, facts);
    },
    async settled() {
      while (sending.size > 0) await Promise.all(sending);
    },
  };
}

async function post(settings: TracingSettings, program: string, spans: readonly Span[]): Promise<void> {
  const attributes = [attribute('service.name', settings.service), attribute('service.version', program)];
  const scopeSpans = [{ scope: { name: 'kommonitor-sync' }, spans }];
  try {
    await fetch(settings.url, {
      method: 'POST',
      headers: { ...settings.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans }] }),
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
  } catch {
    // A trace is a convenience: a collector that is not there costs spans, never a run.
  }
}

function told(facts: EventFacts, isGood: boolean): Pick<Span, 'attributes' | 'status'> {
  const attributes = Object.entries(loggable(facts)).flatMap(([name, value]) =>
    value === null ? [] : [attribute(`kmsync.${name}`, value)],
  );
  return { attributes, status: { code: isGood ? 1 : 2 } };
}

function attribute(key: string, value: string | number): object {
  if (typeof value === 'string') return { key, value: { stringValue: value } };
  return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } };
}

function times(began: number, ended: number): Pick<Span, 'startTimeUnixNano' | 'endTimeUnixNano'> {
  const nano = (ms: number) => `${Math.round(ms)}000000`;
  return { startTimeUnixNano: nano(began), endTimeUnixNano: nano(ended) };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
