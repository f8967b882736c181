/** A large file over a bad connection: every fifth piece breaks off half way, and it arrives all the same. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import type { Browser } from '../support/console-world.ts';
import { CHUNKS, tusHead, uploadWorld, type UploadWorld } from '../support/upload-world.ts';

/** `KMSYNC_LARGE_MB=10000` is the promise in full; it takes as much disk, and some minutes. */
const SIZE_MB = Number(process.env['KMSYNC_LARGE_MB'] ?? 240);
const PIECE = 4_000_000;
const MEMORY_MB = 300;

vi.setConfig({ testTimeout: 60_000 + SIZE_MB * 300 });

let world: UploadWorld;
let server: ConsoleServer;
afterEach(async () => {
  await server.close();
  await world.close();
});

interface Sent {
  readonly status: number;
  readonly offset: number;
  readonly location: string;
}

/** `half`: the connection is gone in the middle of the body; undefined then. */
async function send(
  who: Browser,
  method: string,
  at: string,
  sent: { headers: Record<string, string>; body?: Buffer; half?: boolean },
): Promise<Sent | undefined> {
  const { headers, body = Buffer.alloc(0), half = false } = sent;
  const asked = request(new URL(at, server.url), {
    method,
    headers: {
      origin: server.url,
      cookie: `kmsync-session=${who.token}`,
      'x-formular': who.formToken,
      'content-length': body.length,
      ...headers,
    },
  });
  asked.on('error', () => undefined);
  if (half) asked.write(body.subarray(0, body.length / 2), () => asked.destroy());
  else asked.end(body);
  try {
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    const { 'upload-offset': offset, location = '' } = answer.headers;
    return { status: answer.statusCode ?? 0, offset: Number(offset), location };
  } catch (error) {
    if (half) return undefined;
    throw error;
  }
}

describe('P19 10 GB arrives or is refused politely', () => {
  it(`arrives whole with a fifth of the connections lost, in less than ${MEMORY_MB} MB of memory`, async () => {
    world = await uploadWorld();
    const limits = { largestMb: SIZE_MB, perPersonMb: SIZE_MB };
    const { config } = world.app;
    const upload = { ...config.console.upload, ...limits };
    const app = { ...world.app, config: { ...config, console: { ...config.console, upload } } };
    server = await serveConsole(app, { host: '127.0.0.1', port: 0 });
    const anna = await world.browser('anna', 'sync-editor');
    const bytes = SIZE_MB * 1_000_000;
    const piece = randomBytes(PIECE);
    const hash = createHash('sha256');
    const headers = tusHead(bytes, 'gross.csv');
    const head = { 'tus-resumable': '1.0.0' };
    const begun = await send(anna, 'POST', CHUNKS, { headers });
    expect(begun?.status).toBe(201);
    const { location = '' } = begun ?? {};
    const before = process.memoryUsage().rss;
    let most = before;
    let lost = 0;

    let offset = 0;
    for (let turn = 0; offset < bytes; turn += 1) {
      const begin = offset % PIECE;
      const body = piece.subarray(begin);
      const pieceHead = {
        ...head,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      };
      const half = turn % 5 === 4;
      const answer = await send(anna, 'PATCH', location, { headers: pieceHead, body, half });
      if (half) lost += 1;
      else expect(answer?.status).toBeOneOf([204, 409, 423]);
      const next = answer?.status === 204 ? answer.offset : await offsetAfterLoss(anna, location, head);
      for (let at = offset; at < next; at = (Math.floor(at / PIECE) + 1) * PIECE) {
        const end = Math.min(next, (Math.floor(at / PIECE) + 1) * PIECE);
        hash.update(piece.subarray(at % PIECE, (at % PIECE) + (end - at)));
      }
      offset = next;
      most = Math.max(most, process.memoryUsage().rss);
    }

    const folder = path.join(world.site, 'state/uploads');
    const stored = readdirSync(folder).filter((name) => !name.endsWith('.json'));
    const kept = createHash('sha256');
    await pipeline(createReadStream(path.join(folder, stored[0] ?? '')), kept);
    expect(lost).toBeGreaterThan(SIZE_MB / 25);
    expect(kept.digest('hex')).toBe(hash.digest('hex'));
    expect((most - before) / 1_000_000).toBeLessThan(MEMORY_MB);
  });
});

/** The server may still be writing what it got before the loss: a piece that is refused then asks once more, as tus does. */
async function offsetAfterLoss(who: Browser, at: string, headers: Record<string, string>): Promise<number> {
  const answer = await vi.waitFor(
    async () => {
      const asked = await send(who, 'HEAD', at, { headers });
      expect(asked?.status).toBe(200);
      return asked;
    },
    { timeout: 20_000, interval: 20 },
  );
  return answer?.offset ?? 0;
}
