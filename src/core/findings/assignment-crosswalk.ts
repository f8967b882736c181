/** Findings about figures that are brought from old areas to new ones. */
import { entries } from './entry.ts';

export const ASSIGNMENT_CROSSWALK_FINDINGS = entries({
  'assignment.convert-other-day': {
    severity: 'error',
    de: {
      text: 'Zum {found} gelten die Raumeinheiten nicht, auf die „{expected}“ umrechnet.',
      hint: 'Benutzen Sie für diesen Stichtag die Umrechnungstabelle zu der Ausgabe der Raumebene, die an ihm gilt.',
    },
    en: {
      text: 'On {found} the areas to which "{expected}" converts are not in force.',
      hint: 'Use the crosswalk to the edition of the level that is in force on this day.',
    },
  },
  'assignment.convert-rate': {
    severity: 'error',
    de: {
      text: 'Die Messgröße „{found}“ ist ein Anteil oder Durchschnitt und lässt sich mit „{expected}“ nicht umrechnen.',
      hint: 'Lassen Sie Zähler und Nenner liefern; daraus wird der Anteil auf den neuen Raumeinheiten berechnet.',
    },
    en: {
      text: 'The measure "{found}" is a share or an average and cannot be converted with "{expected}".',
      hint: 'Have numerator and denominator delivered; the share is then computed on the new areas.',
    },
  },
  'assignment.convert-unknown-area': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit „{found}“ kommt in der Umrechnungstabelle „{expected}“ nicht vor.',
      hint: 'Prüfen Sie den Schlüssel und den Gebietsstand der Lieferung, oder ergänzen Sie die Umrechnungstabelle.',
    },
    en: {
      text: 'The area "{found}" does not occur in the crosswalk "{expected}".',
      hint: 'Check the key and the boundaries the delivery refers to, or complete the crosswalk.',
    },
  },
  'assignment.convert-area-missing': {
    severity: 'warning',
    de: {
      text: 'Alte Raumeinheiten fehlen in der Lieferung: {found}. Ohne Wert bleiben deshalb: {expected}.',
      hint: 'Lassen Sie die fehlenden Raumeinheiten nachliefern.',
    },
    en: {
      text: 'Old areas are missing in the delivery: {found}. Without a value therefore: {expected}.',
      hint: 'Have the missing areas delivered.',
    },
  },
  'assignment.convert-combination-missing': {
    severity: 'error',
    de: {
      text: 'Zur alten Raumeinheit {found} fehlt eine Angabe, die andere haben: {expected}.',
      hint: 'Klären Sie, ob das „nichts vorhanden“ heißt, und tragen Sie es im Profil unter „absent“ ein.',
    },
    en: {
      text: 'The old area {found} lacks a figure that others have: {expected}.',
      hint: 'Find out whether that means nil, and say so in the profile under "absent".',
    },
  },
  'assignment.convert-uncertain': {
    severity: 'warning',
    de: {
      text: 'Mehr als {expected} des Wertes stammen aus geteilten Raumeinheiten: {found}. Diese Werte sind geschätzt.',
      hint: 'Lassen Sie die Zahlen möglichst in den neuen Grenzen liefern.',
    },
    en: {
      text: 'More than {expected} of the value comes from areas that were split: {found}. These values are estimates.',
      hint: 'Have the figures delivered within the new boundaries where possible.',
    },
  },
  'assignment.convert-unreliable': {
    severity: 'warning',
    de: {
      text: 'Mehr als {expected} des Wertes stammen aus geteilten Raumeinheiten: {found}. Diese Werte werden nicht gezeigt.',
      hint: 'Lassen Sie die Zahlen in den neuen Grenzen liefern.',
    },
    en: {
      text: 'More than {expected} of the value comes from areas that were split: {found}. These values are not shown.',
      hint: 'Have the figures delivered within the new boundaries.',
    },
  },
  'assignment.convert-total-unchecked': {
    severity: 'info',
    de: {
      text: 'Kontrollsummen geteilter Raumeinheiten lassen sich nach der Umrechnung nicht mehr vergleichen: {found}.',
      hint: 'Die Kontrollsummen der anderen Raumeinheiten und der übergeordneten Gebiete wurden verglichen.',
    },
    en: {
      text: 'Control sums of areas that were split cannot be compared after the conversion: {found}.',
      hint: 'The control sums of the other areas and of the areas above were compared.',
    },
  },
});
