/** Whether and where traces are sent: the standard variables of OpenTelemetry. */
export interface TracingSettings {
  /** Where spans are posted. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
}

/** The standard variables; undefined where tracing is off. Only OTLP over HTTP with JSON is spoken. */
export function tracingSettings(environment: NodeJS.ProcessEnv): TracingSettings | undefined {
  const own = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  const base = environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const isOff =
    environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' ||
    environment['OTEL_TRACES_EXPORTER'] === 'none';
  const url = own ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
  if (isOff || !url || !URL.canParse(url)) return undefined;
  const headers =
    environment['OTEL_EXPORTER_OTLP_TRACES_HEADERS'] ?? environment['OTEL_EXPORTER_OTLP_HEADERS'] ?? '';
  return { url, headers: headersIn(headers), service: environment['OTEL_SERVICE_NAME'] ?? 'kommonitor-sync' };
}

/** `name=value,name=value`, percent-encoded. */
function headersIn(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    if (at < 1) return [];
    return [[part.slice(0, at).trim(), decodeURIComponent(part.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}
