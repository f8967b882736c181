/** What is said about a run that waits for people. */
import { isUsable } from '../engine/approval/gate.ts';
import type { Approval } from '../engine/approval/approval.ts';
import { instantText } from './format.ts';

export function waitingText(approval: Approval): string {
  const { run, submittedBy, submittedAt, expiresAt } = approval;
  const until = `verfällt am ${instantText(expiresAt)}`;
  if (isUsable(approval)) return `freigegeben, ${until}: kmsync apply ${run}`;
  const since = `wartet auf Freigabe seit ${instantText(submittedAt)}, ${until}`;
  return submittedBy === null
    ? `${since}: erst kmsync submit ${run}, dann kmsync approve ${run}`
    : `${since}: kmsync approve ${run}`;
}

export function approvalJson({ run, planHash, expiresAt }: Approval, state: string) {
  return { run, plan: planHash, state, expiresAt };
}
