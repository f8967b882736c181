/**
 * What the bytes of a file prove about its encoding, from one pass over the whole file.
 * Draws no conclusion: that needs the declaration of the profile (see encoding.ts).
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';

export interface EncodingEvidence {
  readonly bytes: number;
  /** The first bytes, for magic numbers. */
  readonly head: Buffer;
  readonly bom: 'utf-8' | 'utf-16le' | 'utf-16be' | undefined;
  /** No byte above 0x7F. */
  readonly ascii: boolean;
  /** Byte offsets, 0-based; undefined: not met. */
  readonly utf8Error: number | undefined;
  readonly nul: number | undefined;
  /** First byte that Windows-1252 leaves undefined: 81 8D 8F 90 9D. In CP850 0x81 is `ü`. */
  readonly undefinedIn1252: number | undefined;
  /** First German letter written as two UTF-8 bytes (`C3 A4` for `ä`). */
  readonly utf8Umlaut: number | undefined;
}

const CHUNK = 1 << 20;
const UNDEFINED_IN_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/** Second byte of Ä Ö Ü ß ä ö ü after 0xC3. In 1252 and CP850 no word holds these pairs. */
const UMLAUT_TAILS: ReadonlySet<number> = new Set([0x84, 0x96, 0x9c, 0x9f, 0xa4, 0xb6, 0xbc]);

/** Reads the file once, in memory of about one megabyte. */
export function gatherEvidence(path: string): Promise<EncodingEvidence> {
  return evidenceOf(chunksOf(path));
}

/** Every chunk in the same memory: valid until the next one is asked for. */
async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** The same for bytes that do not lie in a file of their own. A chunk is not looked at after the next one. */
export async function evidenceOf(chunks: AsyncIterable<Buffer>): Promise<EncodingEvidence> {
  const found: Found = {
    ascii: true,
    utf8Error: undefined,
    nul: undefined,
    undefinedIn1252: undefined,
    utf8Umlaut: undefined,
  };
  let head = Buffer.alloc(0);
  let bytes = 0;
  let carried = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head.length < 8) head = Buffer.concat([head, chunk.subarray(0, 8 - head.length)]);
    const start = bytes - carried.length;
    bytes += chunk.length;
    const joined = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const end = joined.length - incompleteTail(joined);
    examine(joined, end, start, found);
    carried = Buffer.from(joined.subarray(end));
  }
  examine(carried, carried.length, bytes - carried.length, found);
  return { bytes, head, bom: byteOrderMark(head), ...found };
}

/** 1-based line in which the byte at `offset` stands. */
export async function lineOfByte(path: string, offset: number): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    let line = 1;
    let position = 0;
    while (position < offset) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(CHUNK, offset - position), null);
      if (bytesRead === 0) break;
      position += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) line += 1;
    }
    return line;
  } finally {
    await handle.close();
  }
}

interface Found {
  ascii: boolean;
  utf8Error: number | undefined;
  nul: number | undefined;
  undefinedIn1252: number | undefined;
  utf8Umlaut: number | undefined;
}

/** `end` leaves out a sequence that goes on in the next chunk; `start` is the file offset of the chunk. */
function examine(chunk: Buffer, end: number, start: number, found: Found): void {
  const whole = chunk.subarray(0, end);
  if (found.nul === undefined) found.nul = at(whole.indexOf(0), start);
  if (isAscii(whole)) return;
  found.ascii = false;
  if (found.utf8Error === undefined && !isUtf8(whole)) found.utf8Error = start + validPrefix(whole);
  if (found.undefinedIn1252 === undefined)
    found.undefinedIn1252 = at(firstOf(whole, UNDEFINED_IN_1252), start);
  if (found.utf8Umlaut === undefined) found.utf8Umlaut = at(firstUmlaut(whole), start);
}

function byteOrderMark(head: Buffer): EncodingEvidence['bom'] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Bytes at the end that begin a UTF-8 sequence without ending it: 0 to 3. */
function incompleteTail(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Length of the longest valid beginning: the offset of the byte at which UTF-8 breaks. */
function validPrefix(chunk: Buffer): number {
  let good = 0;
  let bad = chunk.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const part = chunk.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - incompleteTail(part)))) good = middle;
    else bad = middle;
  }
  return good - incompleteTail(chunk.subarray(0, good));
}

function firstOf(chunk: Buffer, bytes: readonly number[]): number {
  const hits = bytes.map((byte) => chunk.indexOf(byte)).filter((hit) => hit !== -1);
  return hits.length === 0 ? -1 : Math.min(...hits);
}

function firstUmlaut(chunk: Buffer): number {
  for (let hit = chunk.indexOf(0xc3); hit !== -1; hit = chunk.indexOf(0xc3, hit + 1)) {
    if (UMLAUT_TAILS.has(chunk[hit + 1] ?? 0)) return hit;
  }
  return -1;
}

function at(index: number, start: number): number | undefined {
  return index === -1 ? undefined : start + index;
}
