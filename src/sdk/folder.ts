/**
 * A folder of deliveries: the simple file source. Lists files by pattern and streams their bytes.
 * It never leaves the root that the program gives it and knows nothing of what the files hold.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import type { Connector, ConnectorContext, DeliveryOffer } from './connector.ts';
import { namesIn, outsideRoot, readBytes, resolveInside } from './inside-root.ts';
import { matchesName } from './match.ts';
import { belongsTo, groupOffers, siblingId, type FindCompanions, type FoundFile } from './offers.ts';

/** Paths or patterns relative to the root of the deliveries: `duva/einwohner-*.csv`. */
export const folderConfig = z.strictObject({
  files: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
});
export type FolderConfig = z.infer<typeof folderConfig>;

type FolderSource<Config> = Pick<Connector<Config>, 'check' | 'list' | 'open'>;

/**
 * `check`, `list` and `open` for a connector whose deliveries lie on disk. Offers come in code-unit order
 * of their path, so dated names come oldest first; the path is the id. Throws SyncError of kind `source`:
 * `source.nothing-found`, `source.outside-root`, `source.unreadable`.
 */
export function folderSource<Config extends FolderConfig>(
  findCompanions: FindCompanions<Config> = () => [],
): FolderSource<Config> {
  return {
    check: async (config, context) => {
      for (const pattern of patterns(config.files))
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
  const ids = new Set<string>();
  for (const pattern of patterns(config.files)) for (const id of await find(pattern, context)) ids.add(id);

  const found: FoundFile[] = [];
  for (const id of [...ids].sort())
    found.push({ id, beside: await namesIn(path.posix.dirname(id), context) });
  for (const offer of groupOffers(found, (file, siblings) => findCompanions(file, siblings, config))) {
    context.signal.throwIfAborted();
    yield offer;
  }
}

async function* openFile(
  offer: DeliveryOffer,
  file: string,
  context: ConnectorContext,
): AsyncGenerator<Uint8Array> {
  context.signal.throwIfAborted();
  if (!belongsTo(offer, file)) throw outsideRoot(file);
  const real = await resolveInside(siblingId(offer, file), context);
  yield* readBytes(real, file, context.signal);
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

/** One pattern or several. */
export function patterns(files: string | readonly string[]): readonly string[] {
  return typeof files === 'string' ? [files] : files;
}

function nothingFound(pattern: string): SyncError {
  return new SyncError({
    code: 'source.nothing-found',
    kind: 'source',
    message: `Zu „${pattern}“ liegt keine Datei im Lieferordner.`,
    hint: 'Legen Sie die Lieferung in den Lieferordner, oder berichtigen Sie das Muster unter „files“ in der Job-Datei.',
  });
}
