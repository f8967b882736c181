/** Lands deliveries the way the program does: bytes on local disk under a name of its own, with their hash. */
import { mkdir, writeFile } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../src/core/hash.ts';
import type {
  AnyConnector,
  ConnectorContext,
  DeliveryOffer,
  LandedDelivery,
  LandedFile,
} from '../../src/sdk/index.ts';

export interface LandingTask {
  readonly connector: AnyConnector;
  readonly config: unknown;
  readonly context: ConnectorContext;
  /** Folder that receives the files. */
  readonly landing: string;
}

/** One offer with its companions. */
export async function land(offer: DeliveryOffer, task: LandingTask): Promise<LandedDelivery> {
  const [main, ...companions] = await Promise.all(
    [offer.file, ...offer.companions].map((file) => landFile(offer, file, task)),
  );
  if (!main) throw new RangeError('an offer has a file');
  return { ...main, companions };
}

/** Files that lie on disk already; `companions` are names in the same folder. */
export async function landed(file: string, companions: readonly string[] = []): Promise<LandedDelivery> {
  const folder = path.dirname(file);
  return {
    ...(await described(file)),
    companions: await Promise.all(companions.map((name) => described(path.join(folder, name)))),
  };
}

async function landFile(offer: DeliveryOffer, file: string, task: LandingTask): Promise<LandedFile> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of task.connector.open(task.config, offer, file, task.context)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const target = path.join(task.landing, sha256(`${offer.id} ${file}`));
  await mkdir(task.landing, { recursive: true });
  await writeFile(target, bytes);
  return { file, path: target, sha256: sha256(bytes), bytes: bytes.length };
}

async function described(file: string): Promise<LandedFile> {
  const bytes = await readFile(file);
  return { file: path.basename(file), path: file, sha256: sha256(bytes), bytes: bytes.length };
}
