/** Permits of schedules: what exactly two people agree to. Pure. */
import { contentHash } from '../../core/hash.ts';
import { SyncError } from '../../errors.ts';
import type { Job } from '../../mapping/job.ts';
import type { UnattendedLimits } from '../../mapping/schedule.ts';
import type { Permit } from './approval-book.ts';

/** Hash of job, target and limits. Whoever changes one of them needs another permit. */
export function permitId(job: Job, target: string): string | undefined {
  const limits = limitsOf(job);
  return limits && contentHash({ job: job.id, target, limits });
}

export function limitsOf(job: Job): UnattendedLimits | undefined {
  return job.schedule?.unattended ?? undefined;
}

/**
 * The permit with one more name under it. Throws SyncError `permit.own` (kind permission) where it is the same name
 * twice, `permit.given` (kind usage) where there are two already.
 */
export function permitOf(
  before: Permit | undefined,
  {
    id,
    job,
    by,
    at,
  }: { readonly id: string; readonly job: string; readonly by: string; readonly at: string },
): Permit {
  if (!before) return { id, job, proposedBy: by, proposedAt: at, approvedBy: null, approvedAt: null };
  if (before.approvedBy !== null)
    throw new SyncError({
      code: 'permit.given',
      kind: 'usage',
      message: `Diese Grenzen des Auftrags ${job} sind schon freigegeben.`,
      hint: 'Nichts weiter zu tun. Geänderte Grenzen brauchen wieder zwei Personen.',
    });
  if (before.proposedBy === by)
    throw new SyncError({
      code: 'permit.own',
      kind: 'permission',
      message: 'Sie können nicht selbst freigeben: Diese Grenzen haben Sie vorgeschlagen.',
      hint: 'Bitten Sie eine Kollegin oder einen Kollegen mit der Berechtigung „Freigabe“.',
    });
  return { ...before, approvedBy: by, approvedAt: at };
}
