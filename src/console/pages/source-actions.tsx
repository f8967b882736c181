/** What is done on the page of a source. Each ends on the page again, so that a reload repeats nothing. */
import { SyncError } from '../../errors.ts';
import { isProved } from '../../engine/session/session.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { sourcePage } from './source.tsx';

export function pauseSource(visit: Visit) {
  const { person } = requireGuest(visit);
  const reason = visit.form['grund'] ?? '';
  return done(visit, 'angehalten', (job) => visit.house.app.desk.pauseSchedule({ job, reason }, person));
}

export function resumeSource(visit: Visit) {
  const { person } = requireGuest(visit);
  return done(visit, 'fortgesetzt', (job) => visit.house.app.desk.resumeSchedule(job, person));
}

export function testSource(visit: Visit) {
  return done(visit, 'getestet', (job) => visit.house.app.desk.testSource(job));
}

/** Like a decision: whoever puts their name under it has shown lately who they are. */
export async function permitSource(visit: Visit) {
  const { person, session } = requireGuest(visit);
  const { app } = visit.house;
  const job = parameter(visit, 'id');
  if (!isProved(session, app.now()))
    return visit.c.redirect(`/bestaetigen?weiter=${encodeURIComponent(`/quellen/${job}`)}`, 303);
  return done(visit, 'zugestimmt', () => app.desk.signPermit(job, person));
}

async function done(visit: Visit, message: string, act: (job: string) => Promise<unknown>) {
  const job = parameter(visit, 'id');
  const { app } = visit.house;
  try {
    await act(job);
  } catch (error) {
    if (error instanceof SyncError && error.code !== 'job.unknown') return sourcePage(visit, error);
    throw error;
  }
  await app.sessions.dropDraft(requireGuest(visit).session.subject, `/quellen/${job}`);
  return visit.c.redirect(`/quellen/${job}?meldung=${message}`, 303);
}
