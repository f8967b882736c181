/** What went wrong, in the words of the console: the engine's hints name commands, and here are buttons. */
import { SyncError } from '../../errors.ts';

export interface Problem {
  readonly title: string;
  readonly text: string;
  /** For IT. */
  readonly code: string;
}

const OWN: Readonly<Record<string, Omit<Problem, 'code'>>> = {
  'approval.own': {
    title: 'Sie können Ihre eigene Lieferung nicht freigeben.',
    text: 'Bitten Sie eine Kollegin oder einen Kollegen mit der Berechtigung „Freigabe“.',
  },
  'approval.overtaken': {
    title: 'Seit der Vorlage hat sich etwas geändert.',
    text: 'Die Freigabe gilt nicht mehr. Es wurde nichts veröffentlicht. Starten Sie einen neuen Abgleich und sehen Sie sich die neuen Änderungen an.',
  },
  'approval.other-plan': {
    title: 'Sie haben einen anderen Plan gesehen.',
    text: 'Ihre Freigabe gilt nicht. Es wurde nichts veröffentlicht. Sehen Sie sich die Änderungen noch einmal an.',
  },
  'plan.stale': {
    title: 'Seit der Vorschau hat sich KomMonitor geändert.',
    text: 'Ihre Freigabe gilt nicht mehr. Es wurde nichts veröffentlicht. Sehen Sie sich die neue Vorschau an.',
  },
  'approval.decided': {
    title: 'Über diesen Lauf wurde schon entschieden.',
    text: 'Wer wann entschieden hat, steht auf dieser Seite. Ihre Eingabe hat nichts geändert.',
  },
  'approval.used': {
    title: 'Die Freigabe dieses Laufs ist schon verwendet.',
    text: 'Sie gilt nur einmal. Ihre Eingabe hat nichts geändert.',
  },
  'approval.expired': {
    title: 'Die Frist dieses Laufs ist abgelaufen.',
    text: 'Es wurde nichts veröffentlicht. Starten Sie einen neuen Abgleich.',
  },
  'approval.nobody-submitted': {
    title: 'Für diesen Lauf steht noch niemand ein.',
    text: 'Das Programm hat ihn von selbst vorgelegt. Zuerst legt ihn eine Person mit der Berechtigung „Sachbearbeitung“ vor, dann gibt ihn eine andere frei.',
  },
  'approval.submitted': {
    title: 'Der Lauf ist schon vorgelegt.',
    text: 'Eine zweite Person sieht sich die Änderungen an und gibt sie frei.',
  },
  'approval.not-yours': {
    title: 'Diesen Lauf hat jemand anderes vorgelegt.',
    text: 'Zurückziehen kann ihn nur, wer ihn vorgelegt hat. Mit der Berechtigung „Freigabe“ kann man ihn zurückweisen.',
  },
  'approval.nothing-to-do': {
    title: 'Es gibt nichts freizugeben.',
    text: 'Der Plan dieses Laufs ändert in KomMonitor nichts.',
  },
  'drift.none': {
    title: 'Es gibt keine Abweichung mehr, über die zu entscheiden wäre.',
    text: 'Ein anderer Lauf hat die Werte inzwischen geschrieben, oder jemand hat schon entschieden. Ihre Eingabe hat nichts geändert.',
  },
  'drift.looked-again': {
    title: 'Inzwischen wurde noch einmal mit KomMonitor verglichen.',
    text: 'Es wurde nichts entschieden. Sehen Sie sich die Abweichungen noch einmal an und entscheiden Sie dann.',
  },
  'drift.only-restore': {
    title: 'Diese Stellen lassen sich nicht übernehmen.',
    text: 'Von hier aus wurde dort kein Wert veröffentlicht; er kann geheim sein. Stellen Sie unseren Stand wieder her.',
  },
  'target.unreachable': {
    title: 'KomMonitor antwortet gerade nicht.',
    text: 'Versuchen Sie es in einigen Minuten noch einmal. Bleibt es dabei, wenden Sie sich an die IT und nennen Sie die Kennung.',
  },
  'login.refused': {
    title: 'Die Anmeldung hat nicht geklappt.',
    text: 'Prüfen Sie Name und Kennwort. Ein gesperrtes Konto gibt die IT wieder frei.',
  },
  'login.denied': {
    title: 'Die Anmeldung wurde abgebrochen.',
    text: 'Es wurde nichts geändert. Melden Sie sich noch einmal an.',
  },
  'login.lost': {
    title: 'Diese Anmeldung gilt nicht mehr.',
    text: 'Sie hat länger als 10 Minuten gedauert oder wurde in einem anderen Fenster begonnen. Melden Sie sich noch einmal an.',
  },
  'login.no-identity': {
    title: 'KomMonitor hat nicht bestätigt, wer Sie sind.',
    text: 'Melden Sie sich noch einmal an. Bleibt es dabei, wenden Sie sich an die IT und nennen Sie die Kennung.',
  },
  'login.client-refused': {
    title: 'Die Anmeldung von KomMonitor kennt dieses Programm nicht.',
    text: 'Es wurde nichts geändert. Wenden Sie sich an die IT und nennen Sie die Kennung.',
  },
  'login.issuer-insecure': {
    title: 'Die Anmeldung von KomMonitor ist nicht verschlüsselt.',
    text: 'Ihr Kennwort wäre nicht geschützt. Wenden Sie sich an die IT und nennen Sie die Kennung.',
  },
  'login.unreachable': {
    title: 'Die Anmeldung von KomMonitor antwortet gerade nicht.',
    text: 'Es wurde nichts geändert. Versuchen Sie es in einigen Minuten noch einmal.',
  },
  'login.too-often': {
    title: 'Unter diesem Namen wurde zu oft ein falsches Kennwort eingegeben.',
    text: 'Versuchen Sie es in einer Viertelstunde noch einmal.',
  },
};

export function problemOf(error: SyncError): Problem {
  const own = OWN[error.code];
  if (own) return { ...own, code: error.code };
  return {
    title: error.message,
    text: /kmsync|--/.test(error.hint) ? 'Wenden Sie sich an die IT und nennen Sie die Kennung.' : error.hint,
    code: error.code,
  };
}

/** The answer of HTTP for a refusal. */
export function statusOf({ code, kind }: SyncError): 403 | 409 | 413 | 422 | 500 | 502 | 503 {
  if (code === 'upload.too-large') return 413;
  switch (kind) {
    case 'permission':
      return 403;
    case 'stale':
    case 'approval':
    case 'lease':
      return 409;
    case 'usage':
    case 'check':
      return 422;
    case 'source':
    case 'target':
      return 502;
    case 'local':
      return 503;
    case 'configuration':
    case 'compensated':
    case 'incomplete':
    case 'internal':
      return 500;
  }
}
