/**
 * ZIP archives, opened with suspicion: names, number of entries and sizes are checked before anything is
 * inflated, and the inflated bytes are counted while they come. Writes nothing to disk.
 */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { finding } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { SyncError } from '../errors.ts';
import { isZip, readHead } from './magic.ts';
import type { Report, SourceFile } from './source-file.ts';

export interface ArchiveLimits {
  readonly entries: number;
  /** Inflated bytes of all entries together. */
  readonly bytes: number;
  /** Inflated to packed bytes of one entry; entries below one megabyte are not judged by it. */
  readonly ratio: number;
}

/** The largest real delivery known, the address register of NRW, inflates to 685 MB at a ratio of 7. */
export const ARCHIVE_LIMITS: ArchiveLimits = { entries: 10_000, bytes: 2 ** 31, ratio: 200 };

export interface ArchiveEntry {
  /** Path inside the archive, with `/`. */
  readonly name: string;
  /** Inflated size as the archive states it; streaming stops where it is exceeded. */
  readonly bytes: number;
}

export interface Archive {
  readonly entries: readonly ArchiveEntry[];
  /**
   * The inflated bytes of one entry. Throws SyncError `format.archive-too-large` where more comes than the
   * archive stated or the limits allow, `format.archive-broken` where it cannot be inflated.
   */
  readonly read: (name: string) => AsyncIterable<Buffer>;
  readonly close: () => void;
}

const SMALL = 1 << 20;

/** Answers undefined after a finding `format.archive-...` or, for a file that is no ZIP, `format.archive-broken`. */
export async function openArchive(
  source: SourceFile,
  report: Report,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<Archive | undefined> {
  const refuse = (code: FindingCode, found = '', expected = ''): undefined => {
    report(finding(code, { file: source.file, row: 0 }, { found, expected }));
  };
  if (!isZip(await readHead(source.path))) return refuse('format.archive-broken');

  let zip: ZipFile | undefined;
  try {
    zip = await yauzl.openPromise(source.path, { autoClose: false, strictFileNames: false });
    const entries = await listEntries(zip, limits.entries);
    const problem = entries === 'too-many' ? tooMany(zip, limits) : problemOf(entries, limits);
    if (problem || entries === 'too-many') {
      zip.close();
      return refuse(problem?.code ?? 'format.archive-broken', problem?.found, problem?.expected);
    }
    return archiveOf(zip, entries, limits);
  } catch (error) {
    zip?.close();
    return refuse(isUnsafeName(error) ? 'format.archive-unsafe-path' : 'format.archive-broken');
  }
}

async function listEntries(zip: ZipFile, limit: number): Promise<Entry[] | 'too-many'> {
  if (zip.entryCount > limit) return 'too-many';
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entries.length === limit) return 'too-many';
    if (!entry.fileName.endsWith('/')) entries.push(entry);
  }
  return entries;
}

interface Problem {
  readonly code: FindingCode;
  readonly found: string;
  readonly expected: string;
}

function tooMany(zip: ZipFile, limits: ArchiveLimits): Problem {
  return tooLarge(`> ${Math.min(zip.entryCount, limits.entries)} Dateien`, `${limits.entries} Dateien`);
}

function problemOf(entries: readonly Entry[], limits: ArchiveLimits): Problem | undefined {
  if (entries.some((entry) => entry.isEncrypted()))
    return { code: 'format.archive-encrypted', found: '', expected: '' };
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (total > limits.bytes) return tooLarge(megabytes(total), megabytes(limits.bytes));
  const dense = entries.find((entry) => isDense(entry.uncompressedSize, entry, limits));
  if (!dense) return undefined;
  return tooLarge(`${Math.round(dense.uncompressedSize / dense.compressedSize)} : 1`, `${limits.ratio} : 1`);
}

function isDense(inflated: number, entry: Entry, limits: ArchiveLimits): boolean {
  return inflated > SMALL && inflated > entry.compressedSize * limits.ratio;
}

function tooLarge(found: string, expected: string): Problem {
  return { code: 'format.archive-too-large', found, expected };
}

function archiveOf(zip: ZipFile, entries: readonly Entry[], limits: ArchiveLimits): Archive {
  let inflated = 0;

  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.find((candidate) => candidate.fileName === name);
    if (!entry) throw broken(new Error('no such entry'));
    const stream = await zip.openReadStreamPromise(entry).catch((cause: unknown) => {
      throw broken(cause);
    });
    let own = 0;
    let checksum = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        own += chunk.length;
        inflated += chunk.length;
        if (inflated > limits.bytes || isDense(own, entry, limits)) throw exceeded();
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
      if (checksum !== entry.crc32) throw broken(new Error('checksum differs'));
    } catch (error) {
      throw error instanceof SyncError ? error : fromStream(error);
    } finally {
      await destroyed(stream);
    }
  }

  return {
    entries: entries.map((entry) => ({ name: entry.fileName, bytes: entry.uncompressedSize })),
    read,
    close: () => zip.close(),
  };
}

/** The reader behind the stream counts its users; closing the archive before it is done would leak the file. */
async function destroyed(stream: Readable): Promise<void> {
  if (stream.closed) return;
  stream.destroy();
  if (!stream.closed) await once(stream, 'close').catch(() => undefined);
}

function isUnsafeName(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(invalid relative path|absolute path|invalid characters in fileName)/.test(error.message)
  );
}

function fromStream(error: unknown): SyncError {
  return error instanceof Error && error.message.startsWith('too many bytes') ? exceeded() : broken(error);
}

function exceeded(): SyncError {
  return new SyncError({
    code: 'format.archive-too-large',
    kind: 'check',
    message: 'Das Archiv entpackt sich zu mehr Daten, als erlaubt oder angegeben ist.',
    hint: 'Nehmen Sie die Datei nicht an und fragen Sie bei der liefernden Stelle nach.',
  });
}

function broken(cause: unknown): SyncError {
  return new SyncError({
    code: 'format.archive-broken',
    kind: 'check',
    message: 'Ein Eintrag des Archivs ist beschädigt.',
    hint: 'Prüfen Sie, ob sich die Datei öffnen lässt, und liefern Sie sie neu.',
    cause,
  });
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`;
}
