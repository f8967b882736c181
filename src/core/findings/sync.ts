/** Findings about the target: what a plan cannot do or leaves as it is. */
import { entries } from './entry.ts';

export const SYNC_FINDINGS = entries({
  'sync.run-abandoned': {
    severity: 'warning',
    de: {
      text: 'Der Lauf wurde abgebrochen, weil der Prozess, der ihn ausführte, nicht mehr da ist. In KomMonitor wurde nichts geändert.',
      hint: 'Starten Sie ihn bei Bedarf neu; ein Termin eines Zeitplans wird von selbst nachgeholt.',
    },
    en: {
      text: 'The run was cancelled because the process that carried it out is gone. Nothing was changed in KomMonitor.',
      hint: 'Start it anew if it is needed; an occurrence of a schedule is caught up with by itself.',
    },
  },
  'sync.run-given-up': {
    severity: 'warning',
    de: {
      text: 'Der Lauf wartete bis zum Ablauf seines Plans ({expected}) auf KomMonitor und wird nicht mehr fortgesetzt.',
      hint: 'Was er schon geschrieben hatte, wird zurückgesetzt. Starten Sie ihn neu, sobald KomMonitor antwortet.',
    },
    en: {
      text: 'The run waited for KomMonitor until its plan expired ({expected}) and is not carried on.',
      hint: 'What it had written is taken back. Start it anew as soon as KomMonitor answers.',
    },
  },
  'sync.history-not-reachable': {
    severity: 'block',
    de: {
      text: 'Die Raumebene „{found}“ hat in KomMonitor eine Geschichte, aus der sich der gewünschte Stand nicht ohne Verlust herstellen lässt.',
      hint: 'Vergleichen Sie die Gültigkeiten in KomMonitor mit den Ausgaben in der Raumebenen-Datei. Erwartet: {expected}.',
    },
    en: {
      text: 'The level "{found}" has a history in KomMonitor from which the wanted one cannot be reached without loss.',
      hint: 'Compare the validities in KomMonitor with the editions in the level file. Expected: {expected}.',
    },
  },
  'sync.geometry-corrected': {
    severity: 'warning',
    de: {
      text: 'In der Raumebene {found} werden Grenzen oder Namen berichtigt, ohne dass eine neue Fassung entsteht.',
      hint: 'Prüfen Sie, ob es eine Berichtigung ist. Eine echte Grenzänderung braucht eine neue Ausgabe mit Gültigkeitsbeginn.',
    },
    en: {
      text: 'In the level {found} borders or names are corrected without a new version.',
      hint: 'Check that it is a correction. A real change of borders needs a new edition with its first day.',
    },
  },
  'sync.ledger-restored': {
    severity: 'warning',
    de: {
      text: 'Die Laufdatenbank stammt aus einer Sicherung vom {found} und kann älter sein als KomMonitor.',
      hint: 'Vergleichen Sie den Plan mit dem letzten Bericht vor der Rückspielung.',
    },
    en: {
      text: 'The ledger comes from a backup of {found} and may be older than KomMonitor.',
      hint: 'Compare the plan with the last report before the restore.',
    },
  },
  'sync.date-kept': {
    severity: 'info',
    de: {
      text: 'In KomMonitor stehen weitere Stichtage, die diese Lieferung nicht enthält: {found}.',
      hint: 'Sie bleiben unverändert stehen.',
    },
    en: {
      text: 'KomMonitor holds further reference dates that this delivery does not: {found}.',
      hint: 'They stay as they are.',
    },
  },
  'sync.area-kept': {
    severity: 'warning',
    de: {
      text: 'In KomMonitor stehen Werte zu Schlüsseln, die die Raumebene nicht kennt: {found}.',
      hint: 'Sie bleiben unverändert stehen. Prüfen Sie, ob ein Schlüssel umbenannt wurde.',
    },
    en: {
      text: 'KomMonitor holds values of keys that the level does not know: {found}.',
      hint: 'They stay as they are. Check whether a key was renamed.',
    },
  },
  'sync.contradictory-rows': {
    severity: 'error',
    de: {
      text: 'In KomMonitor stehen zum selben Schlüssel mehrere Zeilen mit verschiedenen Werten: {found}.',
      hint: 'Entfernen Sie die doppelten Zeilen in KomMonitor, bevor etwas veröffentlicht wird.',
    },
    en: {
      text: 'KomMonitor holds several rows with different values for one key: {found}.',
      hint: 'Remove the duplicate rows in KomMonitor before anything is published.',
    },
  },
  'sync.float32-loss': {
    severity: 'error',
    de: {
      text: 'Der Wert {expected} lässt sich in KomMonitor nicht genau speichern; dort stünde {found}.',
      hint: 'Veröffentlichen Sie die Größe in einer gröberen Einheit, zum Beispiel in Tausend.',
    },
    en: {
      text: 'The value {expected} cannot be stored exactly in KomMonitor; it would hold {found}.',
      hint: 'Publish the figure in a coarser unit, for example in thousands.',
    },
  },
  'sync.date-before-level': {
    severity: 'error',
    de: {
      text: 'Der Stichtag {found} liegt vor dem Beginn der Raumebene ({expected}).',
      hint: 'Setzen Sie den Gültigkeitsbeginn der ersten Ausgabe früher oder lassen Sie den Stichtag weg.',
    },
    en: {
      text: 'The reference date {found} lies before the level begins ({expected}).',
      hint: 'Let the first edition begin earlier or leave the date out.',
    },
  },
  'sync.key-refused': {
    severity: 'block',
    de: {
      text: 'Der Schlüssel oder Name {found} enthält Zeichen, die KomMonitor nicht sicher verarbeitet.',
      hint: 'Verwenden Sie keine Anführungszeichen, kein „<“, keine Steuerzeichen und keine Leerzeichen am Rand von Schlüsseln.',
    },
    en: {
      text: 'The key or name {found} has characters that KomMonitor does not handle safely.',
      hint: 'Use no quotes, no "<", no control characters and no spaces at the edge of keys.',
    },
  },
  'sync.name-ambiguous': {
    severity: 'block',
    de: {
      text: 'In KomMonitor steht mehr als eine Raumebene oder mehr als ein Indikator namens {found}.',
      hint: 'Benennen Sie in KomMonitor das überzählige Stück um oder entfernen Sie es. Vorher wird nichts veröffentlicht, denn es ließe sich nicht sagen, welches gemeint ist.',
    },
    en: {
      text: 'KomMonitor holds more than one level or more than one indicator named {found}.',
      hint: 'Rename or remove the surplus one in KomMonitor. Nothing is published before, because nobody could tell which one is meant.',
    },
  },
  'sync.unit-renamed': {
    severity: 'warning',
    de: {
      text: 'Die Raumebene {found} steht nicht in KomMonitor und würde neu angelegt. Die Indikatoren hängen dort aber an {expected}.',
      hint: 'Prüfen Sie, ob die Raumebene in KomMonitor umbenannt wurde. Dann tragen Sie in der Raumebenen-Datei denselben Namen ein, sonst steht sie doppelt in der Karte.',
    },
    en: {
      text: 'The level {found} is not in KomMonitor and would be created. The indicators hang on {expected} there.',
      hint: 'Check whether the level was renamed in KomMonitor. If so, use the same name in the level file, or it will stand on the map twice.',
    },
  },
  'sync.already-gone': {
    severity: 'warning',
    de: {
      text: 'Nicht mehr in KomMonitor: {found}. Das Zurücknehmen legt nichts neu an.',
      hint: 'Wird es noch gebraucht, veröffentlichen Sie es mit einem neuen Lauf.',
    },
    en: {
      text: 'No longer in KomMonitor: {found}. Rolling back creates nothing anew.',
      hint: 'If it is still needed, publish it with a new run.',
    },
  },
  'sync.unit-shared': {
    severity: 'block',
    de: {
      text: 'Die Raumebene {found} kann nicht entfernt werden: Andere Indikatoren benutzen sie ({expected}).',
      hint: 'Klären Sie mit den Verantwortlichen, ob die Raumebene bleiben soll.',
    },
    en: {
      text: 'The level {found} cannot be removed: other indicators use it ({expected}).',
      hint: 'Clarify with those in charge whether the level should stay.',
    },
  },
  'sync.indicator-shared': {
    severity: 'block',
    de: {
      text: 'Der Indikator {found} kann nicht entfernt werden: Er ist inzwischen mit weiteren Raumebenen verknüpft ({expected}).',
      hint: 'Klären Sie mit den Verantwortlichen, ob der Indikator bleiben soll.',
    },
    en: {
      text: 'The indicator {found} cannot be removed: it has been linked to further levels since ({expected}).',
      hint: 'Ask the people in charge whether it should stay.',
    },
  },
  'sync.geometry-stays': {
    severity: 'block',
    de: {
      text: 'Die Grenzen der Raumebene {found} lassen sich nicht auf den früheren Stand zurückbringen.',
      hint: 'Mit „--geometrie-belassen“ werden nur Werte und Beschreibungen zurückgenommen.',
    },
    en: {
      text: 'The borders of the level {found} cannot be brought back to their former state.',
      hint: 'With "--geometrie-belassen" only values and descriptions are taken back.',
    },
  },
  'sync.value-not-restored': {
    severity: 'warning',
    de: {
      text: 'Der frühere Wert von {found} darf nach heutiger Regel nicht veröffentlicht werden und bleibt leer.',
      hint: 'Der nächste Abgleich veröffentlicht ihn neu, soweit die Geheimhaltung ihn freigibt. Die Liste steht im Lauf.',
    },
    en: {
      text: 'The former value of {found} may not be published under today’s policy and stays empty.',
      hint: 'The next sync publishes it anew where disclosure control lets it pass. The list is kept with the run.',
    },
  },
});
