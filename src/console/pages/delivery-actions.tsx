/** Bringing a file in, in one piece or in many, and fetching what a source has now. */
import { parseReferenceDate, type ReferenceDate } from '../../core/reference-date.ts';
import { SyncError } from '../../errors.ts';
import { pseudonym } from '../../engine/approval/person.ts';
import { examineUpload } from '../upload/examine.ts';
import { refuseLong } from '../upload/plain-form.ts';
import type { LaidDown } from '../upload/uploads.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { deliveryPage } from './delivery.tsx';
import { told } from './run-actions.tsx';

export async function bring(visit: Visit) {
  const { house, form, c } = visit;
  const { person } = requireGuest(visit);
  const { desk } = house.app;
  let laid: LaidDown | undefined;
  try {
    refuseLong(visit);
    const place = placeOf(form['quelle'] ?? '');
    const date = dateOf(form['stichtag'] ?? '');
    laid = await laidDown(visit);
    await examineUpload(laid, house.app.config.console.upload.clamd);
    const { name, path } = laid;
    const remark = (form['bemerkung'] ?? '').trim().slice(0, 500);
    const handed = { entry: place.entry, file: { name, path } };
    const run = await desk.bring({ job: place.job, handed, date, remark }, person);
    await house.app.sessions.dropDraft(person.subject, '/lieferungen/neu');
    return c.redirect(told(run, 'gebracht'), 303);
  } catch (error) {
    if (laid) await house.uploads.remove(laid);
    if (!(error instanceof SyncError)) throw error;
    house.app.log('Sec:UploadRefused', { subject: pseudonym(person.subject), code: error.code });
    return deliveryPage(visit, error);
  }
}

/** Sent with this form, or in pieces before it. */
async function laidDown(visit: Visit): Promise<LaidDown> {
  const { house, form, file } = visit;
  const { subject } = requireGuest(visit).person;
  const id = form['uebertragung'] ?? '';
  if (id !== '') {
    const taken = await house.uploads.take(id, subject);
    if (!taken)
      throw mistake(
        'upload.gone',
        'Die Übertragung gibt es nicht mehr.',
        'Laden Sie die Datei noch einmal hoch.',
      );
    return taken;
  }
  if (!file || file.name === '')
    throw mistake('upload.no-file', 'Es ist keine Datei ausgewählt.', 'Wählen Sie eine Datei.');
  return house.uploads.receive(file, subject);
}

function placeOf(text: string): { readonly job: string; readonly entry: number } {
  const [, job = '', entry = ''] = /^([^#]+)#(\d{1,3})$/.exec(text) ?? [];
  if (job === '')
    throw mistake(
      'upload.no-source',
      'Es ist keine Quelle ausgewählt.',
      'Wählen Sie, woher die Datei kommt.',
    );
  return { job, entry: Number(entry) };
}

function dateOf(text: string): ReferenceDate | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const date = parseReferenceDate(trimmed);
  if (date) return date;
  throw mistake(
    'upload.no-date',
    `„${trimmed.slice(0, 20)}“ ist kein Datum.`,
    'Erwartet wird ein Tag wie 31.12.2025.',
  );
}

function mistake(code: string, message: string, hint: string): SyncError {
  return new SyncError({ code, kind: 'usage', message, hint });
}

export async function fetchNow(visit: Visit) {
  const { c, house, form } = visit;
  try {
    const run = await house.app.desk.fetchNow(form['auftrag'] ?? '', requireGuest(visit).sight);
    return c.redirect(told(run, 'abgerufen'), 303);
  } catch (error) {
    if (error instanceof SyncError) return deliveryPage(visit, error);
    throw error;
  }
}

/** The pieces of a file, as the script of the page sends them. */
export function takeChunk(visit: Visit): Promise<Response> {
  return visit.house.uploads.chunk(visit.c.req.raw, requireGuest(visit).person.subject);
}
