/**
 * A first look at a text file, plain or packed in a ZIP archive: its encoding and its beginning. For recognising
 * files that no profile describes yet; reports nothing and decides nothing.
 */
import { createReadStream } from 'node:fs';
import { SyncError } from '../errors.ts';
import { openArchive } from './archive.ts';
import { decodeBytes } from './decode.ts';
import { evidenceOf } from './encoding-evidence.ts';
import { isCompoundFile, isZip, readHead } from './magic.ts';
import { proposeEncoding, type EncodingProposal } from './propose-encoding.ts';
import type { SourceFile } from './source-file.ts';

export interface TextProbe {
  readonly encoding: EncodingProposal;
  /** The beginning of the text in whole lines, without byte order mark. */
  readonly text: string;
  /** The text is the whole file. */
  readonly whole: boolean;
  /** Names of all members where the file is an archive; the text is that of `member`. */
  readonly members: readonly string[];
  readonly member?: string;
}

/** Characters enough for some thousand rows of a wide table. */
const BEGINNING = 1 << 20;

const known = new WeakMap<SourceFile, Promise<TextProbe | undefined>>();

/**
 * Undefined where the file is no text. Of an archive the first member is looked at, or `member`. Every layout
 * asks about the same file, so the answer is kept as long as the object that names the file.
 */
export function probeText(source: SourceFile, member?: string): Promise<TextProbe | undefined> {
  if (member !== undefined) return look(source, (name) => name === member);
  let answer = known.get(source);
  if (!answer) known.set(source, (answer = look(source, () => true)));
  return answer;
}

async function look(source: SourceFile, wanted: (member: string) => boolean): Promise<TextProbe | undefined> {
  const head = await readHead(source.path);
  if (head.length === 0 || isCompoundFile(head)) return undefined;
  if (!isZip(head)) return probe(() => createReadStream(source.path) as AsyncIterable<Buffer>);

  const archive = await openArchive(source, () => undefined);
  if (!archive) return undefined;
  try {
    const members = archive.entries.map(({ name }) => name);
    const member = members.includes('xl/workbook.xml') ? undefined : members.find(wanted);
    if (member === undefined) return undefined;
    const found = await probe(() => archive.read(member));
    return found && { ...found, members, member };
  } catch (error) {
    if (error instanceof SyncError) return undefined;
    throw error;
  } finally {
    archive.close();
  }
}

async function probe(open: () => AsyncIterable<Buffer>): Promise<TextProbe | undefined> {
  const kept = beginningKept(open());
  const evidence = await evidenceOf(kept.chunks);
  const bytes = kept.bytes();
  const encoding = proposeEncoding(evidence, kept.above());
  if (!encoding) return undefined;
  const whole = evidence.bytes === bytes.length;
  const text = decodeBytes(bytes, encoding.name === 'ascii' ? 'utf-8' : decodable(encoding.name));
  return { encoding, text: whole ? text : text.slice(0, text.lastIndexOf('\n') + 1), whole, members: [] };
}

function decodable(name: Exclude<EncodingProposal['name'], 'ascii'>) {
  return name === 'iso-8859-1' ? 'windows-1252' : name;
}

/** Passes chunks on and keeps the beginning, and some bytes above 0x7F from wherever they stand. */
function beginningKept(source: AsyncIterable<Buffer>) {
  const parts: Buffer[] = [];
  const above: number[] = [];
  let length = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      if (length < BEGINNING) {
        const part = Buffer.from(chunk.subarray(0, BEGINNING - length));
        parts.push(part);
        length += part.length;
      }
      for (const byte of chunk) if (byte > 0x7f && above.length < BEGINNING) above.push(byte);
      yield chunk;
    }
  }
  return {
    chunks: chunks(),
    bytes: () => Buffer.concat(parts),
    above: () => Uint8Array.from(above),
  };
}
