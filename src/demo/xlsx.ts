/**
 * A workbook of one sheet or several, as small as Excel and its readers allow: text inline, numbers as numbers, merged
 * cells, no styles, entries stored without compression and with fixed times. Not a general writer.
 */
export type SheetValue = string | number | null;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetValue[])[];
  /** Ranges such as `A1:D1`. */
  readonly merges: readonly string[];
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function xlsx(sheets: readonly Sheet[]): Buffer {
  const numbered = sheets.map((sheet, i) => ({ sheet, id: `rId${i + 1}`, file: `sheet${i + 1}.xml` }));
  const list = numbered.map(
    ({ sheet, id }, i) => `<sheet name="${escaped(sheet.name)}" sheetId="${i + 1}" r:id="${id}"/>`,
  );
  return storedZip([
    ['[Content_Types].xml', contentTypes(numbered.map(({ file }) => file))],
    ['_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(numbered.map(({ id, file }) => [id, 'worksheet', `worksheets/${file}`])),
    ],
    ...numbered.map(({ sheet, file }) => [`xl/worksheets/${file}`, sheetXml(sheet)] as const),
  ]);
}

function contentTypes(files: readonly string[]): string {
  const sheets = files.map(
    (file) => `<Override PartName="/xl/worksheets/${file}" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
    `${sheets.join('')}</Types>`
  );
}

function relations(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = list.map(
    ([id, type, to]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${to}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function sheetXml({ rows, merges }: Sheet): string {
  const body = rows.map((values, r) => {
    const cells = values.map((value, c) => cellXml(`${columnName(c)}${r + 1}`, value));
    return `<row r="${r + 1}">${cells.join('')}</row>`;
  });
  const merged = merges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  const tail = merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merged}</mergeCells>`;
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData>${tail}</worksheet>`;
}

function cellXml(place: string, value: SheetValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

/** A for 0; the demo's tables have fewer than 27 columns. */
export function columnName(index: number): string {
  return String.fromCharCode(65 + index);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** 1980-01-01, the first day a zip can name. */
const ZIP_DATE = 33;

function storedZip(files: readonly (readonly [name: string, text: string])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const data = Buffer.from(text, 'utf8');
    const entry = zipEntry(name, data);
    const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), entry, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), entry, rest, Buffer.from(name));
    parts.push(header);
    offset += header.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

/** The 26 bytes that a local header and the directory have in common. */
function zipEntry(name: string, data: Buffer): Buffer {
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(20, 0);
  entry.writeUInt16LE(ZIP_DATE, 8);
  entry.writeUInt32LE(crc32(data), 10);
  entry.writeUInt32LE(data.length, 14);
  entry.writeUInt32LE(data.length, 18);
  entry.writeUInt16LE(Buffer.byteLength(name), 22);
  return entry;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
