/** A text file that may come packed: plain, or as the one fitting member of a ZIP archive. Nothing is unpacked to disk. */
import { finding, type FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { SyncError } from '../errors.ts';
import { openArchive, type Archive } from './archive.ts';
import { decodeChunks } from './decode.ts';
import { evidenceOf } from './encoding-evidence.ts';
import { decideEncoding, openText, type DeclaredEncoding, type OpenedText } from './encoding.ts';
import { isZip, readHead } from './magic.ts';
import type { Report, SourceFile } from './source-file.ts';

export interface PackedTextOptions {
  readonly declared?: DeclaredEncoding;
  /** Which member of an archive is meant; left out: the archive has one. */
  readonly isMember?: (name: string) => boolean;
}

/**
 * Like `openText`, but looks into an archive. Further findings: `format.archive-members` where not exactly one
 * member fits, those of `openArchive`, and those of the encoding for the member.
 */
export async function openPackedText(
  source: SourceFile,
  options: PackedTextOptions,
  report: Report,
): Promise<OpenedText | undefined> {
  const { declared, isMember = () => true } = options;
  if (!isZip(await readHead(source.path)))
    return openText(source, declared === undefined ? {} : { declared }, report);

  const archive = await openArchive(source, report);
  if (!archive) return undefined;
  const refuse = (code: FindingCode, facts: FindingFacts = {}): undefined => {
    archive.close();
    report(finding(code, { file: source.file, row: 0 }, facts));
  };
  const names = archive.entries.map(({ name }) => name);
  if (names.includes('xl/workbook.xml')) return refuse('format.is-xlsx');
  const fitting = names.filter(isMember);
  const [member] = fitting;
  if (member === undefined || fitting.length > 1)
    return refuse('format.archive-members', { found: String(fitting.length) });

  const evidence = await evidenceOf(archive.read(member)).catch((error: unknown) => {
    if (error instanceof SyncError) return undefined;
    throw error;
  });
  if (!evidence) return refuse('format.archive-broken');
  const verdict = decideEncoding(evidence, declared);
  if ('encoding' in verdict)
    return { encoding: verdict.encoding, chunks: decodeMember(archive, member, verdict.encoding) };
  return refuse(verdict.code, { found: verdict.found ?? '', expected: verdict.expected ?? '' });
}

async function* decodeMember(
  archive: Archive,
  member: string,
  encoding: OpenedText['encoding'],
): AsyncGenerator<string> {
  try {
    yield* decodeChunks(archive.read(member), encoding);
  } finally {
    archive.close();
  }
}
