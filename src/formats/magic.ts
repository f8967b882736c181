/** Kinds of file told by their first bytes, whatever their name says. */
import { open, readFile } from 'node:fs/promises';

/** The first eight bytes of a file, fewer where it is shorter. */
export async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Local file header or, in an archive without entries, end of central directory. */
export function isZip(head: Buffer): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/** Compound File Binary: .xls, and .xlsx with a password. */
export function isCompoundFile(head: Buffer): boolean {
  return head.subarray(0, 4).equals(Buffer.of(0xd0, 0xcf, 0x11, 0xe0));
}

/** Names of entries stand uncompressed in a ZIP, so the workbook part can be found without inflating. */
export async function isWorkbookArchive(path: string): Promise<boolean> {
  return (await readFile(path)).includes('xl/workbook.xml');
}
