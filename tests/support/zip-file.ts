/** Writes small ZIP archives for tests, faulty ones included. Knows nothing that a reader of archives knows. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly name: string;
  readonly content: string | Buffer;
  /** Deflated bytes, where the content is too large to be held. */
  readonly packed?: { readonly bytes: Buffer; readonly size: number; readonly crc: number };
  /** States another inflated size than the true one. */
  readonly statedSize?: number;
  readonly encrypted?: boolean;
}

export function zipFile(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name, 'utf8');
    const content = Buffer.from(member.content);
    const packed = member.packed?.bytes ?? deflateRawSync(content);
    const fields = {
      flags: 0x800 | (member.encrypted ? 1 : 0),
      crc: member.packed?.crc ?? crc32(content),
      packed: packed.length,
      size: member.statedSize ?? member.packed?.size ?? content.length,
      name: name.length,
    };
    const local = localHeader(fields);
    locals.push(local, name, packed);
    centrals.push(centralHeader(fields, offset), name);
    offset += local.length + name.length + packed.length;
  }
  const central = Buffer.concat(centrals);
  return Buffer.concat([...locals, central, endRecord(members.length, central.length, offset)]);
}

interface Fields {
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly name: number;
}

function localHeader(fields: Fields): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, fields);
  return header;
}

function centralHeader(fields: Fields, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, 6, fields);
  header.writeUInt32LE(offset, 42);
  return header;
}

/** Version, flags, method (deflate), time, date, checksum, sizes, length of the name. */
function writeCommon(header: Buffer, at: number, fields: Fields): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(fields.flags, at + 2);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt32LE(fields.crc, at + 10);
  header.writeUInt32LE(fields.packed, at + 14);
  header.writeUInt32LE(fields.size, at + 18);
  header.writeUInt16LE(fields.name, at + 22);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
