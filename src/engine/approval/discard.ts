/** A draft that nobody wants to submit: it is put away, and what was delivered with it is deleted in time. */
import { SyncError } from '../../errors.ts';
import type { EnginePorts } from '../ports.ts';
import { runNamed } from '../run-frame.ts';
import { isOpen } from './approval.ts';
import { demandRole } from './decide.ts';
import { pseudonym, type Person } from './person.ts';

/**
 * Throws SyncError `login.role-missing`, `draft.not-yours` (kind permission) where somebody else brought the delivery,
 * and `draft.gone` (kind stale) where the run is no draft any more or its plan was submitted.
 */
export async function discardDraft(id: string, person: Person, ports: EnginePorts): Promise<void> {
  demandRole(person, ports, 'sync-editor');
  const { ledger } = ports;
  const run = await runNamed(id, ports);
  const brought = await ledger.broughtTo(run.id);
  if (brought && brought.by !== person.subject) throw notYours(run.id);
  const approvals = run.planHash === null ? [] : await ledger.approvalsOf(run.planHash);
  if (approvals.some(isOpen) || !(await ledger.discardDraft(run.id, person.subject))) throw gone(run.id);
  ports.log('Sec:Approval', {
    run: run.id,
    job: run.job,
    kind: 'discard',
    subject: pseudonym(person.subject),
  });
}

function notYours(run: string): SyncError {
  return new SyncError({
    code: 'draft.not-yours',
    kind: 'permission',
    message: `Die Lieferung des Laufs ${run} hat jemand anderes gebracht.`,
    hint: 'Verwerfen kann den Entwurf nur, wer die Datei hochgeladen hat. Es wurde nichts geändert.',
  });
}

function gone(run: string): SyncError {
  return new SyncError({
    code: 'draft.gone',
    kind: 'stale',
    message: `Der Lauf ${run} ist kein Entwurf mehr.`,
    hint: 'Sehen Sie sich den Lauf noch einmal an: Er wurde inzwischen vorgelegt oder verworfen.',
  });
}
