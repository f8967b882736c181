/** A person brings a delivery: whether they may, and the run that it begins. */
import { SyncError } from '../../errors.ts';
import { demandRole } from '../approval/decide.ts';
import type { Person } from '../approval/person.ts';
import { sees, sightOf } from '../approval/sight.ts';
import type { RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import type { HandDelivery } from './by-hand.ts';

/**
 * Begins the run of a delivery. Throws SyncError `login.role-missing` (kind permission) and `delivery.no-entry` (kind
 * usage) where the job has no such entry.
 */
export async function beginHandRun(
  { job: id, handed, remark }: HandDelivery,
  person: Person,
  ports: EnginePorts,
): Promise<RunRecord> {
  demandRole(person, ports, 'sync-editor');
  const { jobs } = ports.catalogue;
  const job = sees(sightOf(person, jobs.values()), id) ? jobs.get(id) : undefined;
  if (job?.intake[handed.entry] === undefined)
    throw new SyncError({
      code: 'delivery.no-entry',
      kind: 'usage',
      message: 'Diese Quelle gibt es nicht.',
      hint: 'Wählen Sie eine Quelle aus der Liste.',
    });
  return ports.ledger.startRun({ job: id, kind: 'sync', brought: { by: person.subject, remark } });
}
