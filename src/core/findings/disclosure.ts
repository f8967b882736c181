/** Findings of disclosure control. They name figures and rules, never what a hidden figure comes to. */
import { entries } from './entry.ts';

export const DISCLOSURE_FINDINGS = entries({
  'disclosure.hidden': {
    severity: 'info',
    de: {
      text: 'Zum Schutz einzelner Personen bleiben Werte gesperrt: {found}. Es gelten die Regeln {expected}.',
      hint: 'Warum ein Wert gesperrt ist, sagt „kmsync disclosure explain“.',
    },
    en: {
      text: 'Values stay hidden to protect single persons: {found}. The rules are {expected}.',
      hint: 'Why a value is hidden is told by “kmsync disclosure explain”.',
    },
  },
  'disclosure.too-many-hidden': {
    severity: 'warning',
    de: {
      text: 'Auf dieser Raumebene ist ein großer Teil der Werte gesperrt: {found}.',
      hint: 'Veröffentlichen Sie den Indikator erst ab der nächstgröberen Ebene, für alle Stichtage: {expected}.',
    },
    en: {
      text: 'A large part of the values is hidden on this level: {found}.',
      hint: 'Publish the indicator from the next coarser level on, for all dates: {expected}.',
    },
  },
  'disclosure.not-protectable': {
    severity: 'block',
    de: {
      text: 'Ein Wert lässt sich nicht schützen, auch wenn alles Übrige gesperrt wird: {found}. Er folgt aus: {expected}.',
      hint: 'Es wurde nichts freigegeben. Veröffentlichen Sie den Indikator auf einer gröberen Ebene oder mit weniger Gliederungen, oder ziehen Sie zurück, was ihn verrät.',
    },
    en: {
      text: 'A value cannot be protected even if everything else is hidden: {found}. It follows from: {expected}.',
      hint: 'Nothing was released. Publish the indicator on a coarser level or with fewer breakdowns, or withdraw what gives it away.',
    },
  },
  'disclosure.already-public': {
    severity: 'warning',
    de: {
      text: 'Nach den heutigen Regeln ist gesperrt, was schon zu lesen war: {found}, seit {expected}.',
      hint: 'Der Wert wird jetzt leer veröffentlicht, bekannt bleibt er. Melden Sie den Vorgang der Statistikstelle und der oder dem Datenschutzbeauftragten.',
    },
    en: {
      text: 'The rules of today hide what could be read before: {found}, since {expected}.',
      hint: 'The value is now published empty, but it stays known. Report this to the statistics office and the data protection officer.',
    },
  },
  'disclosure.total-hidden': {
    severity: 'info',
    de: {
      text: 'Damit andere Werte geschützt sind, bleiben hier auch eine Summe oder eine Null gesperrt, die sonst offen wären: {found}.',
      hint: 'Prüfen Sie, ob eine gröbere Gliederung besser taugt.',
    },
    en: {
      text: 'To protect other values a total or a zero is hidden here as well that would be open otherwise: {found}.',
      hint: 'See whether a coarser breakdown serves better.',
    },
  },
  'disclosure.correction-held': {
    severity: 'info',
    de: {
      text: 'Berichtigungen um wenige Fälle werden zurückgehalten, weil sie einzelne Personen erkennen ließen: {found}.',
      hint: 'Zu sehen bleibt der bisherige Wert; der nächste Stichtag zeigt den neuen Stand.',
    },
    en: {
      text: 'Corrections by a few cases are held back because they would let single persons be recognised: {found}.',
      hint: 'The former value stays; the next reference date shows the new state.',
    },
  },
  'disclosure.class-missing': {
    severity: 'warning',
    de: {
      text: 'Für diesen Indikator sagt niemand, wie schutzbedürftig er ist; er gilt als Sozialdatum (Klasse {expected}).',
      hint: 'Tragen Sie in der Datei des Indikators „disclosureClass“ ein.',
    },
    en: {
      text: 'Nobody has said how sensitive this indicator is; it is taken for social data (class {expected}).',
      hint: 'Enter “disclosureClass” in the file of the indicator.',
    },
  },
  'disclosure.former-unknown': {
    severity: 'block',
    de: {
      text: 'Was früher veröffentlicht wurde, kommt heute in keinem Indikator mehr vor und lässt sich nicht mit prüfen: {found}.',
      hint: 'Es wurde nichts freigegeben. Lassen Sie die frühere Festlegung im Verzeichnis der Indikatoren stehen, auch wenn kein Auftrag sie mehr veröffentlicht; eine geänderte Formel bekommt eine neue Kennung.',
    },
    en: {
      text: 'What was published before occurs in no indicator of today and cannot be taken into the proof: {found}.',
      hint: 'Nothing was released. Leave the former definition in the catalogue of indicators, even if no job publishes it; a changed formula gets an id of its own.',
    },
  },
  'disclosure.inhabitants-unknown': {
    severity: 'warning',
    de: {
      text: 'Für diese Ebene kennt niemand die Einwohnerzahl; Werte, die eine Mindestzahl verlangen, bleiben gesperrt.',
      hint: 'Nennen Sie unter „population“ in den Regeln der Geheimhaltung einen Datenbestand, der geliefert wird: {expected}.',
    },
    en: {
      text: 'Nobody knows the number of inhabitants on this level; values that demand a minimum stay hidden.',
      hint: 'Name a dataset that is delivered under “population” in the policy: {expected}.',
    },
  },
});
