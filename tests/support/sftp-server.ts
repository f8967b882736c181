/** A small SFTP server for tests: a folder of this machine over real SSH on loopback, with keys made for the test. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, renameSync, existsSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import ssh2, { type Attributes, type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';

const { Server, utils } = ssh2;
const { STATUS_CODE } = utils.sftp;

export interface SftpServer {
  readonly port: number;
  /** `SHA256:…` */
  readonly hostKey: string;
  /** Logins that were tried, by method. */
  readonly logins: string[];
  /** Whatever was asked for, beside reading: `open a.csv`, `rename a.csv`. */
  readonly asked: string[];
  /** Offsets of the reads. */
  readonly reads: number[];
  /** Called before each answer to a read; answers false: the connection is closed instead. */
  beforeRead: (offset: number) => boolean | Promise<boolean>;
  close(): Promise<void>;
}

export const SFTP_USER = 'kmsync';
export const SFTP_PASSWORD = 'geheim-4711';
export const SFTP_KEY = keyPair().private;

export async function startSftpServer(folder: string): Promise<SftpServer> {
  const host = keyPair();
  const connections = new Set<Connection>();
  const server = new Server({ hostKeys: [host.private] }, (client) => {
    connections.add(client);
    client.on('error', () => undefined);
    client.on('close', () => connections.delete(client));
    client.on('authentication', (context) => {
      made.logins.push(context.method);
      if (isRight(context)) context.accept();
      else context.reject(['password', 'publickey']);
    });
    client.on('ready', () =>
      client.on('session', (accept) =>
        accept().on('sftp', (open) => serve(open(), { folder, made, hangUp: () => client.end() })),
      ),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const parsed = utils.parseKey(host.public);
  if (parsed instanceof Error) throw parsed;
  const made: SftpServer = {
    port: (server.address() as AddressInfo).port,
    hostKey: `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`,
    logins: [],
    asked: [],
    reads: [],
    beforeRead: () => true,
    close() {
      for (const connection of connections) connection.end();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return made;
}

/** One in some two hundred pairs that the library makes cannot be read by itself. */
function keyPair(): { readonly private: string; readonly public: string } {
  const made = utils.generateKeyPairSync('ed25519');
  return utils.parseKey(made.private) instanceof Error ? keyPair() : made;
}

function isRight(context: AuthContext): boolean {
  if (context.username !== SFTP_USER) return false;
  if (context.method === 'password') return context.password === SFTP_PASSWORD;
  if (context.method !== 'publickey') return false;
  const key = utils.parseKey(SFTP_KEY);
  if (key instanceof Error || !key.getPublicSSH().equals(context.key.data)) return false;
  // Without a signature it is only asked whether the key would do.
  if (context.signature === undefined) return true;
  // The library answers an error object where the signature cannot be checked.
  const verified: unknown = key.verify(context.blob ?? Buffer.alloc(0), context.signature);
  return verified === true;
}

interface Means {
  readonly folder: string;
  readonly made: SftpServer;
  readonly hangUp: () => void;
}

function serve(sftp: SFTPWrapper, { folder, made, hangUp }: Means): void {
  const at = (remote: string) => path.join(folder, remote);
  const open = new Map<number, { names?: string[]; file?: number; from: string }>();
  let count = 0;
  const handle = (entry: { names?: string[]; file?: number; from: string }) => {
    open.set(count, entry);
    count += 1;
    return Buffer.of(count - 1);
  };
  const safely = (id: number, work: () => void) => {
    try {
      work();
    } catch {
      sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    }
  };
  const stat = (id: number, remote: string) => safely(id, () => sftp.attrs(id, attributes(at(remote))));

  sftp.on('OPENDIR', (id, remote) =>
    safely(id, () => sftp.handle(id, handle({ names: readdirSync(at(remote)), from: remote }))),
  );
  sftp.on('READDIR', (id, buffer) => {
    const entry = open.get(buffer[0] ?? -1);
    const names = entry?.names?.splice(0) ?? [];
    if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    sftp.name(
      id,
      names.map((filename) => {
        const attrs = attributes(at(path.join(entry?.from ?? '', filename)));
        const kind = statSync(at(path.join(entry?.from ?? '', filename))).isDirectory() ? 'd' : '-';
        return { filename, longname: `${kind}rw-r--r-- 1 a a ${attrs.size} ${filename}`, attrs };
      }),
    );
  });
  sftp.on('STAT', stat);
  sftp.on('LSTAT', stat);
  sftp.on('FSTAT', (id, buffer) => stat(id, open.get(buffer[0] ?? -1)?.from ?? ''));
  sftp.on('OPEN', (id, remote) => {
    made.asked.push(`open ${path.basename(remote)}`);
    safely(id, () => sftp.handle(id, handle({ file: openSync(at(remote), 'r'), from: remote })));
  });
  sftp.on('READ', (id, buffer, offset, length) => {
    void Promise.resolve(made.beforeRead(offset)).then((goesOn) => {
      if (!goesOn) return hangUp();
      made.reads.push(offset);
      const bytes = Buffer.alloc(length);
      const read = readSync(open.get(buffer[0] ?? -1)?.file ?? -1, bytes, 0, length, offset);
      if (read === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, bytes.subarray(0, read));
    });
  });
  sftp.on('CLOSE', (id, buffer) => {
    const file = open.get(buffer[0] ?? -1)?.file;
    if (file !== undefined) closeSync(file);
    open.delete(buffer[0] ?? -1);
    sftp.status(id, STATUS_CODE.OK);
  });
  sftp.on('RENAME', (id, from, to) => {
    made.asked.push(`rename ${path.basename(from)}`);
    if (existsSync(at(to))) return sftp.status(id, STATUS_CODE.FAILURE);
    safely(id, () => {
      renameSync(at(from), at(to));
      sftp.status(id, STATUS_CODE.OK);
    });
  });
  for (const event of ['WRITE', 'REMOVE', 'MKDIR', 'RMDIR', 'SETSTAT', 'FSETSTAT'] as const)
    sftp.on(event, (id: number) => {
      made.asked.push(event);
      sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    });
}

function attributes(file: string): Attributes {
  const { mode, size, mtimeMs, atimeMs } = statSync(file);
  return { mode, uid: 0, gid: 0, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
}
