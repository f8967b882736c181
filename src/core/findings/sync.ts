/** Findings about the target: what a plan cannot do, and what a reader of the map would not see. */
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
  'sync.invisible-dates': {
    severity: 'error',
    de: {
      text: 'Der Indikator {found} ist in der Karte nicht sichtbar: Stichtage fehlen in KomMonitor ({expected}).',
      hint: 'Starten Sie den Lauf noch einmal. Bleibt der Befund, wenden Sie sich an die IT.',
    },
    en: {
      text: 'The indicator {found} is not visible on the map: dates are not registered ({expected}).',
      hint: 'Start the run again. If the finding stays, ask IT.',
    },
  },
  'sync.invisible-link': {
    severity: 'error',
    de: {
      text: 'Der Indikator {found} ist nicht mit der Raumebene {expected} verknüpft.',
      hint: 'Starten Sie den Lauf noch einmal. Bleibt der Befund, wenden Sie sich an die IT.',
    },
    en: {
      text: 'The indicator {found} is not linked to the level {expected}.',
      hint: 'Start the run again. If the finding stays, ask IT.',
    },
  },
  'sync.visibility-differs': {
    severity: 'warning',
    de: {
      text: 'Raumebene, Indikator und Verknüpfung sind nicht für dieselben Personen sichtbar: {found}.',
      hint: 'Gleichen Sie die Zugriffsrechte in KomMonitor an: {expected}.',
    },
    en: {
      text: 'Level, indicator and link cannot be read by the same people: {found}.',
      hint: 'Align the access rights in KomMonitor: {expected}.',
    },
  },
  'sync.topic-unknown': {
    severity: 'warning',
    de: {
      text: 'Der Indikator {found} hängt an keinem Thema für Indikatoren und fehlt deshalb im Themenbaum.',
      hint: 'Legen Sie das Thema in KomMonitor an oder nennen Sie im Indikator ein vorhandenes.',
    },
    en: {
      text: 'The indicator {found} hangs on no topic for indicators and is missing from the topic tree.',
      hint: 'Create the topic in KomMonitor or name an existing one in the indicator.',
    },
  },
  'sync.palette-unknown': {
    severity: 'warning',
    de: {
      text: 'Die Farbpalette {found} kennt KomMonitor nicht; die Karte würde falsch gefärbt.',
      hint: 'Wählen Sie eine ColorBrewer-Palette wie „Blues“ und 3 bis 9 Klassen.',
    },
    en: {
      text: 'KomMonitor does not know the palette {found}; the map would be coloured wrongly.',
      hint: 'Choose a ColorBrewer palette such as "Blues" and 3 to 9 classes.',
    },
  },
  'sync.validity-too-short': {
    severity: 'error',
    de: {
      text: 'Am Stichtag {found} zeigt KomMonitor in der Raumebene {expected} keine Fläche; die Karte bleibt leer.',
      hint: 'Die erste Ausgabe der Raumebene muss vor dem ältesten Stichtag beginnen, und keine Ausgabe darf am Tag nach einem Stichtag alle Flächen ablösen.',
    },
    en: {
      text: 'On {found} KomMonitor shows no area of the level {expected}; the map stays empty.',
      hint: 'The first edition of the level has to begin before the oldest date, and no edition may replace all areas on the day after a date.',
    },
  },
  'sync.last-day-hidden': {
    severity: 'info',
    de: {
      text: 'In der Raumebene {expected} fehlen auf der Karte Flächen, deren Fassung am Stichtag selbst endet: {found}.',
      hint: 'KomMonitor zeigt eine Fläche an ihrem letzten Gültigkeitstag nicht mehr. Die Werte stehen vollständig in den Tabellen.',
    },
    en: {
      text: 'In the level {expected} the map lacks areas whose version ends on the date itself: {found}.',
      hint: 'KomMonitor no longer shows an area on the last day of its validity. The tables hold all values.',
    },
  },
});
