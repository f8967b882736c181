/**
 * Bytes to text, streamed, in a known encoding. iconv-lite decodes; two encodings take a faster way with
 * the same result. TextDecoder is not used: on Node 20 its windows-1252 leaves 0x80 and 0x96 as control signs.
 */
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import iconv from 'iconv-lite';

export type TextEncoding = 'utf-8' | 'windows-1252' | 'cp850' | 'utf-16le' | 'utf-16be';

const CHUNK = 1 << 16;
const C1 = /[\u0080-\u009f]/;
const C1_ALL = /[\u0080-\u009f]/g;
const C1_IN_1252: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 32 }, (_, i) => [
    String.fromCharCode(0x80 + i),
    iconv.decode(Buffer.of(0x80 + i), 'windows-1252'),
  ]),
);

/** The text of a file in chunks of about 64 KiB, without byte order mark. */
export function decodeFile(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  return decodeChunks(createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>, encoding);
}

/** The same for bytes that do not lie in a file of their own; chunks as large as they come. */
export async function* decodeChunks(
  chunks: AsyncIterable<Buffer>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = decoderFor(encoding);
  let first = true;
  for await (const bytes of chunks) {
    const text = decoder.write(bytes);
    if (text === '') continue;
    yield first ? withoutMark(text) : text;
    first = false;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

/** The text of bytes held in memory, without byte order mark. */
export function decodeBytes(bytes: Buffer, encoding: TextEncoding): string {
  const decoder = decoderFor(encoding);
  return withoutMark(decoder.write(bytes) + (decoder.end() ?? ''));
}

function decoderFor(encoding: TextEncoding): { write(bytes: Buffer): string; end(): string | undefined } {
  if (encoding === 'windows-1252') return { write: decode1252, end: () => undefined };
  if (encoding === 'utf-8') return new StringDecoder('utf8');
  return iconv.getDecoder(encoding, { stripBOM: false });
}

/** Latin 1 is the same as Windows-1252 except for 0x80 to 0x9F, which are rare and looked up one by one. */
function decode1252(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  return C1.test(text) ? text.replace(C1_ALL, (sign) => C1_IN_1252.get(sign) ?? sign) : text;
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
