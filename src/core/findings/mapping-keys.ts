/** Findings about applying a profile: rows, keys of areas, codes, and figures that come twice. */
import { entries } from './entry.ts';

export const MAPPING_KEY_FINDINGS = entries({
  'mapping.row-unforeseen': {
    severity: 'error',
    de: {
      text: 'Die Zeile enthält „{found}“; das Profil nennt unter „rows“ weder, dass solche Zeilen gelesen, noch, dass sie übergangen werden ({expected}).',
      hint: 'Prüfen Sie, ob die Quelle Neues enthält, und ergänzen Sie dann „keep“ oder „skip“ im Profil.',
    },
    en: {
      text: 'The row holds “{found}”; under rows the profile says neither that such rows are read nor that they are skipped ({expected}).',
      hint: 'Check whether the source holds something new and then extend keep or skip in the profile.',
    },
  },
  'mapping.rows-skipped': {
    severity: 'info',
    de: {
      text: '{expected} Zeilen gehören nach der Spalte „{found}“ nicht zu dem, was das Profil liest.',
      hint: 'Nichts zu tun: So steht es im Profil unter „rows“.',
    },
    en: {
      text: '{expected} rows do not belong to what the profile reads, by the column “{found}”.',
      hint: 'Nothing to do: the profile says so under rows.',
    },
  },
  'mapping.unknown-measure': {
    severity: 'error',
    de: {
      text: 'Die Messgröße „{found}“ ist im Profil nicht vorgesehen; die Zeile wurde nicht gelesen.',
      hint: 'Prüfen Sie Merkmal und Einheit und ergänzen Sie den Code im Profil unter „values: measure: codes“.',
    },
    en: {
      text: 'The measure “{found}” is not foreseen in the profile; the row was not read.',
      hint: 'Check variable and unit and add the code in the profile under values: measure: codes.',
    },
  },
  'mapping.area-not-existing': {
    severity: 'info',
    de: {
      text: 'Das Gebiet {found} bestand am Stichtag nicht; seine {expected} Zeichen in der Tabelle (Strich, Punkt) sind keine Werte.',
      hint: 'Nichts zu tun: Aufgelöste Gebiete bleiben in amtlichen Tabellen stehen.',
    },
    en: {
      text: 'The area {found} did not exist on the reference date; its {expected} signs in the table (dash, point) are no values.',
      hint: 'Nothing to do: dissolved areas remain in official tables.',
    },
  },
  'mapping.area-not-registered': {
    severity: 'error',
    de: {
      text: 'Die Lieferung enthält einen Wert für {found}; dieses Gebiet gab es am Stichtag nach „{expected}“ nicht.',
      hint: 'Prüfen Sie Schlüssel und Stichtag. Ist das Gebiet neu, erneuern Sie die Codeliste.',
    },
    en: {
      text: 'The delivery holds a value for {found}; by “{expected}” this area did not exist on the reference date.',
      hint: 'Check key and reference date. If the area is new, renew the code list.',
    },
  },
  'mapping.blank-key': {
    severity: 'error',
    de: {
      text: 'Der Gebietsschlüssel fehlt.',
      hint: 'Ergänzen Sie den Schlüssel, oder entfernen Sie die Zeile, wenn sie keine Daten enthält.',
    },
    en: {
      text: 'The area key is missing.',
      hint: 'Add the key, or remove the row if it holds no data.',
    },
  },
  'mapping.unknown-key': {
    severity: 'error',
    de: {
      text: '„{found}“ passt zu keiner Raumebene des Profils.',
      hint: 'Prüfen Sie den Schlüssel oder Namen, und ergänzen Sie das Profil unter „area“, wenn er richtig ist.',
    },
    en: {
      text: '“{found}” fits no level of the profile.',
      hint: 'Check the key or name, and extend the profile under area if it is right.',
    },
  },
  'mapping.first-row': {
    severity: 'error',
    de: {
      text: 'In der ersten Zeile steht „{found}“ statt „{expected}“.',
      hint: 'Prüfen Sie, ob die Tabelle vollständig ist und mit der richtigen Zeile beginnt.',
    },
    en: {
      text: 'The first row says “{found}” instead of “{expected}”.',
      hint: 'Check that the table is complete and begins with the right row.',
    },
  },
  'mapping.unknown-code': {
    severity: 'error',
    de: {
      text: 'Den Code „{found}“ kennt die Codeliste nicht.',
      hint: 'Prüfen Sie, ob der Code neu ist, und ergänzen Sie die Codeliste mit seiner Bezeichnung.',
    },
    en: {
      text: 'The code list does not know the code “{found}”.',
      hint: 'Check whether the code is new and add it to the code list with its label.',
    },
  },
  'mapping.total-undeclared': {
    severity: 'error',
    de: {
      text: '„{found}“ steht für alle Codes der Gliederung, das Profil nennt es aber nicht als Summe.',
      hint: 'Tragen Sie den Code in der Gliederung unter „total“ ein, oder setzen Sie „overlapping: true“, wenn die Codes einander enthalten.',
    },
    en: {
      text: '“{found}” stands for all codes of the dimension, but the profile does not call it a total.',
      hint: 'Add the code under “total” of the dimension, or set “overlapping: true” where the codes hold each other.',
    },
  },
  'mapping.label-differs': {
    severity: 'error',
    de: {
      text: 'Zum Code gehört hier die Bezeichnung „{found}“, in der Codeliste aber „{expected}“.',
      hint: 'Prüfen Sie, ob der Code seine Bedeutung geändert hat. Ändern Sie die Codeliste erst, wenn das geklärt ist.',
    },
    en: {
      text: "The code's label is “{found}” here but “{expected}” in the code list.",
      hint: 'Check whether the code has changed its meaning. Change the code list only after that is clear.',
    },
  },
  'mapping.duplicate-different': {
    severity: 'error',
    de: {
      text: 'Für {found} gibt es hier einen zweiten, anderen Wert; der erste steht in {expected}.',
      hint: 'Klären Sie mit der liefernden Stelle, welcher Wert gilt. Keiner von beiden wird bis dahin veröffentlicht.',
    },
    en: {
      text: '{found} has a second, different value here; the first is in {expected}.',
      hint: 'Clarify with the delivering office which value holds. Until then neither is published.',
    },
  },
  'mapping.duplicate-equal': {
    severity: 'error',
    de: {
      text: 'Der Wert für {found} steht doppelt in der Lieferung, zuerst in {expected}.',
      hint: 'Bitten Sie die liefernde Stelle, die Verdopplung zu beseitigen. Meist ist eine Zeile doppelt ausgegeben oder trägt einen falschen Schlüssel.',
    },
    en: {
      text: 'The value for {found} stands in the delivery twice, first in {expected}.',
      hint: 'Ask the delivering office to remove the repetition. Mostly a row was exported twice or carries a wrong key.',
    },
  },
  'mapping.repadded': {
    severity: 'info',
    de: {
      text: 'In der Spalte „{found}“ wurden {expected}-mal führende Nullen ergänzt.',
      hint: 'Nichts zu tun. Führende Nullen gehen meist verloren, wenn eine Datei mit Excel geöffnet und gespeichert wird.',
    },
    en: {
      text: 'Leading zeros were put back {expected} times in the column “{found}”.',
      hint: 'Nothing to do. Leading zeros mostly get lost when a file is opened and saved in Excel.',
    },
  },
  'mapping.formula-cells': {
    severity: 'warning',
    de: {
      text: 'In der Spalte „{found}“ stehen {expected} Formeln; gelesen wird ihr zuletzt gespeichertes Ergebnis.',
      hint: 'Bitten Sie um eine Lieferung mit festen Werten, oder prüfen Sie, dass die Mappe vor dem Speichern neu berechnet wurde.',
    },
    en: {
      text: 'The column “{found}” holds {expected} formulas; their last saved result is read.',
      hint: 'Ask for a delivery with fixed values, or check that the workbook was recalculated before saving.',
    },
  },
  'mapping.unknown-area': {
    severity: 'error',
    de: {
      text: 'Das Gebiet {found} gibt es auf der Raumebene „{expected}“ nicht.',
      hint: 'Prüfen Sie den Schlüssel und ob die Geometrie der Raumebene auf demselben Stand ist.',
    },
    en: {
      text: 'The area {found} does not exist on the level “{expected}”.',
      hint: "Check the key and whether the level's geometry is of the same edition.",
    },
  },
  'mapping.level-unused': {
    severity: 'info',
    de: {
      text: 'Die Lieferung enthält {expected} Werte der Raumebene „{found}“, die der Job nicht verwendet.',
      hint: 'Nichts zu tun, wenn das so gewollt ist. Sonst ergänzen Sie die Ebene unter „levels“ im Job.',
    },
    en: {
      text: 'The delivery holds {expected} values of the level “{found}”, which the job does not use.',
      hint: 'Nothing to do if that is intended. Otherwise add the level under levels in the job.',
    },
  },
  'mapping.more-of-same': {
    severity: 'info',
    de: {
      text: 'Es gibt {expected} weitere Befunde der Art {found}; gezeigt werden die ersten 100.',
      hint: 'Beheben Sie zuerst die gezeigten; meist haben alle dieselbe Ursache.',
    },
    en: {
      text: 'There are {expected} more findings of the kind {found}; the first 100 are shown.',
      hint: 'Mend the ones shown first; mostly all have the same cause.',
    },
  },
});
