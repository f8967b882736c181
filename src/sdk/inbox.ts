/**
 * A watched folder: offers only files that are complete, claims each for this process, and files them away when
 * the run has ended. What a file holds is none of its business.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import { claim, release, thisProcess, type Claimant } from './claim.ts';
import type { Connector, ConnectorContext, DeliveryOffer, DeliveryOutcome } from './connector.ts';
import { fileAway } from './file-away.ts';
import { patterns } from './folder.ts';
import { bearsNameOf, isUnfinishedName, markerOf } from './inbox-signs.ts';
import { completeFiles, type InboxLooks, type Look } from './inbox-looks.ts';
import {
  codeText,
  namesIn,
  outsideRoot,
  readBytes,
  resolveInside,
  systemCode,
  unreadable,
} from './inside-root.ts';
import { matchesName } from './match.ts';
import { discardFiles } from './discard.ts';
import { belongsTo, siblingId } from './offers.ts';
import { isAsSeen } from './seen-files.ts';

const name = z.string().regex(/^[^/\\]+$/, { error: 'Dateiname oder Muster ohne Ordner' });

export const inboxConfig = z.strictObject({
  /** Below the root of the deliveries. */
  folder: z.string().min(1),
  files: z.union([name, z.array(name).min(1)]).default('*'),
  /** Ending of the empty file that says "complete"; without one, two looks decide. */
  marker: z
    .string()
    .regex(/^\.[A-Za-z0-9]{1,12}$/)
    .optional(),
  /** Between the two looks. */
  quietSeconds: z.int().min(1).max(600).default(10),
});
export type InboxConfig = z.output<typeof inboxConfig>;

