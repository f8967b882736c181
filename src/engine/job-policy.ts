/** Which rules a job is released under, also where its file is gone and only its plans are left. */
import { DEFAULT_POLICY } from '../mapping/policy.ts';
import type { Job } from '../mapping/job.ts';
import type { EnginePorts } from './ports.ts';

export function jobPolicy(job: string, { catalogue }: Pick<EnginePorts, 'catalogue'>): Pick<Job, 'policy'> {
  return { policy: catalogue.jobs.get(job)?.policy ?? DEFAULT_POLICY };
}
