/** Text as old systems write it. Only the letters the demo uses; anything else is a bug, not a question mark. */
export type DemoEncoding = 'utf-8' | 'windows-1252' | 'cp850';

const CP850: Readonly<Record<string, number>> = {
  Ä: 0x8e,
  Ö: 0x99,
  Ü: 0x9a,
  ä: 0x84,
  ö: 0x94,
  ü: 0x81,
  ß: 0xe1,
};
/** Those of them that Windows-1252 has at the place of Latin 1. */
const NOT_IN_1252 = /[^\p{ASCII}ÄÖÜäöüß§²]/u;
const DASH_1252 = '\x96';

/** Throws a RangeError for a character that is not foreseen. */
export function encodeText(text: string, encoding: DemoEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  return encoding === 'cp850' ? cp850(text) : windows1252(text);
}

function windows1252(text: string): Buffer {
  const strange = NOT_IN_1252.exec(text.replaceAll('–', ''));
  if (strange) throw new RangeError(`no windows-1252 byte for U+${strange[0].codePointAt(0)!.toString(16)}`);
  return Buffer.from(text.replaceAll('–', DASH_1252), 'latin1');
}

function cp850(text: string): Buffer {
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 ? code : CP850[text[i]!];
    if (byte === undefined) throw new RangeError(`no cp850 byte for U+${code.toString(16)}`);
    bytes[i] = byte;
  }
  return bytes;
}
