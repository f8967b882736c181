/** Opens a file that a person brings once more for looking only: nothing is delivered and nothing of it stays on disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { SyncError } from '../../errors.ts';
import { pseudonym } from '../../engine/approval/person.ts';
import type { LookableFile } from '../../engine/desk/look-desk.ts';
import type { NearRow } from '../../engine/look/look.ts';
import { examineUpload } from '../upload/examine.ts';
import { refuseLong } from '../upload/plain-form.ts';
import type { LaidDown } from '../upload/uploads.ts';
import { requireGuest, type Visit } from '../visit.ts';
import type { Look } from './looks.ts';

export interface LookWish {
  /** Id of the run, or of the job where there is no run: with it the look is found again. */
  readonly of: string;
  /** Of a run: the files it has read, one of which it has to be. Of a job: what is known of the one to come. */
  readonly lookable: (sha256: string) => Promise<LookableFile | undefined>;
  /** Rows that are kept beside the first ones. */
  readonly near: (file: string) => Promise<readonly NearRow[]>;
}

/** Files that are opened at the same time, by all people together: each takes a process. */
const MOST_AT_ONCE = 2;
let opening = 0;

/**
 * Reads the file of the form of this visit. Throws SyncError: of the upload (`upload.…`), of what reads it (`LookInto`),
 * `look.other-file`, `look.persons` (kind check), `look.busy` (kind lease).
 */
export async function takeLook(visit: Visit, { of, lookable, near }: LookWish): Promise<Look> {
  const { house, file: sent } = visit;
  const { person, session } = requireGuest(visit);
  let laid: LaidDown | undefined;
  try {
    refuseLong(visit);
    if (!sent || sent.name === '') throw noFile();
    laid = await house.uploads.receive(sent, person.subject);
    await examineUpload(laid, house.app.config.console.upload.clamd);
    const sha256 = await sha256Of(laid.path);
    const found = await lookable(sha256);
    if (!found) throw otherFile();
    if (found.ofPersons) throw ofPersons();
    const { file, options } = found;
    const question = { file, path: laid.path, bytes: laid.bytes, sha256, options, near: await near(file) };
    const [sheets, labelled] = await inTurn(async () => [
      await house.app.lookInto(question),
      await house.app.desk.labelled(found.profile, question),
    ]);
    return house.looks.put(session.id, of, { file, sha256, sheets, labelled });
  } catch (error) {
    if (error instanceof SyncError)
      house.app.log('Sec:UploadRefused', { subject: pseudonym(person.subject), code: error.code });
    throw error;
  } finally {
    if (laid) await house.uploads.remove(laid);
  }
}

async function inTurn<const Result>(work: () => Promise<Result>): Promise<Result> {
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

/** The wish for a file that a run has read. */
export function ofRun({ house }: Visit, run: string): LookWish {
  const { desk } = house.app;
  return {
    of: run,
    lookable: async (sha256) => (await desk.lookable(run)).find((each) => each.sha256 === sha256),
    near: (file) => desk.rowsWithFindings(run, file),
  };
}
