/**
 * A folder of deliveries: the simple file source. Lists files by pattern and streams their bytes.
 * It never leaves the root that the program gives it and knows nothing of what the files hold.
 */
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import type { Connector, ConnectorContext, DeliveryOffer } from './connector.ts';
import { matchesName } from './match.ts';

/** Paths or patterns relative to the root of the deliveries: `duva/einwohner-*.csv`. */
export const folderConfig = z.strictObject({
  files: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
});
export type FolderConfig = z.infer<typeof folderConfig>;

/** Which of the files in the same folder belong to `file`. Names without folder, in both directions. */
export type FindCompanions<Config> = (
  file: string,
  siblings: readonly string[],
  config: Config,
) => readonly string[];

type FileSource<Config> = Pick<Connector<Config>, 'check' | 'list' | 'open'>;

/**
 * `check`, `list` and `open` for a connector whose deliveries lie on disk. Offers come in code-unit order
 * of their path, so dated names come oldest first; the path is the id. Throws SyncError of kind `source`:
 * `source.nothing-found`, `source.outside-root`, `source.unreadable`.
 */
export function folderSource<Config extends FolderConfig>(
  findCompanions: FindCompanions<Config> = () => [],
): FileSource<Config> {
  return {
    check: async (config, context) => {
      for (const pattern of patterns(config))
        if ((await find(pattern, context)).length === 0) throw nothingFound(pattern);
    },
    list: (config, context) => listOffers(config, context, findCompanions),
    open: (_config, offer, file, context) => openFile(offer, file, context),
  };
}

async function* listOffers<Config extends FolderConfig>(
  config: Config,
  context: ConnectorContext,
  findCompanions: FindCompanions<Config>,
): AsyncGenerator<DeliveryOffer> {
  const found = new Set<string>();
  for (const pattern of patterns(config)) for (const id of await find(pattern, context)) found.add(id);

  const offers: DeliveryOffer[] = [];
  for (const id of [...found].sort()) {
    const file = path.posix.basename(id);
    const siblings = (await namesIn(path.posix.dirname(id), context)).filter((name) => name !== file);
    offers.push({ id, file, companions: findCompanions(file, siblings, config) });
  }
  // A companion that a wide pattern has caught as well is no delivery of its own.
  const companions = new Set(offers.flatMap((o) => o.companions.map((name) => siblingId(o, name))));
  for (const offer of offers) {
    context.signal.throwIfAborted();
    if (!companions.has(offer.id)) yield offer;
  }
}

async function* openFile(
  offer: DeliveryOffer,
  file: string,
  context: ConnectorContext,
): AsyncGenerator<Uint8Array> {
  context.signal.throwIfAborted();
  if (file !== offer.file && !offer.companions.includes(file)) throw outsideRoot(file);
  const real = await resolveInside(siblingId(offer, file), context);
  try {
    for await (const chunk of createReadStream(real, { signal: context.signal })) yield chunk as Uint8Array;
  } catch (error) {
    context.signal.throwIfAborted();
    throw unreadable(file, error);
  }
}

/** Relative paths with `/` of all regular files that a pattern matches. */
async function find(pattern: string, context: ConnectorContext): Promise<string[]> {
  const segments = pattern.split('/');
  const leaves = segments.some((s) => s === '..' || s === '.' || s === '') || path.win32.isAbsolute(pattern);
  if (leaves || pattern.includes('\\')) throw outsideRoot(pattern);

  let level = ['.'];
  for (const [depth, segment] of segments.entries()) {
    context.signal.throwIfAborted();
    const next: string[] = [];
    for (const folder of level) {
      for (const name of await namesIn(folder, context)) {
        if (!matchesName(segment, name)) continue;
        const id = path.posix.join(folder, name);
        const info = await stat(await resolveInside(id, context));
        if (depth === segments.length - 1 ? info.isFile() : info.isDirectory()) next.push(id);
      }
    }
    level = next;
  }
  return level;
}

async function namesIn(folder: string, context: ConnectorContext): Promise<string[]> {
  const real = await resolveInside(folder, context);
  try {
    return (await readdir(real)).sort();
  } catch (error) {
    throw unreadable(folder === '.' ? 'Lieferordner' : folder, error);
  }
}

/** The real path of something below the root; a link that leads out of it is refused. */
async function resolveInside(id: string, context: ConnectorContext): Promise<string> {
  try {
    const root = await realpath(context.deliveries);
    const real = await realpath(path.join(root, id));
    if (real === root || real.startsWith(root.endsWith(path.sep) ? root : root + path.sep)) return real;
  } catch (error) {
    throw unreadable(id === '.' ? 'Lieferordner' : id, error);
  }
  throw outsideRoot(id);
}

function siblingId(offer: DeliveryOffer, file: string): string {
  return path.posix.join(path.posix.dirname(offer.id), file);
}

function patterns(config: FolderConfig): readonly string[] {
  return typeof config.files === 'string' ? [config.files] : config.files;
}

function nothingFound(pattern: string): SyncError {
  return new SyncError({
    code: 'source.nothing-found',
    kind: 'source',
    message: `Zu „${pattern}“ liegt keine Datei im Lieferordner.`,
    hint: 'Legen Sie die Lieferung in den Lieferordner, oder berichtigen Sie das Muster unter „files“ in der Job-Datei.',
  });
}

/** The last part only: a path that leads out of the root tells about the machine. */
function outsideRoot(what: string): SyncError {
  return new SyncError({
    code: 'source.outside-root',
    kind: 'source',
    message: `„${what.split(/[\\/]/).at(-1)}“ liegt außerhalb des Lieferordners und wird nicht gelesen.`,
    hint: 'Kopieren Sie die Datei in den Lieferordner und schreiben Sie den Pfad ab dort, mit „/“ und ohne „..“.',
  });
}

/** Without the system's own error as cause: it holds the absolute path. */
function unreadable(what: string, error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new SyncError({
    code: 'source.unreadable',
    kind: 'source',
    message: `„${what}“ lässt sich nicht lesen${code}.`,
    hint: 'Prüfen Sie, ob der Ordner eingebunden ist und der Dienst dort Leserechte hat.',
  });
}
