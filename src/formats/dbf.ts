/**
 * dBASE tables (.dbf), alone or beside a shapefile. Own reader: the library's takes blank dates for 1899,
 * dates for local time, and knows neither CP850 nor deleted records.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { parseReferenceDate } from '../core/reference-date.ts';
import type { RawValue } from '../core/table.ts';

export type DbfEncoding = 'utf-8' | 'windows-1252' | 'cp850' | 'cp437';

export interface DbfTable {
  readonly encoding: DbfEncoding;
  readonly fields: readonly string[];
  /** One per record in file order; null: the record is marked as deleted. */
  readonly records: readonly (Readonly<Record<string, RawValue>> | null)[];
}

export type DbfReading = DbfTable | { readonly problem: 'broken' | 'encoding'; readonly found: string };

interface Field {
  readonly name: string;
  readonly type: string;
  readonly length: number;
}

/** Language byte to code page (dBASE, FoxPro, ESRI). */
const BY_LANGUAGE: ReadonlyMap<number, DbfEncoding> = new Map([
  [0x01, 'cp437'],
  [0x02, 'cp850'],
  [0x03, 'windows-1252'],
  [0x57, 'windows-1252'],
]);
const DELETED = 0x2a;

/**
 * Encoding: `.cpg` text, else proven UTF-8 where nothing is declared, else language byte, else Windows-1252.
 * Bytes that contradict it are the problem `encoding`. Text loses the padding at its end, blank text stays ''.
 */
export function readDbf(bytes: Buffer, cpg?: string): DbfReading {
  if (bytes.length < 33) return { problem: 'broken', found: `.dbf ${bytes.length} Bytes` };
  const count = bytes.readUInt32LE(4);
  const headerLength = bytes.readUInt16LE(8);
  const recordLength = bytes.readUInt16LE(10);
  const present = bytes.length - headerLength;
  if (headerLength < 33 || recordLength < 2 || present < count * recordLength)
    return {
      problem: 'broken',
      found: `.dbf ${bytes.length} < ${headerLength + count * recordLength} Bytes`,
    };

  const fields = readFields(bytes, headerLength);
  const width = fields.reduce((sum, field) => sum + field.length, 1);
  if (fields.length === 0 || width !== recordLength)
    return { problem: 'broken', found: `.dbf ${width} ≠ ${recordLength}` };
  const table = { bytes, headerLength, recordLength, count, fields };
  const texts = textBytes(table);
  const encoding = decide(texts, cpg, bytes[29] ?? 0);
  if (typeof encoding !== 'string') return encoding;
  return {
    encoding,
    fields: fields.map((field) => decode(field.name, encoding)),
    records: records(table, encoding),
  };
}

interface Raw {
  readonly bytes: Buffer;
  readonly headerLength: number;
  readonly recordLength: number;
  readonly count: number;
  readonly fields: readonly Field[];
}

/** Names are kept as latin 1 until the encoding is known. */
function readFields(bytes: Buffer, headerLength: number): Field[] {
  const fields: Field[] = [];
  for (let at = 32; at + 32 <= headerLength && bytes[at] !== 0x0d; at += 32) {
    const name = bytes.toString('latin1', at, at + 11).split('\0')[0] ?? '';
    fields.push({ name, type: String.fromCharCode(bytes[at + 11] ?? 0), length: bytes[at + 16] ?? 0 });
  }
  return fields;
}

function records({ bytes, headerLength, recordLength, count, fields }: Raw, encoding: DbfEncoding) {
  return Array.from({ length: count }, (_, index) => {
    const start = headerLength + index * recordLength;
    if (bytes[start] === DELETED) return null;
    let at = start + 1;
    const record: Record<string, RawValue> = {};
    for (const { name, type, length } of fields) {
      const text = iconv.decode(bytes.subarray(at, at + length), encoding);
      record[decode(name, encoding)] = valueOf(type, text);
      at += length;
    }
    return record;
  });
}

/** What is not in the form of its type stays text, so that nothing is lost in silence. */
function valueOf(type: string, padded: string): RawValue {
  const text = padded.replaceAll('\0', ' ').trimEnd();
  const trimmed = text.trim();
  if (type === 'N' || type === 'F') {
    if (trimmed === '') return null;
    return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
  }
  if (type === 'D') {
    if (/^0*$/.test(trimmed)) return null;
    const day = parseReferenceDate(trimmed.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
    return day ? new Date(day) : trimmed;
  }
  if (type === 'L') return /^[yt]$/i.test(trimmed) ? true : /^[nf]$/i.test(trimmed) ? false : null;
  return text;
}

/** The bytes of field names and text fields, by which an encoding can be proven or refuted. */
function textBytes({ bytes, headerLength, recordLength, count, fields }: Raw): Buffer[] {
  const parts: Buffer[] = fields.map((field) => Buffer.from(field.name, 'latin1'));
  let offset = 1;
  for (const { type, length } of fields) {
    const first = headerLength + offset;
    offset += length;
    if (type !== 'C') continue;
    for (let index = 0; index < count; index += 1) {
      const start = first + index * recordLength;
      const part = bytes.subarray(start, start + length);
      if (!isAscii(part)) parts.push(part);
    }
  }
  return parts.filter((part) => !isAscii(part));
}

type Decision = DbfEncoding | { readonly problem: 'encoding'; readonly found: string };

function decide(texts: readonly Buffer[], cpg: string | undefined, language: number): Decision {
  const declared = cpg === undefined ? undefined : encodingOfCpg(cpg);
  if (cpg !== undefined && declared === undefined)
    return { problem: 'encoding', found: `.cpg: ${cpg.trim()}` };
  if (texts.length === 0) return declared ?? BY_LANGUAGE.get(language) ?? 'windows-1252';

  const letters = texts.map(wholeLetters);
  const couldBeUtf8 = letters.every((part) => isUtf8(part));
  const provenUtf8 = couldBeUtf8 && letters.some((part) => !isAscii(part));
  const said = declared ?? BY_LANGUAGE.get(language);
  if (said === undefined) return provenUtf8 ? 'utf-8' : 'windows-1252';
  if (said === 'utf-8' ? couldBeUtf8 : !provenUtf8) return said;
  const source = declared ? '.cpg' : `.dbf 0x${language.toString(16)}`;
  return { problem: 'encoding', found: `${source}: ${said}, ${provenUtf8 ? '' : '≠ '}UTF-8` };
}

/** A field may cut a UTF-8 letter in two: without the piece at the end the text must be valid. */
function wholeLetters(part: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, part.length); back += 1) {
    const byte = part[part.length - back] ?? 0;
    if (byte < 0x80) break;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte >= 0xc0) return back < needed ? part.subarray(0, part.length - back) : part;
  }
  return part;
}

function encodingOfCpg(cpg: string): DbfEncoding | undefined {
  const name = cpg
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (name === 'utf8' || name === '65001' || name === 'cp65001') return 'utf-8';
  if (/(^|ansi|cp|windows)1252$/.test(name) || /^(iso88591|iso885915?|88591|latin1|ansi)$/.test(name))
    return 'windows-1252';
  if (/^(oem|cp|ibm)?850$/.test(name)) return 'cp850';
  return /^(oem|cp|ibm)?437$/.test(name) ? 'cp437' : undefined;
}

function decode(latin1: string, encoding: DbfEncoding): string {
  return iconv.decode(Buffer.from(latin1, 'latin1'), encoding);
}
