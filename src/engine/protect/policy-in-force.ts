/** The signed rules a job is released under today. */
import { SyncError } from '../../errors.ts';
import type { Job } from '../../mapping/job.ts';
import type { Policy } from '../../mapping/policy.ts';
import type { TargetIdentity } from '../../sync/target.ts';
import { today, type EnginePorts } from '../ports.ts';

/** Throws SyncError `release.no-policy` (kind permission, exit 7) where there are none, or none yet. */
export function policyInForce(
  { policy: id }: Pick<Job, 'policy'>,
  { catalogue, now }: Pick<EnginePorts, 'catalogue' | 'now'>,
): Policy {
  const policy = catalogue.policies.get(id);
  if (!policy) throw withoutPolicy(`Regeln der Geheimhaltung „${id}“ gibt es nicht.`);
  if (policy.from !== null && policy.from > today(now))
    throw withoutPolicy(`Die Regeln der Geheimhaltung „${id}“ gelten erst ab ${policy.from}.`);
  return policy;
}

/** Throws SyncError `release.refused` (kind permission, exit 7) where nobody answers for the rules and the target is real. */
export function refuseExample(
  { id, example }: Policy,
  { simulator }: Pick<TargetIdentity, 'simulator'>,
): void {
  if (!example || simulator) return;
  throw new SyncError({
    code: 'release.refused',
    kind: 'permission',
    message: `Die Regeln der Geheimhaltung „${id}“ sind ein Beispiel, für das niemand einsteht, und das Ziel ist nicht der Simulator. In KomMonitor wurde nichts geändert.`,
    hint: 'Legen Sie eigene Regeln unter config/policies ab, unterschrieben von der Statistikstelle und ohne „example“.',
  });
}

function withoutPolicy(message: string): SyncError {
  return new SyncError({
    code: 'release.no-policy',
    kind: 'permission',
    message: `${message} Ohne sie wird nichts freigegeben. In KomMonitor wurde nichts geändert.`,
    hint: 'Legen Sie unterschriebene Regeln unter config/policies ab, oder nennen Sie im Auftrag unter „policy“ andere.',
  });
}
