/** Findings about meaning: columns, signs, keys, codes and dates of a delivery as its profile sees them. */
import { entries } from './entry.ts';

export const MAPPING_FINDINGS = entries({
  'mapping.unknown-column': {
    severity: 'error',
    de: {
      text: 'Die Spalte „{found}“ kennt das Profil nicht.',
      hint: 'Prüfen Sie, ob die Spalte neu ist oder umbenannt wurde, und tragen Sie sie im Profil unter „values“, „dimensions“ oder „ignoreColumns“ ein.',
    },
    en: {
      text: 'The profile does not know the column “{found}”.',
      hint: 'Check whether the column is new or renamed and enter it in the profile under values, dimensions or ignoreColumns.',
    },
  },
  'mapping.missing-column': {
    severity: 'error',
    de: {
      text: 'Die Spalte „{expected}“ fehlt.',
      hint: 'Prüfen Sie, ob die Spalte umbenannt oder weggelassen wurde. Lassen Sie die Lieferung ergänzen, oder passen Sie das Profil an.',
    },
    en: {
      text: 'The column “{expected}” is missing.',
      hint: 'Check whether the column was renamed or left out. Have the delivery completed, or adapt the profile.',
    },
  },
  'mapping.moved-column': {
    severity: 'error',
    de: {
      text: 'An dieser Stelle steht die Spalte „{found}“ statt „{expected}“.',
      hint: 'Prüfen Sie, ob Spalten verschoben wurden. Lassen Sie die vereinbarte Reihenfolge liefern, oder berichtigen Sie „position“ im Profil.',
    },
    en: {
      text: 'The column “{found}” stands here instead of “{expected}”.',
      hint: 'Check whether columns have been moved. Have the agreed order delivered, or correct the position in the profile.',
    },
  },
  'mapping.ambiguous-column': {
    severity: 'error',
    de: {
      text: 'Die Überschrift gibt es {found}-mal.',
      hint: 'Bezeichnen Sie die Spalte im Profil durch ihre Position („position“), oder lassen Sie die Überschriften unterscheidbar machen.',
    },
    en: {
      text: 'The heading occurs {found} times.',
      hint: 'Name the column in the profile by its position, or have the headings made distinct.',
    },
  },
  'mapping.unknown-sign': {
    severity: 'block',
    de: {
      text: 'Das Zeichen „{found}“ ist nicht erklärt; es kommt {expected}-mal vor.',
      hint: 'Fragen Sie die liefernde Stelle, was das Zeichen bedeutet, und tragen Sie es im Profil unter „signs: override:“ ein.',
    },
    en: {
      text: 'The sign “{found}” is not explained; it occurs {expected} times.',
      hint: 'Ask the delivering office what the sign means and enter it in the profile under signs: override.',
    },
  },
  'mapping.blank-cells': {
    severity: 'warning',
    de: {
      text: 'In der Spalte „{found}“ sind {expected} Zellen leer; genannt ist die erste.',
      hint: 'Klären Sie mit der liefernden Stelle, ob der Wert fehlt. Eine leere Zelle wird nicht als null gelesen; veröffentlicht wird dort „kein Wert“.',
    },
    en: {
      text: 'In the column “{found}” {expected} cells are blank; the first one is named.',
      hint: 'Clarify with the delivering office whether the figure is missing. A blank cell is not read as zero; "no value" is published there.',
    },
  },
  'mapping.unparsable-number': {
    severity: 'error',
    de: {
      text: '„{found}“ ist keine Zahl in der Schreibweise des Profils ({expected}).',
      hint: 'Prüfen Sie die Zelle und die Angaben „decimal“ und „thousands“ im Profil.',
    },
    en: {
      text: "“{found}” is not a number in the profile's notation ({expected}).",
      hint: "Check the cell and the profile's decimal and thousands settings.",
    },
  },
  'mapping.not-integer': {
    severity: 'error',
    de: {
      text: '{found} ist keine ganze Zahl, obwohl hier gezählt wird.',
      hint: 'Prüfen Sie, ob ein Tausenderpunkt als Dezimalzeichen gelesen wurde („decimal“ und „thousands“ im Profil).',
    },
    en: {
      text: '{found} is not a whole number although this is a count.',
      hint: 'Check whether a thousands mark was read as a decimal mark (decimal and thousands in the profile).',
    },
  },
  'mapping.out-of-range': {
    severity: 'error',
    de: {
      text: '{found} liegt außerhalb des erwarteten Bereichs ({expected}).',
      hint: 'Prüfen Sie den Wert bei der liefernden Stelle. Ist er richtig, erweitern Sie „min“ oder „max“ der Messgröße im Profil.',
    },
    en: {
      text: '{found} lies outside the expected range ({expected}).',
      hint: 'Check the value with the delivering office. If it is right, widen min or max of the measure in the profile.',
    },
  },
  'mapping.percent-format': {
    severity: 'error',
    de: {
      text: 'Die Zelle wird als Prozentzahl angezeigt (Format {found}); gespeichert ist ein Hundertstel davon.',
      hint: 'Legen Sie im Profil bei der Messgröße mit „percent: asStored“ oder „percent: hundredfold“ fest, welche Zahl gemeint ist.',
    },
    en: {
      text: 'The cell is displayed as a percentage (format {found}); a hundredth of it is stored.',
      hint: 'Say in the profile, at the measure, with percent: asStored or percent: hundredfold which number is meant.',
    },
  },
  'mapping.unexpected-type': {
    severity: 'error',
    de: {
      text: 'In der Wertspalte steht kein Zahlenwert, sondern: {found}.',
      hint: 'Prüfen Sie die Zelle und ihr Format in der Arbeitsmappe.',
    },
    en: {
      text: 'The value column holds no number but: {found}.',
      hint: 'Check the cell and its format in the workbook.',
    },
  },
  'mapping.ambiguous-number': {
    severity: 'error',
    de: {
      text: 'Ob Punkt oder Komma das Dezimalzeichen ist, lässt sich aus der Spalte nicht beweisen (zum Beispiel {found}).',
      hint: 'Legen Sie im Profil „decimal“ und „thousands“ fest.',
    },
    en: {
      text: 'The column does not prove whether point or comma is the decimal mark (for example {found}).',
      hint: 'Set decimal and thousands in the profile.',
    },
  },
  'mapping.mixed-notation': {
    severity: 'error',
    de: {
      text: 'Die Spalte mischt Dezimalkomma und Dezimalpunkt; die erste solche Zahl ist „{found}“.',
      hint: 'Lassen Sie die Spalte einheitlich liefern.',
    },
    en: {
      text: 'The column mixes decimal comma and decimal point; the first such number is “{found}”.',
      hint: 'Have the column delivered in one notation.',
    },
  },
  'mapping.too-large-to-prove': {
    severity: 'block',
    de: {
      text: 'Die Tabelle hat mehr als {expected} Zeilen; so viele hält die Prüfung der Schreibweise nicht im Speicher.',
      hint: 'Legen Sie im Profil „decimal“ und „thousands“ fest, statt „proven“ zu verwenden.',
    },
    en: {
      text: 'The table has more than {expected} rows; proving the notation does not hold that many in memory.',
      hint: 'Set decimal and thousands in the profile instead of proven.',
    },
  },
  'mapping.impossible-date': {
    severity: 'error',
    de: {
      text: '„{found}“ ist kein Kalendertag in der Form {expected}.',
      hint: 'Lassen Sie die Angabe berichtigen. Sie wird nicht übernommen und auf keinen anderen Tag verschoben.',
    },
    en: {
      text: '“{found}” is no calendar day of the form {expected}.',
      hint: 'Have it corrected. It is neither taken over nor moved to another day.',
    },
  },
  'mapping.no-date': {
    severity: 'block',
    de: {
      text: 'Zu „{found}“ ist kein Stichtag zu finden.',
      hint: 'Geben Sie den Stichtag mit --date JJJJ-MM-TT an, wenn das Profil „from: parameter“ verlangt; sonst prüfen Sie „date“ im Profil.',
    },
    en: {
      text: 'No reference date can be found for “{found}”.',
      hint: 'Give the date with --date YYYY-MM-DD where the profile says from: parameter; otherwise check date in the profile.',
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
