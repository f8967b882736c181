/** Writes small dBASE tables for tests. */
export interface DbfColumn {
  readonly name: string;
  readonly type: 'C' | 'N' | 'D' | 'L';
  readonly length: number;
}

export interface DbfContent {
  readonly columns: readonly DbfColumn[];
  /** One text or its bytes per column; numbers are right-aligned, everything else left-aligned. */
  readonly rows: readonly (readonly (string | Buffer)[])[];
  /** Language byte; 0 where left out. */
  readonly language?: number;
  /** 0-based rows marked as deleted. */
  readonly deleted?: readonly number[];
}

export function dbfFile({ columns, rows, language = 0, deleted = [] }: DbfContent): Buffer {
  const header = Buffer.alloc(32 + 32 * columns.length + 1);
  header[0] = 3;
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(
    columns.reduce((sum, column) => sum + column.length, 1),
    10,
  );
  header[29] = language;
  for (const [index, { name, type, length }] of columns.entries()) {
    const at = 32 + 32 * index;
    header.write(name, at, 'latin1');
    header.write(type, at + 11, 'latin1');
    header[at + 16] = length;
  }
  header[header.length - 1] = 0x0d;
  const records = rows.flatMap((row, index) => [
    Buffer.from(deleted.includes(index) ? '*' : ' '),
    ...columns.map((column, place) => padded(row[place] ?? '', column)),
  ]);
  return Buffer.concat([header, ...records, Buffer.of(0x1a)]);
}

function padded(value: string | Buffer, { type, length }: DbfColumn): Buffer {
  const bytes = Buffer.from(value);
  const blanks = Buffer.alloc(length - bytes.length, ' ');
  return type === 'N' ? Buffer.concat([blanks, bytes]) : Buffer.concat([bytes, blanks]);
}
