/**
 * Reads a form with a file as it comes in (RFC 7578): first the fields, then the file piece by piece, so that nobody
 * can fill the memory with one. Fields stand before the file.
 */
import { SyncError } from '../../errors.ts';

export interface SentFile {
  /** As the browser calls it; empty where none was chosen. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface SentForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: SentFile | undefined;
}

/** Of all fields together, with their heads. */
const LARGEST_FIELDS = 64 * 1024;
const LARGEST_HEAD = 16 * 1024;
const LINE = '\r\n';

/** Undefined: not such a form. Throws SyncError `upload.broken-form` (kind usage) where it is not as it should be. */
export async function readMultipart(request: {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
}): Promise<SentForm | undefined> {
  const type = request.headers.get('content-type') ?? '';
  if (!isMultipart(type)) return undefined;
  const boundary = boundaryOf(type);
  if (boundary === undefined || request.body === null) throw brokenForm();
  const input = new Input(request.body);
  // The first boundary has no line before it.
  input.prepend(LINE);
  const parts = new Parts(input, `${LINE}--${boundary}`);
  const fields: Record<string, string> = {};
  let left = LARGEST_FIELDS;
  for (let head = await parts.next(); head; head = await parts.next()) {
    const { name, file } = head;
    if (file !== undefined) return { fields, file: { name: file, bytes: parts.content() } };
    const chunks: Uint8Array[] = [];
    for await (const chunk of parts.content()) {
      left -= chunk.byteLength;
      if (left < 0) throw brokenForm();
      chunks.push(chunk);
    }
    fields[name] = Buffer.concat(chunks).toString('utf8');
  }
  return { fields, file: undefined };
}

export function isMultipart(type: string): boolean {
  return /^\s*multipart\//i.test(type);
}

function boundaryOf(type: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  return quoted ?? plain;
}

/** What has arrived and is not used yet. */
class Input {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  get held(): Buffer {
    return this.#held;
  }

  prepend(text: string): void {
    this.#held = Buffer.concat([Buffer.from(text), this.#held]);
  }

  take(bytes: number): Buffer {
    const taken = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    return taken;
  }

  /** Throws where the form ends before its end. */
  async more(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) throw brokenForm();
    this.#held = Buffer.concat([this.#held, value]);
  }
}

interface Head {
  readonly name: string;
  readonly file: string | undefined;
}

class Parts {
  readonly #input: Input;
  readonly #delimiter: Buffer;

  constructor(input: Input, delimiter: string) {
    this.#input = input;
    this.#delimiter = Buffer.from(delimiter, 'latin1');
  }

  /** Head of the next part; undefined after the last one. */
  async next(): Promise<Head | undefined> {
    for await (const chunk of this.content()) if (chunk.byteLength > LARGEST_HEAD) throw brokenForm();
    while (this.#input.held.length < this.#delimiter.length + 2) await this.#input.more();
    this.#input.take(this.#delimiter.length);
    const end = this.#input.take(2).toString('latin1');
    if (end === '--') return undefined;
    if (end !== LINE) throw brokenForm();
    let at: number;
    while ((at = this.#input.held.indexOf(LINE + LINE)) < 0) {
      if (this.#input.held.length > LARGEST_HEAD) throw brokenForm();
      await this.#input.more();
    }
    const text = this.#input.take(at).toString('utf8');
    this.#input.take(4);
    return headOf(text);
  }

  /** Up to the next delimiter, which stays. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const { held } = this.#input;
      const at = held.indexOf(this.#delimiter);
      if (at >= 0) {
        if (at > 0) yield this.#input.take(at);
        return;
      }
      const safe = held.length - this.#delimiter.length;
      if (safe > 0) yield this.#input.take(safe);
      await this.#input.more();
    }
  }
}

function headOf(text: string): Head {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(text)?.[1];
  if (disposition === undefined) throw brokenForm();
  const parameters = new Map(
    [...disposition.matchAll(/;?\s*([a-z]+)="([^"]*)"/gi)].map(([, key = '', value = '']) => [
      key.toLowerCase(),
      unescaped(value),
    ]),
  );
  return { name: parameters.get('name') ?? '', file: parameters.get('filename') };
}

/** Browsers escape these three and nothing else. */
function unescaped(value: string): string {
  return value.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

function brokenForm(): SyncError {
  return new SyncError({
    code: 'upload.broken-form',
    kind: 'usage',
    message: 'Die Übertragung ist nicht vollständig angekommen.',
    hint: 'Es wurde nichts gespeichert. Laden Sie die Datei noch einmal hoch.',
  });
}
