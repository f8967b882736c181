/** What is said to whoever wants to do something about an approval that it does not allow. */
import { appointmentText } from '../../core/berlin-clock.ts';
import { SyncError } from '../../errors.ts';
import type { Approval, Decision } from './approval.ts';

export function ownRun(run: string): SyncError {
  return new SyncError({
    code: 'approval.own',
    kind: 'permission',
    message: `Sie können nicht selbst entscheiden: Den Lauf ${run} haben Sie vorgelegt oder geliefert.`,
    hint: 'Bitten Sie eine Kollegin oder einen Kollegen mit der Berechtigung „Freigabe“. Zurückziehen können Sie ihn mit „kmsync cancel“.',
  });
}

export function waiting({ run, submittedBy }: Pick<Approval, 'run' | 'submittedBy'>): SyncError {
  if (submittedBy === null) return nobodySubmitted({ run });
  return new SyncError({
    code: 'approval.waiting',
    kind: 'approval',
    message: `Der Lauf ${run} wartet auf Freigabe. Es wurde nichts veröffentlicht.`,
    hint: `Eine zweite Person sieht die Änderungen an und gibt frei: „kmsync approve ${run}“.`,
  });
}

export function nobodySubmitted({ run }: Pick<Approval, 'run'>): SyncError {
  return new SyncError({
    code: 'approval.nobody-submitted',
    kind: 'approval',
    message: `Für den Lauf ${run} steht noch niemand ein: Das Programm hat ihn von selbst vorgelegt. Es wurde nichts veröffentlicht.`,
    hint: `Eine Person legt ihn vor („kmsync submit ${run}“), eine andere gibt ihn frei („kmsync approve ${run}“).`,
  });
}

export function submittedAlready({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.submitted',
    kind: 'usage',
    message: `Der Lauf ${run} ist schon vorgelegt.`,
    hint: `Eine zweite Person sieht die Änderungen an und gibt frei: „kmsync approve ${run}“.`,
  });
}

const DECIDED: Readonly<Record<Decision, string>> = {
  approved: 'freigegeben',
  rejected: 'zurückgewiesen',
  withdrawn: 'zurückgezogen',
  expired: 'abgelaufen',
  overtaken: 'überholt',
};

export function decided({ run, decision }: Approval): SyncError {
  return new SyncError({
    code: 'approval.decided',
    kind: 'stale',
    message: `Der Lauf ${run} ist schon ${DECIDED[decision ?? 'expired']}. Es wurde nichts veröffentlicht.`,
    hint: decision === 'approved' ? `Ausführen: „kmsync apply ${run}“.` : NEW_PLAN,
  });
}

export function used({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.used',
    kind: 'stale',
    message: `Die Freigabe des Laufs ${run} ist schon verwendet; sie gilt nur einmal. Es wurde nichts veröffentlicht.`,
    hint: `„kmsync runs ${run}“ zeigt, was aus ihm wurde. Wurde er unterbrochen, setzt ihn „kmsync resume ${run}“ fort.`,
  });
}

export function expired({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.expired',
    kind: 'stale',
    message: `Die Frist des Laufs ${run} ist abgelaufen. Es wurde nichts veröffentlicht.`,
    hint: NEW_PLAN,
  });
}

export function notYours({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.not-yours',
    kind: 'permission',
    message: `Den Lauf ${run} hat jemand anderes vorgelegt.`,
    hint: 'Zurückziehen kann ihn nur, wer ihn vorgelegt hat. Mit der Berechtigung „Freigabe“ können Sie ihn zurückweisen.',
  });
}

export function withoutReason(): SyncError {
  return new SyncError({
    code: 'approval.no-reason',
    kind: 'usage',
    message: 'Zum Zurückweisen fehlt die Begründung.',
    hint: 'Nennen Sie in „--reason“ in einem Satz, was nicht stimmt, ohne Namen von Personen.',
  });
}

export function notYet({ run, notBefore }: Approval): SyncError {
  const when = appointmentText(notBefore ?? '');
  return new SyncError({
    code: 'approval.not-yet',
    kind: 'approval',
    message: `Der Lauf ${run} ist für den ${when} freigegeben. Bis dahin wird nichts veröffentlicht.`,
    hint: 'Zu diesem Zeitpunkt veröffentlicht ihn das Programm von selbst. Wer ihn vorgelegt hat, kann ihn bis dahin zurückziehen.',
  });
}

export function momentPast(notBefore: string): SyncError {
  return new SyncError({
    code: 'approval.time-past',
    kind: 'usage',
    message: `Der Zeitpunkt ${appointmentText(notBefore)} ist schon vorbei. Es wurde nichts freigegeben.`,
    hint: 'Wählen Sie einen späteren Zeitpunkt, oder keinen: Dann wird sofort veröffentlicht.',
  });
}

export function tooLate(notBefore: string, expiresAt: string): SyncError {
  return new SyncError({
    code: 'approval.too-late',
    kind: 'usage',
    message: `Der Zeitpunkt ${appointmentText(notBefore)} liegt nach der Frist dieses Laufs. Es wurde nichts freigegeben.`,
    hint: `Der Lauf verfällt am ${appointmentText(expiresAt)}. Wählen Sie einen früheren Zeitpunkt.`,
  });
}

const NEW_PLAN = 'Erstellen Sie einen neuen Plan und legen Sie ihn vor.';
