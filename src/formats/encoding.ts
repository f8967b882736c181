/**
 * Which encoding a text file has, and its text. Evidence first, then the declaration of the profile; where
 * both disagree or neither decides, nothing is read. There is no guessing.
 */
import { finding } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { decodeFile, type TextEncoding } from './decode.ts';
import { gatherEvidence, lineOfByte, type EncodingEvidence } from './encoding-evidence.ts';
import { isCompoundFile, isWorkbookArchive, isZip } from './magic.ts';
import type { Report, SourceFile } from './source-file.ts';

/** What a profile may declare. `iso-8859-1` is read as windows-1252, of which it is a part in practice. */
export type DeclaredEncoding = 'utf-8' | 'windows-1252' | 'iso-8859-1' | 'cp850' | 'utf-16le';

export interface OpenedText {
  readonly encoding: TextEncoding;
  /** Can be read once. */
  readonly chunks: AsyncIterable<string>;
}

type Verdict =
  | { readonly encoding: TextEncoding }
  | { readonly code: FindingCode; readonly at?: number; readonly found?: string; readonly expected?: string };

/**
 * Opens a text file. Answers undefined after a finding where the file is no text (`format.binary`,
 * `format.is-xlsx` ...) or its encoding is not certain (`format.encoding-...`).
 */
export async function openText(
  source: SourceFile,
  options: { readonly declared?: DeclaredEncoding },
  report: Report,
): Promise<OpenedText | undefined> {
  const evidence = await gatherEvidence(source.path);
  const verdict = decideEncoding(evidence, options.declared);
  if ('encoding' in verdict)
    return { encoding: verdict.encoding, chunks: decodeFile(source.path, verdict.encoding) };

  const code =
    verdict.code === 'format.is-zip' && (await isWorkbookArchive(source.path))
      ? 'format.is-xlsx'
      : verdict.code;
  const row = verdict.at === undefined ? 0 : await lineOfByte(source.path, verdict.at);
  const { found, expected } = verdict;
  const facts = {
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
  };
  report(finding(code, { file: source.file, row }, facts));
  return undefined;
}

/** The rule alone: BOM, then strict UTF-8, then the declaration. */
export function decideEncoding(evidence: EncodingEvidence, declared?: DeclaredEncoding): Verdict {
  const other = notText(evidence);
  if (other) return { code: other };

  const wanted = declared === 'iso-8859-1' ? 'windows-1252' : declared;
  if (evidence.bom) return byMark(evidence.bom, evidence, wanted);
  if (wanted === 'utf-16le') return asUtf16(evidence);
  if (evidence.nul !== undefined)
    return { code: 'format.binary', at: evidence.nul, found: String(evidence.nul) };
  if (evidence.ascii) return { encoding: wanted ?? 'utf-8' };
  if (evidence.utf8Error === undefined) {
    if (wanted === undefined || wanted === 'utf-8') return { encoding: 'utf-8' };
    return contradicts(wanted, 'UTF-8', evidence.utf8Umlaut);
  }
  if (wanted === undefined)
    return { code: 'format.encoding-unknown', at: evidence.utf8Error, found: byteText(evidence.utf8Error) };
  if (wanted === 'utf-8') return contradicts(wanted, byteText(evidence.utf8Error), evidence.utf8Error);
  return asSingleByte(evidence, wanted);
}

function notText(evidence: EncodingEvidence): FindingCode | undefined {
  const { head, bytes } = evidence;
  if (bytes === 0 || (bytes === 3 && evidence.bom === 'utf-8')) return 'format.empty';
  if (isZip(head)) return 'format.is-zip';
  return isCompoundFile(head) ? 'format.is-old-excel-or-protected' : undefined;
}

function byMark(
  bom: NonNullable<EncodingEvidence['bom']>,
  evidence: EncodingEvidence,
  wanted: DeclaredEncoding | undefined,
): Verdict {
  if (wanted !== undefined && wanted !== bom) return contradicts(wanted, `BOM ${bom.toUpperCase()}`);
  if (bom !== 'utf-8') return evenLength(evidence, bom);
  if (evidence.utf8Error !== undefined)
    return contradicts(bom, byteText(evidence.utf8Error), evidence.utf8Error);
  if (evidence.nul !== undefined)
    return { code: 'format.binary', at: evidence.nul, found: String(evidence.nul) };
  return { encoding: bom };
}

/** UTF-16 without a mark: digits and delimiters alone make every second byte a null byte. */
function asUtf16(evidence: EncodingEvidence): Verdict {
  if (evidence.nul === undefined) return contradicts('utf-16le', '0 × 0x00');
  return evenLength(evidence, 'utf-16le');
}

function evenLength(evidence: EncodingEvidence, encoding: 'utf-16le' | 'utf-16be'): Verdict {
  if (evidence.bytes % 2 === 0) return { encoding };
  return contradicts(encoding, `${evidence.bytes} Bytes`);
}

function asSingleByte(evidence: EncodingEvidence, wanted: 'windows-1252' | 'cp850'): Verdict {
  if (evidence.utf8Umlaut !== undefined) {
    return {
      code: 'format.encoding-mixed',
      at: evidence.utf8Umlaut,
      found: byteText(evidence.utf8Umlaut),
      expected: wanted,
    };
  }
  const odd = evidence.undefinedIn1252;
  if (wanted === 'windows-1252' && odd !== undefined)
    return contradicts(wanted, `${byteText(odd)}, cp850?`, odd);
  return { encoding: wanted };
}

function contradicts(expected: string, found: string, at?: number): Verdict {
  return { code: 'format.encoding-contradicts', expected, found, ...(at === undefined ? {} : { at }) };
}

function byteText(offset: number): string {
  return `Byte ${offset}`;
}
