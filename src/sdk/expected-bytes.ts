/**
 * What came, told by its first bytes, against what was expected: login pages and error messages arrive with
 * HTTP 200 and any content type.
 */
import { SyncError } from '../errors.ts';

export const EXPECTED = ['csv', 'xlsx', 'zip', 'json', 'gml', 'gpkg', 'any'] as const;
export type Expected = (typeof EXPECTED)[number];

type Kind = 'html' | 'exception' | 'xml' | 'json' | 'zip' | 'gpkg' | 'binary' | 'text' | 'empty';

const ENOUGH = 1024;
const FITTING: Readonly<Record<Expected, readonly Kind[]>> = {
  csv: ['text'],
  xlsx: ['zip'],
  zip: ['zip'],
  json: ['json'],
  gml: ['xml'],
  gpkg: ['gpkg'],
  any: ['xml', 'json', 'zip', 'gpkg', 'binary', 'text'],
};
const BY_ENDING: Readonly<Record<string, Expected>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  dat: 'csv',
  xlsx: 'xlsx',
  zip: 'zip',
  json: 'json',
  geojson: 'json',
  gml: 'gml',
  xml: 'gml',
  gpkg: 'gpkg',
};
const GERMAN: Readonly<Record<Kind, string>> = {
  html: 'eine Web-Seite (vermutlich eine Anmeldung oder Fehlerseite)',
  exception: 'eine Fehlermeldung des Dienstes (ExceptionReport)',
  xml: 'XML',
  json: 'JSON (vermutlich eine Fehlermeldung)',
  zip: 'ein ZIP-Archiv oder eine Excel-Mappe',
  gpkg: 'ein GeoPackage',
  binary: 'Binärdaten',
  text: 'Text',
  empty: 'nichts',
};

/** By the ending of a name; `any` where that says nothing. */
export function expectedOf(file: string): Expected {
  return BY_ENDING[file.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'any';
}

/** The same bytes. Throws SyncError `source.unexpected-content` before the first one where they are something else. */
export async function* expectBytes(
  body: AsyncIterable<Uint8Array>,
  expected: Expected,
  file: string,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of body) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < ENOUGH) continue;
    refuseOther(head, expected, file);
    yield head;
    head = undefined;
  }
  if (head === undefined) return;
  refuseOther(head, expected, file);
  yield head;
}

function refuseOther(head: Buffer, expected: Expected, file: string): void {
  const kind = kindOf(head);
  if (FITTING[expected].includes(kind)) return;
  throw new SyncError({
    code: 'source.unexpected-content',
    kind: 'source',
    message: `Unter „${file}“ liefert der Dienst ${GERMAN[kind]} statt der erwarteten Datei${expected === 'any' ? '' : ` (${expected})`}.`,
    hint: 'Öffnen Sie die Adresse im Browser: Vielleicht wird eine Anmeldung verlangt, oder der Dienst wird gewartet. Es wurde nichts übernommen.',
  });
}

function kindOf(head: Buffer): Kind {
  if (head.length === 0) return 'empty';
  if (head[0] === 0x50 && head[1] === 0x4b) return 'zip';
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') return 'gpkg';
  const utf16 = head[0] === 0xff && head[1] === 0xfe;
  const text = utf16 ? head.toString('utf16le', 2) : head.toString('utf8').replace(/^\uFEFF/, '');
  if (!utf16 && head.includes(0)) return 'binary';
  return kindOfText(text.trimStart());
}

function kindOfText(text: string): Kind {
  if (text === '') return 'empty';
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text))
    return 'html';
  if (/^[^]{0,600}?<(?:\w+:)?(?:Service)?ExceptionReport\b/.test(text) && text.startsWith('<'))
    return 'exception';
  if (text.startsWith('<')) return 'xml';
  // Many a CSV begins with a bracket; none begins with an object.
  if (/^(?:\{|\[\s*[{["\]\d])/.test(text)) return 'json';
  return 'text';
}
