import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalServer, type LocalServer } from '../../tests/support/local-server.ts';
import { tracingSettings } from './tracing-settings.ts';
import { createTracing } from './tracing.ts';

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly unknown[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
  readonly status: { readonly code: number };
}

describe('tracing', () => {
  let collector: LocalServer;
  beforeEach(async () => {
    collector = await startLocalServer(() => ({ status: 200 }));
  });
  afterEach(() => collector.close());

  const settings = (more: NodeJS.ProcessEnv = {}) =>
    tracingSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.origin}/`, ...more });

  it('is off without the standard variables, and where they say so', () => {
    expect(tracingSettings({})).toBeUndefined();
    expect(settings({ OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
    expect(settings({ OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
    expect(tracingSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'nonsense' })).toBeUndefined();
    expect(tracingSettings({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/x' })?.url).toBe(
      'http://c:4318/x',
    );
  });

  it('sends run, steps and requests as one tree, with listed facts alone', async () => {
    const more = { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b', OTEL_SERVICE_NAME: 'kreis' };
    let clock = 1_770_000_000_000;
    const tracing = createTracing(settings(more), 'kommonitor-sync 0.1.0', () => clock);
    const careless = { run: '2026-0001', job: 'ew', value: 4711, name: 'CANARY', url: 'http://CANARY' };

    tracing.note('Target:Request', { method: 'GET', status: 200, durationMs: 1 });
    tracing.note('Run:Start', careless);
    clock += 1000;
    tracing.note('Target:Request', { ...careless, method: 'PUT', status: 500, durationMs: 250 });
    tracing.note('Write:Verified', { run: '2026-0001', seq: 1, kind: 'put-values' });
    clock += 500;
    tracing.note('Run:Done', { ...careless, state: 'published', cells: 64 });
    await tracing.settled();

    const [request] = collector.requests;
    const body = JSON.parse(request?.body ?? '') as Sent;
    const spans = body.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    const [http, write, rest, run] = spans;
    expect(request?.path).toBe('/v1/traces');
    expect(request?.headers['x-key']).toBe('a b');
    expect(spans.map(({ name, kind, status }) => [name, kind, status.code])).toEqual([
      ['http', 3, 2],
      ['step', 1, 1],
      ['step', 1, 1],
      ['run', 1, 1],
    ]);
    expect(http?.parentSpanId).toBe(write?.spanId);
    expect([write?.parentSpanId, rest?.parentSpanId]).toEqual([run?.spanId, run?.spanId]);
    expect(run).not.toHaveProperty('parentSpanId');
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(run?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(http?.startTimeUnixNano).toBe('1770000000750000000');
    expect(http?.endTimeUnixNano).toBe('1770000001000000000');
    expect(run?.attributes).toContainEqual({ key: 'kmsync.cells', value: { intValue: '64' } });
    expect(request?.body).toContain('kreis');
    expect(request?.body).not.toMatch(/CANARY|4711/);
  });

  it('marks a run that failed, and costs it nothing where nobody collects', async () => {
    const nobody = createTracing(tracingSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }), 'p');
    nobody.note('Run:Start', { run: 'a' });
    nobody.note('Run:Failed', { run: 'a', code: 'target.down' });
    await nobody.settled();

    const tracing = createTracing(settings(), 'p');
    tracing.note('Run:Start', { run: 'a' });
    tracing.note('Run:Failed', { run: 'a', code: 'target.down' });
    await tracing.settled();

    const body = JSON.parse(collector.requests[0]?.body ?? '') as Sent;
    expect(body.resourceSpans[0]?.scopeSpans[0]?.spans.map(({ status }) => status.code)).toEqual([2, 2]);
  });
});
