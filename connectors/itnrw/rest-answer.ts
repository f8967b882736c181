/**
 * What an answer of GENESIS REST is: a ZIP, or JSON with a status inside. Its first bytes decide, never the
 * HTTP status and never the content type, because errors come with 200 as well.
 */
import { z } from 'zod';
import { SyncError, type HttpAnswer } from '../../src/sdk/index.ts';

export type RestAnswer =
  | { readonly kind: 'file'; readonly bytes: AsyncIterable<Uint8Array> }
  | { readonly kind: 'status'; readonly status: RestStatus; readonly json: unknown };

export interface RestStatus {
  readonly code: number;
  /** The service's own sentence. */
  readonly text: string;
}

const LARGEST_JSON = 5_000_000;
const ZIP = Buffer.from('PK');
const MARK = Buffer.of(0xef, 0xbb, 0xbf);

const skeleton = z.looseObject({ Status: z.looseObject({ Code: z.coerce.number(), Content: z.string() }) });
/** Without entitlement the answer has no skeleton. */
const flat = z.looseObject({ Code: z.coerce.number(), Content: z.string() });
/** `helloworld/logincheck` answers a sentence. */
const login = z.looseObject({ Status: z.string() });

/** Throws SyncError `source.genesis-answer` where the answer is neither. */
export async function readAnswer(answer: HttpAnswer): Promise<RestAnswer> {
  const pieces = answer.body[Symbol.asyncIterator]();
  const first = await firstBytes(pieces, MARK.length);
  if (first.subarray(0, ZIP.length).equals(ZIP)) return { kind: 'file', bytes: withRest(first, pieces) };

  const text = await textOf(first, pieces);
  const json = parse(text);
  const status = json === undefined ? undefined : statusOf(json);
  if (!status) throw notUnderstood(answer.status);
  return { kind: 'status', status, json };
}

/** With user data replaced, so that it may be kept. */
export function maskParameter(json: unknown): unknown {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]: [string, unknown]) => {
      if (/^(user(name)?|password|token)$/i.test(name)) return [name, '*'.repeat(20)];
      return [name, maskParameter(value)];
    }),
  );
}

async function firstBytes(pieces: AsyncIterator<Uint8Array>, wanted: number): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < wanted) {
    const next = await pieces.next();
    if (next.done) break;
    bytes = Buffer.concat([bytes, next.value]);
  }
  return bytes;
}

async function* withRest(first: Buffer, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  } finally {
    await pieces.return?.();
  }
}

async function textOf(first: Buffer, pieces: AsyncIterator<Uint8Array>): Promise<string> {
  const parts = [first];
  let bytes = first.length;
  for await (const piece of withRest(Buffer.alloc(0), pieces)) {
    bytes += piece.length;
    if (bytes > LARGEST_JSON) return '';
    parts.push(Buffer.from(piece));
  }
  const whole = Buffer.concat(parts);
  return (whole.subarray(0, MARK.length).equals(MARK) ? whole.subarray(MARK.length) : whole).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function statusOf(json: unknown): RestStatus | undefined {
  const usual = skeleton.safeParse(json);
  if (usual.success) return { code: usual.data.Status.Code, text: usual.data.Status.Content };
  const bare = flat.safeParse(json);
  if (bare.success) return { code: bare.data.Code, text: bare.data.Content };
  const sentence = login.safeParse(json);
  if (!sentence.success) return undefined;
  const text = sentence.data.Status;
  return { code: /erfolgreich|successful/i.test(text) ? 0 : 15, text };
}

function notUnderstood(status: number): SyncError {
  return new SyncError({
    code: 'source.genesis-answer',
    kind: 'source',
    message: `Der Dienst hat weder eine ZIP-Datei noch eine verständliche Meldung geschickt (HTTP ${status}).`,
    hint: 'Vermutlich wird der Dienst gewartet. Versuchen Sie es später noch einmal.',
  });
}
