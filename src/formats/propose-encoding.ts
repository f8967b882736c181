/**
 * Which encoding a profile should declare for a text file that nobody has described yet, and why. A proposal for
 * a person to look at: reading itself never guesses (see encoding.ts).
 */
import type { EncodingEvidence } from './encoding-evidence.ts';
import type { DeclaredEncoding } from './encoding.ts';

export interface EncodingProposal {
  /** What the profile declares; undefined: nothing, because the file proves itself to be UTF-8. */
  readonly declared: DeclaredEncoding | undefined;
  readonly name: DeclaredEncoding | 'utf-16be' | 'ascii';
  /** German, without a full stop. */
  readonly because: string;
  readonly certain: boolean;
}

/** German letters and the signs of office programs as single bytes. */
const IN_1252: ReadonlySet<number> = new Set([
  0xe4, 0xf6, 0xfc, 0xc4, 0xd6, 0xdc, 0xdf, 0x80, 0x96, 0x97, 0xa7, 0xb2,
]);
const IN_850: ReadonlySet<number> = new Set([0x84, 0x94, 0x81, 0x8e, 0x99, 0x9a, 0xe1]);

/** Undefined where the file is no text. `bytes`: a beginning of the file that holds bytes above 0x7F, if it has any. */
export function proposeEncoding(evidence: EncodingEvidence, bytes: Uint8Array): EncodingProposal | undefined {
  const { bom } = evidence;
  if (bom)
    return {
      declared: undefined,
      name: bom,
      because: `am Anfang steht die Kennung (BOM) von ${bom.toUpperCase()}`,
      certain: true,
    };
  if (evidence.nul !== undefined) return undefined;
  if (evidence.ascii)
    return {
      declared: undefined,
      name: 'ascii',
      because: 'sie enthält keine Umlaute; jede Kodierung liest sie gleich',
      certain: true,
    };
  if (evidence.utf8Error === undefined)
    return {
      declared: undefined,
      name: 'utf-8',
      because: 'alle Bytes der Datei sind gültiges UTF-8',
      certain: true,
    };
  return singleByte(evidence, bytes);
}

function singleByte(evidence: EncodingEvidence, bytes: Uint8Array): EncodingProposal {
  let windows = 0;
  let dos = 0;
  for (const byte of bytes) {
    if (IN_1252.has(byte)) windows += 1;
    if (IN_850.has(byte)) dos += 1;
  }
  const isDos = dos > windows || (windows === 0 && evidence.undefinedIn1252 !== undefined);
  const name = isDos ? 'cp850' : 'windows-1252';
  const [most, fewest] = isDos ? [dos, windows] : [windows, dos];
  return {
    declared: name,
    name,
    because: `UTF-8 ist sie nicht; als ${name} gelesen sind von den Bytes über 127 ${most} deutsche Buchstaben oder Bürozeichen, als ${isDos ? 'windows-1252' : 'cp850'} ${fewest}`,
    certain: most > 0 && fewest === 0,
  };
}
