/** Opens a file that a person brings once more for looking only: nothing is delivered and nothing of it stays on disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { SyncError } from '../../errors.ts';
import { pseudonym } from '../../engine/approval/person.ts';
import type { NearRow, RawOptions } from '../../engine/look/look.ts';
import { examineUpload } from '../upload/examine.ts';
import { refuseLong } from '../upload/plain-form.ts';
import type { LaidDown } from '../upload/uploads.ts';
import { requireGuest, type Visit } from '../visit.ts';
import type { Look } from './looks.ts';

/** A file that may be looked at. */
export interface Lookable {
  readonly file: string;
  readonly sha256: string;
  /** Angaben zu Personen: known, and never opened. */
  readonly ofPersons: boolean;
  readonly options: RawOptions;
  readonly near: readonly NearRow[];
}

export interface LookWish {
  /** Id of the run, or of the job where there is no run: with it the look is found again. */
  readonly of: string;
  /** Finds the file by its sha256, among those that a run has read. Undefined: it is another one. */
  readonly known: (sha256: string) => Lookable | undefined;
}

/** Files that are opened at the same time, by all people together: each takes a process. */
const MOST_AT_ONCE = 2;
let opening = 0;

/**
 * Reads the file of the form of this visit. Throws SyncError: of the upload (`upload.…`), of what reads it (`LookInto`),
 * `look.other-file`, `look.persons` (kind check), `look.busy` (kind lease).
 */
export async function takeLook(visit: Visit, { of, known }: LookWish): Promise<Look> {
  const { house, file: sent } = visit;
  const { person, session } = requireGuest(visit);
  let laid: LaidDown | undefined;
  try {
    refuseLong(visit);
    if (!sent || sent.name === '') throw noFile();
    laid = await house.uploads.receive(sent, person.subject);
    await examineUpload(laid, house.app.config.console.upload.clamd);
    const sha256 = await sha256Of(laid.path);
    const lookable = known(sha256);
    if (!lookable) throw otherFile();
    if (lookable.ofPersons) throw ofPersons();
    const { file, options, near } = lookable;
    const { path, bytes } = laid;
    const sheets = await inTurn(() => house.app.lookInto({ file, path, bytes, sha256, options, near }));
    return house.looks.put(session.id, of, { file, sha256, sheets });
  } catch (error) {
    if (error instanceof SyncError)
      house.app.log('Sec:UploadRefused', { subject: pseudonym(person.subject), code: error.code });
    throw error;
  } finally {
    if (laid) await house.uploads.remove(laid);
  }
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (opening >= MOST_AT_ONCE) throw busy();
  opening += 1;
  try {
    return await work();
  } finally {
    opening -= 1;
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

function noFile(): SyncError {
  return new SyncError({
    code: 'upload.no-file',
    kind: 'usage',
    message: 'Es ist keine Datei ausgewählt.',
    hint: 'Wählen Sie die Datei, die Sie geliefert haben.',
  });
}

function otherFile(): SyncError {
  return new SyncError({
    code: 'look.other-file',
    kind: 'check',
    message: 'Das ist nicht die Datei dieses Laufs.',
    hint: 'Erwartet wird die Datei, die geprüft wurde, ohne jede Änderung. Wurde sie inzwischen geöffnet und gespeichert, ist sie eine andere. Wählen Sie die ursprüngliche Datei. Die gewählte Datei wurde wieder gelöscht.',
  });
}

function ofPersons(): SyncError {
  return new SyncError({
    code: 'look.persons',
    kind: 'check',
    message: 'Die Datei enthält Angaben zu einzelnen Personen und wird hier nicht gezeigt.',
    hint: 'Sie wurde wieder gelöscht. Sehen Sie die Zeile dort an, wo die Datei herkommt.',
  });
}

function busy(): SyncError {
  return new SyncError({
    code: 'look.busy',
    kind: 'lease',
    message: 'Gerade werden schon andere Dateien geöffnet.',
    hint: 'Versuchen Sie es in einer Minute noch einmal.',
  });
}
