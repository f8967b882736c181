/** Text as old systems write it. Only the letters the demo uses; anything else is a bug, not a question mark. */
export type DemoEncoding = 'utf-8' | 'windows-1252' | 'cp850';

const ABOVE_ASCII: Readonly<Record<Exclude<DemoEncoding, 'utf-8'>, Readonly<Record<string, number>>>> = {
  'windows-1252': {
    Ä: 0xc4,
    Ö: 0xd6,
    Ü: 0xdc,
    ä: 0xe4,
    ö: 0xf6,
    ü: 0xfc,
    ß: 0xdf,
    '§': 0xa7,
    '–': 0x96,
  },
  cp850: { Ä: 0x8e, Ö: 0x99, Ü: 0x9a, ä: 0x84, ö: 0x94, ü: 0x81, ß: 0xe1 },
};

/** Throws a RangeError for a character the encoding table does not have. */
export function encodeText(text: string, encoding: DemoEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const table = ABOVE_ASCII[encoding];
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 ? code : table[text[i]!];
    if (byte === undefined) throw new RangeError(`no ${encoding} byte for U+${code.toString(16)}`);
    bytes[i] = byte;
  }
  return bytes;
}
