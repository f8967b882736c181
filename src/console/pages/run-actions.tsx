/** What people do about a run on its page. Each ends on the page again, so that a reload repeats nothing. */
import { SyncError } from '../../errors.ts';
import { parameter, type Visit } from '../visit.ts';
import { runPage } from './run.tsx';

const CANCELLED = {
  cancelled: 'abgebrochen',
  asked: 'wird-abgebrochen',
  writing: 'schreibt',
  elsewhere: 'anderswo',
} as const;

export async function cancelRun(visit: Visit) {
  const run = parameter(visit, 'id');
  return visit.c.redirect(told(run, CANCELLED[await visit.house.app.desk.cancel(run)]), 303);
}

export async function goOnWithRun(visit: Visit) {
  const run = parameter(visit, 'id');
  try {
    await visit.house.app.desk.goOn(run);
    return visit.c.redirect(told(run, 'fortgesetzt'), 303);
  } catch (error) {
    if (error instanceof SyncError && error.code !== 'run.unknown') return runPage(visit, error);
    throw error;
  }
}

/** Address of the run's page with the sentence that says what was done. */
export function told(run: string, message: string): string {
  return `/laeufe/${run}?meldung=${message}`;
}
