/** A person puts their name under the limits in which a schedule may publish by itself. */
import { SyncError } from '../../errors.ts';
import type { Job } from '../../mapping/job.ts';
import type { UnattendedLimits } from '../../mapping/schedule.ts';
import type { EnginePorts } from '../ports.ts';
import type { Permit } from './approval-book.ts';
import { denied, demandRole } from './decide.ts';
import { pseudonym, type Person } from './person.ts';
import { limitsOf, permitId } from './permit.ts';

export interface PermitQuestion {
  readonly job: Job;
  /** Address of KomMonitor; another one is another permit. */
  readonly target: string;
}

export interface PermitState {
  readonly id: string;
  readonly limits: UnattendedLimits;
  /** Undefined: nobody has put a name under this text. */
  readonly permit: Permit | undefined;
}

/** Throws SyncError `permit.no-limits` (kind usage) where the job names none. */
export async function permitState(
  { job, target }: PermitQuestion,
  { ledger }: Pick<EnginePorts, 'ledger'>,
): Promise<PermitState> {
  const limits = limitsOf(job);
  const id = permitId(job, target);
  if (!limits || id === undefined)
    throw new SyncError({
      code: 'permit.no-limits',
      kind: 'usage',
      message: `Der Auftrag ${job.id} nennt keine Grenzen, in denen er ohne Freigabe veröffentlichen soll.`,
      hint: 'Tragen Sie im Auftrag unter „schedule“ „unattended: { largestChange: … }“ ein.',
    });
  return { id, limits, permit: await ledger.permit(id) };
}

/** Whoever proposes may hold any of the roles; the second name has to be of somebody who may approve. */
export async function signPermit(
  question: PermitQuestion,
  person: Person,
  ports: EnginePorts,
): Promise<Permit> {
  const { id, permit } = await permitState(question, ports);
  if (permit) demandRole(person, ports, 'sync-approver');
  else demandRole(person, ports, 'sync-editor', 'sync-operator', 'sync-approver');
  const { job } = question;
  try {
    const signed = await ports.ledger.signPermit({ id, job: job.id }, person.subject);
    ports.log('Sec:Approval', { job: job.id, kind: 'permit', subject: pseudonym(person.subject) });
    return signed;
  } catch (error) {
    if (error instanceof SyncError && error.kind === 'permission') denied(error.code, person, ports);
    throw error;
  }
}
