/**
 * Landing: the bytes of an offer are copied to the landing folder while they are hashed. From here on only
 * local files are read. The folder is the only place on disk where a delivery may lie; it is emptied when
 * the run is over.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DeliveryOffer, LandedDelivery, LandedFile } from '../core/delivery.ts';
import { SyncError } from '../errors.ts';
import { ownLanding, strayLandings } from './landing-owner.ts';
import type { DeliverySource, EnginePorts } from './ports.ts';

export interface Landing {
  land(source: DeliverySource, config: unknown, offer: DeliveryOffer): Promise<LandedDelivery>;
  /** Removes one delivery before the others. */
  remove(delivery: LandedDelivery): Promise<void>;
  /** Removes everything this landing has brought to disk. */
  clear(): Promise<void>;
}

export async function openLanding(
  ports: Pick<EnginePorts, 'folders' | 'signal' | 'secret'>,
): Promise<Landing> {
  const { folders, signal, secret } = ports;
  await sweepLanding(folders.landing);
  const folder = await ownLanding(folders.landing);
  const context = { deliveries: folders.deliveries, signal, secret };
  let count = 0;

  return {
    async land(source, config, offer) {
      count += 1;
      const own = path.join(folder.path, String(count));
      await mkdir(own, { mode: 0o700 });
      const copy = (file: string) =>
        copyAndHash(source.open(config as never, offer, file, context), own, file);
      const main = await copy(offer.file);
      const companions: LandedFile[] = [];
      for (const companion of offer.companions) companions.push(await copy(companion));
      return { ...main, companions };
    },
    async remove({ path: landed }) {
      const own = path.dirname(landed);
      if (path.dirname(own) === folder.path) await rm(own, { recursive: true, force: true });
    },
    clear: () => folder.remove(),
  };
}

async function copyAndHash(
  source: AsyncIterable<Uint8Array>,
  folder: string,
  file: string,
): Promise<LandedFile> {
  const target = path.join(folder, path.basename(file));
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  try {
    // The pipeline also hears of a full disk while the source is still being waited for.
    await pipeline(source, counted, createWriteStream(target, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    throw localTrouble(error);
  }
  return { file, path: target, sha256: hash.digest('hex'), bytes };
}

function localTrouble(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return error;
  return new SyncError({
    code: 'landing.disk-full',
    kind: 'local',
    message: 'Auf der Platte ist kein Platz mehr für die Lieferung.',
    hint: 'Schaffen Sie Platz im Arbeitsverzeichnis und starten Sie den Lauf noch einmal. Es wurde nichts veröffentlicht.',
    cause: error,
  });
}

/**
 * Removes what runs have left behind that were killed: a delivery may hold persons and must not stay. Answers how many
 * folders were removed; those of processes that still live stay.
 */
export async function sweepLanding(landing: string): Promise<number> {
  const left = await strayLandings(landing);
  for (const name of left) await rm(path.join(landing, name), { recursive: true, force: true });
  return left.length;
}
