/**
 * A sealed file: compressed JSON lines under AES-256-GCM, with a key of its own that lives elsewhere.
 *
 * Layout: `KMSEAL`, one byte format version, 12 bytes nonce, ciphertext, 16 bytes tag. The header and the
 * file's id are authenticated with it, so that neither can be exchanged.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { access, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createDeflate, createInflate } from 'node:zlib';
import { SyncError } from '../errors.ts';
import { fileError } from './ledger-error.ts';

const FORMAT_VERSION = 1;
const HEADER = Buffer.concat([Buffer.from('KMSEAL', 'latin1'), Buffer.from([FORMAT_VERSION])]);
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const SAFE_ID = /^[A-Za-z0-9_-]{1,128}$/;

export interface Seal {
  readonly folder: string;
  /** Letters, digits, `_` and `-`: it becomes the file's name. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

export function newSealKey(): Buffer {
  return randomBytes(32);
}

/**
 * Writes the lines, whole or not at all, readable by the owner only; an existing file is replaced.
 * Throws SyncError `ledger.disk-full`, `ledger.not-writable` or `ledger.io-failed` (kind local).
 */
export async function sealFile(seal: Seal, lines: Iterable<unknown>): Promise<void> {
  const target = sealedPath(seal);
  const bytes = encrypt(seal, await compress(lines));
  try {
    await writeWhole(target, bytes);
  } catch (error) {
    throw fileError(error);
  }
}

/**
 * The lines of a sealed file, in order. Nothing is handed on before the whole file has proved authentic.
 * Throws SyncError `ledger.sealed-damaged` where the file is missing, cut off, changed or not of this key.
 */
export async function* unsealFile(seal: Seal): AsyncGenerator<unknown, void, undefined> {
  const compressed = decrypt(seal, await content(seal));
  const text = Readable.from([compressed], { objectMode: false }).pipe(createInflate()).setEncoding('utf8');
  let rest = '';
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as unknown;
  }
}

/** Removes the file; it need not exist. */
export async function removeSealedFile(seal: Pick<Seal, 'folder' | 'id'>): Promise<void> {
  const target = sealedPath(seal);
  try {
    await rm(target, { force: true });
  } catch (error) {
    throw fileError(error);
  }
}

/** Whether the file is there; says nothing about what is in it. */
export async function isSealedFileThere(seal: Pick<Seal, 'folder' | 'id'>): Promise<boolean> {
  const source = sealedPath(seal);
  try {
    await access(source);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw fileError(error);
  }
}

function sealedPath({ folder, id }: Pick<Seal, 'folder' | 'id'>): string {
  if (!SAFE_ID.test(id)) throw new RangeError('the id of a sealed file must be usable as a file name');
  return path.join(folder, `${id}.sealed`);
}

async function compress(lines: Iterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  const packed = Readable.from(texts(lines), { objectMode: false }).pipe(createDeflate());
  for await (const part of packed as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

function* texts(lines: Iterable<unknown>): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

function encrypt(seal: Seal, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, seal.key, nonce).setAAD(boundTo(seal.id));
  const body = [cipher.update(plain), cipher.final()];
  return Buffer.concat([HEADER, nonce, ...body, cipher.getAuthTag()]);
}

function decrypt(seal: Seal, file: Buffer): Buffer {
  const bodyStart = HEADER.length + NONCE_BYTES;
  if (file.length < bodyStart + TAG_BYTES || !file.subarray(0, HEADER.length).equals(HEADER))
    throw sealedDamaged();
  try {
    const nonce = file.subarray(HEADER.length, bodyStart);
    const decipher = createDecipheriv(CIPHER, seal.key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(boundTo(seal.id))
      .setAuthTag(file.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(file.subarray(bodyStart, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw sealedDamaged();
  }
}

function boundTo(id: string): Buffer {
  return Buffer.concat([HEADER, Buffer.from(id, 'utf8')]);
}

async function content(seal: Seal): Promise<Buffer> {
  const source = sealedPath(seal);
  try {
    return await readFile(source);
  } catch (error) {
    if (isMissing(error)) throw sealedDamaged();
    throw fileError(error);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The file, or what is needed to read it, is not as it was written. */
export function sealedDamaged(): SyncError {
  return new SyncError({
    code: 'ledger.sealed-damaged',
    kind: 'local',
    message: 'Ein versiegelter Datenbestand fehlt, ist unvollständig oder wurde verändert.',
    hint: 'Stellen Sie den Ordner der versiegelten Dateien aus der Sicherung wieder her oder lesen Sie die Lieferung erneut ein.',
  });
}

/** Temporary name, content on disk, then the rename, and the rename on disk. */
async function writeWhole(target: string, bytes: Buffer): Promise<void> {
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    await finished(file, async () => {
      await file.writeFile(bytes);
      await file.sync();
    });
    await rename(temporary, target);
    const folder = await open(path.dirname(target), 'r');
    await finished(folder, () => folder.sync());
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function finished(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}
