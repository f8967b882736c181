/** Findings about what the figures say: completeness, control sums, repetition. */
import { entries } from './entry.ts';

export const STATISTICS_FINDINGS = entries({
  'statistics.nothing-delivered': {
    severity: 'block',
    de: {
      text: 'Die Lieferung enthält keine einzige verwertbare Angabe.',
      hint: 'Prüfen Sie, ob es die richtige Datei ist, und lassen Sie sie neu ausgeben.',
    },
    en: {
      text: 'The delivery holds not one usable figure.',
      hint: 'Check that it is the right file and have it exported again.',
    },
  },
  'statistics.no-delivery': {
    severity: 'warning',
    de: {
      text: 'Zum Profil „{found}“ liegt keine Lieferung da. Es gelten die früher übernommenen Angaben, die neuesten vom {expected}.',
      hint: 'Nichts zu tun, wenn Sie keine neue Lieferung erwarten. Sonst prüfen Sie den Lieferordner und „files“ im Auftrag.',
    },
    en: {
      text: 'There is no delivery for the profile “{found}”. The figures taken in before hold, the newest of {expected}.',
      hint: 'Nothing to do if you expect no new delivery. Otherwise check the deliveries folder and files in the job.',
    },
  },
  'statistics.area-missing': {
    severity: 'error',
    de: {
      text: 'Es fehlen Raumeinheiten: {found}. Erwartet: {expected}.',
      hint: 'Lassen Sie die Datei vollständig neu ausgeben. Eine fehlende Raumeinheit wird nicht als null gelesen.',
    },
    en: {
      text: 'Areas are missing: {found}. Expected: {expected}.',
      hint: 'Have the complete file exported again. A missing area is not read as zero.',
    },
  },
  'statistics.area-not-valid': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} gab es an diesem Stichtag nicht.',
      hint: 'Prüfen Sie den Gebietsstand der Lieferung und die Gültigkeit der Raumebene.',
    },
    en: {
      text: 'The area {found} did not exist on this reference date.',
      hint: 'Check the territorial status of the delivery and the validity of the level.',
    },
  },
  'statistics.combination-missing': {
    severity: 'error',
    de: {
      text: 'Zu {found} fehlen Angaben, die andere Raumeinheiten haben ({expected}).',
      hint: 'Lassen Sie die Datei vollständig ausgeben oder legen Sie im Profil unter „absent“ fest, was das Fehlen bedeutet.',
    },
    en: {
      text: '{found} lacks figures that other areas have ({expected}).',
      hint: 'Have the complete file exported, or say in the profile under "absent" what absence means.',
    },
  },
  'statistics.control-sum': {
    severity: 'error',
    de: {
      text: 'Die Summe in der Datei ist {expected}, die Teile ergeben {found}.',
      hint: 'Klären Sie den Unterschied mit der liefernden Stelle: Entweder fehlt ein Teil, oder die Summe ist falsch.',
    },
    en: {
      text: 'The total in the file is {expected}, the parts add up to {found}.',
      hint: 'Clarify with the source: a part is missing or the total is wrong.',
    },
  },
  'statistics.control-sum-unchecked': {
    severity: 'info',
    de: {
      text: 'Eine Summe konnte nicht geprüft werden, weil ein Teil keinen Wert hat ({found}).',
      hint: 'Nichts zu tun, wenn die Geheimhaltung der Quelle der Grund ist.',
    },
    en: {
      text: 'A total could not be checked because a part has no value ({found}).',
      hint: 'Nothing to do where the disclosure control of the source is the reason.',
    },
  },
  'statistics.levels-disagree': {
    severity: 'warning',
    de: {
      text: 'Die gelieferte Angabe {expected} stimmt nicht mit der Summe der feineren Ebene überein ({found}).',
      hint: 'Klären Sie den Unterschied mit der Quelle. Veröffentlicht wird auf jeder Ebene die gelieferte Angabe.',
    },
    en: {
      text: 'The delivered figure {expected} differs from the sum of the finer level ({found}).',
      hint: 'Clarify the difference with the source. On each level the delivered figure is published.',
    },
  },
  'statistics.code-vanished': {
    severity: 'error',
    de: {
      text: 'In keiner Raumeinheit kommt der Code {found} vor. Bekannt sind vom {expected}.',
      hint: 'Lassen Sie die Datei vollständig neu ausgeben. Gibt es den Code nicht mehr, beenden Sie ihn in der Codeliste („editions“ mit „validTo“).',
    },
    en: {
      text: 'The code {found} occurs in no area. Known from {expected}.',
      hint: 'Have the complete file exported again. If the code no longer exists, end it in the code list (editions with validTo).',
    },
  },
  'statistics.part-delivered-twice': {
    severity: 'error',
    de: {
      text: 'Zwei Dateien, die Teile einer Lieferung sein sollen, enthalten dasselbe ({found}); die andere ist {expected}.',
      hint: 'Lassen Sie nur die gültige Datei im Lieferordner: Zusammengezählt wären die Zahlen doppelt.',
    },
    en: {
      text: 'Two files that are to be parts of one delivery hold the same ({found}); the other one is {expected}.',
      hint: 'Leave only the valid file in the deliveries folder: added up the figures would count double.',
    },
  },
  'statistics.date-delivered-twice': {
    severity: 'error',
    de: {
      text: 'Zum Stichtag {found} liegen zwei Dateien mit Angaben derselben Raumebene; die andere ist {expected}.',
      hint: 'Lassen Sie nur die gültige Datei im Lieferordner. Welche gilt, entscheidet das Programm nicht.',
    },
    en: {
      text: 'Two files hold figures of the same level for {found}; the other one is {expected}.',
      hint: 'Leave only the valid file in the deliveries folder. The program does not decide which one holds.',
    },
  },
  'statistics.same-as-other-date': {
    severity: 'block',
    de: {
      text: 'Alle Angaben zum Stichtag {found} sind gleich denen zum Stichtag {expected}.',
      hint: 'Vermutlich wurde die alte Datei noch einmal geliefert. Fordern Sie die Datei zum richtigen Stichtag an.',
    },
    en: {
      text: 'All figures of reference date {found} equal those of {expected}.',
      hint: 'Probably the old file was delivered again. Ask for the file of the right reference date.',
    },
  },
  'statistics.percent-scale': {
    severity: 'error',
    de: {
      text: 'Die Anteile sind hundertmal größer oder kleiner geschrieben als beim letzten Mal: {found}, zuvor {expected}.',
      hint: 'Klären Sie, ob 0,123 für 12,3 % steht, und lassen Sie die Werte so liefern wie bisher. Hat die Quelle ihre Schreibweise geändert, passen Sie das Profil an.',
    },
    en: {
      text: 'The shares are written a hundred times larger or smaller than last time: {found}, before {expected}.',
      hint: 'Clarify whether 0.123 stands for 12.3 % and have the values delivered as before. If the source has changed its way of writing, adapt the profile.',
    },
  },
  'statistics.residual': {
    severity: 'info',
    de: {
      text: 'Ohne Zuordnung zu einer Raumeinheit: {found}.',
      hint: 'Diese Angaben zählen nur in der größten Raumebene mit.',
    },
    en: {
      text: 'Assigned to no area: {found}.',
      hint: 'These figures count in the largest level only.',
    },
  },
  'statistics.no-dates': {
    severity: 'warning',
    de: {
      text: 'Zu diesem Indikator gibt es keinen Stichtag. Er wird nicht veröffentlicht.',
      hint: 'Prüfen Sie, ob alle Datenbestände geliefert sind, aus denen er berechnet wird.',
    },
    en: {
      text: 'There is no reference date for this indicator. It is not published.',
      hint: 'Check that all datasets it is computed from have been delivered.',
    },
  },
  'statistics.values-missing': {
    severity: 'warning',
    de: {
      text: '{found} von {expected} Werten fehlen, weil die Lieferung nichts dazu sagt. Sie werden als „kein Wert“ veröffentlicht.',
      hint: 'Prüfen Sie, ob die Codes in der Formel des Indikators in der Lieferung vorkommen.',
    },
    en: {
      text: '{found} of {expected} values are missing because the delivery says nothing about them. They are published as "no value".',
      hint: 'Check that the codes in the indicator’s formula occur in the delivery.',
    },
  },
});
