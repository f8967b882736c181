/** Asks clamd whether a file is known as malware: its command INSTREAM, over TCP or a socket on this machine. */
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SyncError } from '../../errors.ts';

/** Silence for longer than this is no answer. */
const SILENCE_MS = 60_000;
const LONGEST_ANSWER = 4_096;

/**
 * `address`: `host:port` or the path of a socket. True: clean. Throws SyncError `upload.scanner-silent` (kind local)
 * where it does not answer as it should: a file that nobody has looked at is not taken.
 */
export async function isClean(file: string, address: string): Promise<boolean> {
  let answer: string;
  try {
    answer = await scanned(file, address);
  } catch (error) {
    throw silent(error);
  }
  if (/^stream: OK$/.test(answer)) return true;
  if (/^stream: .+ FOUND$/.test(answer)) return false;
  throw silent(undefined);
}

async function scanned(file: string, address: string): Promise<string> {
  const socket = await connected(address);
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('clamd is silent')));
  const answer = answerOf(socket);
  try {
    await sent(socket, file);
  } catch (error) {
    // It may have answered before it had read everything, and closed.
    const early = await answer.catch(() => '');
    if (early === '') throw error;
    return early;
  } finally {
    answer.catch(() => undefined);
  }
  return answer;
}

async function connected(address: string): Promise<Socket> {
  const [, host = '', port = ''] = /^(?!\/)(.+):(\d+)$/.exec(address) ?? [];
  const socket = port === '' ? connect({ path: address }) : connect({ host, port: Number(port) });
  // Whoever waits for it hears of it; nobody else has to.
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(SILENCE_MS) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return socket;
}

async function sent(socket: Socket, file: string): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>)
    await write(socket, Buffer.concat([length(chunk.byteLength), chunk]));
  await write(socket, length(0));
}

function length(bytes: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  return head;
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      text += chunk.toString('latin1');
      if (text.includes('\0') || text.length > LONGEST_ANSWER) break;
    }
  } finally {
    socket.destroy();
  }
  return text.split('\0')[0]?.trim() ?? '';
}

function silent(cause: unknown): SyncError {
  return new SyncError({
    code: 'upload.scanner-silent',
    kind: 'local',
    message: 'Die Datei konnte nicht auf Schadsoftware geprüft werden und wurde gelöscht.',
    hint: 'In KomMonitor wurde nichts geändert. Versuchen Sie es später noch einmal, oder wenden Sie sich an die IT.',
    cause,
  });
}
