/** Findings about applying a profile: columns, signs, numbers and dates. */
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
      hint: 'Prüfen Sie, ob ein Tausenderzeichen als Dezimalzeichen gelesen wurde („decimal“ und „thousands“ im Profil).',
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
});
