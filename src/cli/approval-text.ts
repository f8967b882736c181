/** What is said about a run that waits for people. */
import { isUsable } from '../engine/approval/gate.ts';
import { appointmentText } from '../core/berlin-clock.ts';
import type { Approval } from '../engine/approval/approval.ts';
import { instantText } from './format.ts';

export function waitingText(approval: Approval): string {
  const { run, submittedBy, submittedAt, expiresAt, notBefore } = approval;
  const until = `verfällt am ${instantText(expiresAt)}`;
  if (isUsable(approval) && notBefore !== null)
    return `freigegeben für den ${appointmentText(notBefore)}, ${until}: Läuft „kmsync serve“, wird er dann ausgeführt; sonst ab dann: kmsync apply ${run}`;
  if (isUsable(approval)) return `freigegeben, ${until}: kmsync apply ${run}`;
  const since = `wartet auf Freigabe seit ${instantText(submittedAt)}, ${until}`;
  return submittedBy === null
    ? `${since}: erst kmsync submit ${run}, dann kmsync approve ${run}`
    : `${since}: kmsync approve ${run}`;
}

/** What happens next, to whoever has just approved. */
export function givenText({ run, notBefore }: Approval): string {
  return notBefore === null
    ? `Freigegeben. Läuft „kmsync serve“, wird er in wenigen Minuten ausgeführt; sonst: kmsync apply ${run}`
    : `Freigegeben für den ${appointmentText(notBefore)}. Läuft „kmsync serve“, wird er dann ausgeführt; sonst ab dann: kmsync apply ${run}`;
}

export function approvalJson({ run, planHash, expiresAt, notBefore }: Approval, state: string) {
  return { run, plan: planHash, state, expiresAt, ...(notBefore === null ? {} : { notBefore }) };
}
