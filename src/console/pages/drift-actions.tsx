/** What people decide about values that somebody has changed in KomMonitor by hand. */
import { SyncError } from '../../errors.ts';
import { isProved } from '../../engine/session/session.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { indicatorPage } from './indicator.tsx';
import { draftPath } from './indicator-drift.tsx';
import { indicatorPath } from './indicators.tsx';
import { told } from './run-actions.tsx';

function questionOf(visit: Visit) {
  return { id: parameter(visit, 'id'), seen: visit.form['stand'] ?? '' };
}

export async function restorePublished(visit: Visit) {
  const { person, sight } = requireGuest(visit);
  return decided(visit, async () =>
    told(await visit.house.app.desk.restorePublished(questionOf(visit), person, sight), 'wiederhergestellt'),
  );
}

/** Like an approval: whoever decides has shown lately who they are. */
export async function acceptDrift(visit: Visit) {
  const { person, session, sight } = requireGuest(visit);
  const { app } = visit.house;
  const path = indicatorPath(parameter(visit, 'id'));
  if (!isProved(session, app.now())) {
    await app.sessions.keepDraft({ subject: session.subject, path: draftPath(visit), fields: visit.form });
    return visit.c.redirect(`/bestaetigen?weiter=${encodeURIComponent(path)}`, 303);
  }
  return decided(visit, async () => {
    const reason = visit.form['grund'] ?? '';
    await app.desk.acceptDrift({ ...questionOf(visit), reason }, person, sight);
    await app.sessions.dropDraft(session.subject, draftPath(visit));
    return `${path}?meldung=uebernommen`;
  });
}

/** Answers the address to go on with; a refusal is shown on the page of the indicator. */
async function decided(visit: Visit, act: () => Promise<string>) {
  try {
    return visit.c.redirect(await act(), 303);
  } catch (error) {
    if (error instanceof SyncError) return indicatorPage(visit, error);
    throw error;
  }
}
