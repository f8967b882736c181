/** Submitting, deciding and withdrawing. The rules are the engine's; a refusal is shown on the page it came from. */
import { SyncError } from '../../errors.ts';
import { appointment } from '../../engine/approval/appointment.ts';
import { isProved } from '../../engine/session/session.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { approvalPage } from './approval.tsx';
import { told } from './run-actions.tsx';

/** Answers the run to go on with, where it is another one. */
type Act = (run: string) => Promise<unknown>;

export function submitRun(visit: Visit) {
  const { person } = requireGuest(visit);
  return done(visit, 'vorgelegt', async (run) => (await visit.house.app.desk.submit(run, person)).run);
}

export function approve(visit: Visit) {
  const { person } = requireGuest(visit);
  const { plan: shown = '', zeitpunkt: moment = '' } = visit.form;
  return proved(visit, moment === '' ? 'freigegeben' : 'freigegeben-spaeter', (run) => {
    const notBefore = moment === '' ? undefined : appointment(moment);
    return visit.house.app.desk.approve({ run, shown, notBefore }, person);
  });
}

export function reject(visit: Visit) {
  const { person } = requireGuest(visit);
  const reason = visit.form['grund'] ?? '';
  return proved(visit, 'zurueckgewiesen', (run) => visit.house.app.desk.reject({ run, reason }, person));
}

export function withdraw(visit: Visit) {
  const { person } = requireGuest(visit);
  return done(visit, 'zurueckgezogen', (run) => visit.house.app.desk.withdraw(run, person));
}

export function discard(visit: Visit) {
  const { person } = requireGuest(visit);
  return done(visit, 'verworfen', (run) => visit.house.app.desk.discard(run, person));
}

/** Whoever decides has shown lately who they are; what they typed is there again afterwards. */
async function proved(visit: Visit, message: string, act: Act) {
  const { session } = requireGuest(visit);
  const { app } = visit.house;
  if (isProved(session, app.now())) return done(visit, message, act);
  const path = `/laeufe/${parameter(visit, 'id')}/freigabe`;
  await app.sessions.keepDraft({ subject: session.subject, path, fields: visit.form });
  return visit.c.redirect(`/bestaetigen?weiter=${encodeURIComponent(path)}`, 303);
}

async function done(visit: Visit, message: string, act: Act) {
  const run = parameter(visit, 'id');
  const { session } = requireGuest(visit);
  const { app } = visit.house;
  let next: unknown;
  try {
    next = await act(run);
  } catch (error) {
    if (error instanceof SyncError && error.code !== 'run.unknown') return approvalPage(visit, error);
    throw error;
  }
  await app.sessions.dropDraft(session.subject, `/laeufe/${run}/freigabe`);
  return visit.c.redirect(told(typeof next === 'string' ? next : run, message), 303);
}