export interface InboxMeans {
  readonly self: Claimant;
  /** Ends early, with the reason of the signal, where that is raised. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export type CompanionsOf = (file: string, siblings: readonly string[]) => readonly string[];

/** Folders into which deliveries are moved. */
const FILED: Readonly<Record<Exclude<DeliveryOutcome, 'untouched'>, string>> = {
  taken: 'erledigt',
  refused: 'zurueckgewiesen',
};
const BERLIN_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

type InboxSource = Required<Pick<Connector<InboxConfig>, 'check' | 'list' | 'open' | 'settle' | 'discard'>>;

/** `means`: left out, this process and its clock. */
export function inboxSource(companionsOf: CompanionsOf, means: InboxMeans = realMeans()): InboxSource {
  const { self } = means;
  return {
    async check(config, context) {
      await resolveInside(config.folder, context);
    },
    async *list(config, context) {
      context.signal.throwIfAborted();
      const looks: InboxLooks = {
        folder: config.folder,
        companionsOf,
        isWanted: (file) =>
          !isUnfinishedName(file) && patterns(config.files).some((pattern) => matchesName(pattern, file)),
        look: () => lookInto(config.folder, context),
        wait: () => means.wait(config.quietSeconds * 1000, context.signal),
      };
      for (const offer of await completeFiles(looks, config.marker, context.signal)) {
        context.signal.throwIfAborted();
        if (await claimed(offer, self, context)) yield offer;
      }
    },
    async *open(_config, offer, file, context) {
      context.signal.throwIfAborted();
      if (!belongsTo(offer, file)) throw outsideRoot(file);
      if (!(await claimed(offer, self, context))) throw takenElsewhere(offer.file);
      const real = await resolveInside(siblingId(offer, file), context);
      const before = await stateOf(real, file);
      if (!isAsSeen(offer, file, before)) throw stillWritten(file);
      yield* readBytes(real, file, context.signal);
      if ((await stateOf(real, file)) !== before) throw stillWritten(file);
    },
    async settle(config, offer, outcome, context) {
      const lock = await lockOf(offer, context);
      if (outcome !== 'untouched') {
        if (!(await claimed(offer, self, context))) throw takenElsewhere(offer.file);
        await refuseReplaced(offer, lock, { self, context });
        await moveTo(FILED[outcome], offer, { config, context, now: self.now });
      }
      await release(lock, self);
    },
    async discard(config, offer, context) {
      const lock = await lockOf(offer, context);
      if (!(await claimed(offer, self, context))) throw takenElsewhere(offer.file);
      await refuseReplaced(offer, lock, { self, context });
      await discardFiles(config.folder, await filesOf(offer, config, context), context);
      await release(lock, self);
    },
  };
}

/** A file that has taken the place of the one that was read comes in the next run; nobody may have it go unread. */
async function refuseReplaced(
  offer: DeliveryOffer,
  lock: string,
  { self, context }: { readonly self: Claimant; readonly context: ConnectorContext },
): Promise<void> {
  const now = await lookInto(path.posix.dirname(offer.id), context);
  // Only what is still there can be another one.
  const replaced = [offer.file, ...offer.companions].find((file) => {
    const state = now.get(file)?.state;
    return state !== undefined && !isAsSeen(offer, file, state);
  });
  if (replaced === undefined) return;
  await release(lock, self);
  throw takenPlace(replaced);
}

async function lookInto(folder: string, context: ConnectorContext): Promise<Look> {
  const seen = new Map<string, { state: string; at: number }>();
  const real = await resolveInside(folder, context);
  for (const one of await namesIn(folder, context)) {
    context.signal.throwIfAborted();
    try {
      const info = await stat(path.join(real, one));
      if (info.isFile())
        seen.set(one, { state: `${info.size} ${info.mtimeMs} ${info.ino}`, at: info.mtimeMs });
    } catch (error) {
      // Gone between listing and looking: somebody has renamed or taken it.
      if (systemCode(error) !== 'ENOENT') throw unreadable(one, error);
    }
  }
  return seen;
}

interface MoveMeans {
  readonly config: InboxConfig;
  readonly context: ConnectorContext;
  readonly now: () => number;
}

async function moveTo(target: string, offer: DeliveryOffer, means: MoveMeans): Promise<void> {
  const { config, context } = means;
  try {
    const folder = await resolveInside(config.folder, context);
    const to = path.join(folder, target);
    await mkdir(to, { recursive: true });
    await resolveInside(path.posix.join(config.folder, target), context);
    await fileAway({
      from: folder,
      to,
      names: await filesOf(offer, config, context),
      main: offer.file,
      day: BERLIN_DAY.format(means.now()),
    });
  } catch (error) {
    throw notFiled(offer.file, target, error);
  }
}

/**
 * What goes with the file, the marker first: left behind, it would call a later file complete. Companions that do
 * not bear the file's name stay, for they may serve other deliveries too.
 */
async function filesOf(
  offer: DeliveryOffer,
  config: InboxConfig,
  context: ConnectorContext,
): Promise<readonly string[]> {
  const beside = await namesIn(config.folder, context);
  const marker = config.marker === undefined ? undefined : markerOf(offer.file, beside, config.marker);
  const companions = offer.companions.filter((other) => bearsNameOf(offer.file, other));
  return [...(marker === undefined ? [] : [marker]), offer.file, ...companions];
}

async function claimed(offer: DeliveryOffer, self: Claimant, context: ConnectorContext): Promise<boolean> {
  const lock = await lockOf(offer, context);
  try {
    return await claim(lock, self);
  } catch (error) {
    throw notClaimed(offer.file, error);
  }
}

/** Hidden, so that no pattern finds it. */
async function lockOf(offer: DeliveryOffer, context: ConnectorContext): Promise<string> {
  const folder = await resolveInside(path.posix.dirname(offer.id), context);
  return path.join(folder, `.${offer.file}.claim`);
}

async function stateOf(real: string, file: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await stat(real);
    return `${size} ${mtimeMs} ${ino}`;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function realMeans(): InboxMeans {
  return {
    self: thisProcess(),
    async wait(ms, signal) {
      await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

function takenElsewhere(file: string): SyncError {
  return new SyncError({
    code: 'source.claimed',
    kind: 'source',
    message: `„${file}“ wird gerade von einem anderen Lauf gelesen.`,
    hint: 'Warten Sie, bis der andere Lauf fertig ist. Läuft keiner mehr, wird die Datei nach zwei Stunden wieder frei.',
  });
}

function stillWritten(file: string): SyncError {
  return new SyncError({
    code: 'source.changed-while-read',
    kind: 'source',
    message: `„${file}“ hat sich geändert, während sie gelesen wurde.`,
    hint: 'Lassen Sie die Datei erst unter anderem Namen ablegen und dann umbenennen, oder vereinbaren Sie eine Fertigmeldung („marker“). Beim nächsten Lauf wird sie neu gelesen.',
  });
}

function takenPlace(file: string): SyncError {
  return new SyncError({
    code: 'source.replaced',
    kind: 'source',
    message: `„${file}“ ist ersetzt worden, während der Lauf rechnete; die neue Datei bleibt im Eingang.`,
    hint: 'Nichts zu tun: Die neue Datei wird beim nächsten Lauf gelesen.',
  });
}

function notClaimed(file: string, error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  return new SyncError({
    code: 'source.inbox-locked',
    kind: 'source',
    message: `Im Eingang lässt sich „${file}“ nicht für diesen Lauf vormerken${codeText(error)}.`,
    hint: 'Der Dienst braucht im überwachten Ordner Schreibrechte, weil er gelesene Dateien wegräumt. Ohne sie lesen Sie den Ordner über „files“.',
  });
}

function notFiled(file: string, target: string, error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  return new SyncError({
    code: 'source.not-filed',
    kind: 'source',
    message: `„${file}“ lässt sich nicht nach „${target}“ verschieben${codeText(error)}.`,
    hint: 'Der Dienst braucht Schreibrechte im Eingang und in seinen Unterordnern. Verschieben Sie die Datei von Hand, sonst wird sie noch einmal gelesen.',
  });
}
