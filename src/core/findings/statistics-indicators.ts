/** Findings about the computing of indicators: days that do not fit together, shares that are none. */
import { entries } from './entry.ts';

export const STATISTICS_INDICATOR_FINDINGS = entries({
  'statistics.date-without-partner': {
    severity: 'warning',
    de: {
      text: 'Zum Stichtag {found} wird dieser Indikator nicht berechnet. Es fehlt: {expected}.',
      hint: 'Liefern Sie die fehlenden Angaben nach, oder prüfen Sie, ob in der Formel der richtige Stichtag des Nenners steht („denominatorDate“).',
    },
    en: {
      text: 'This indicator is not computed for reference date {found}. What is missing: {expected}.',
      hint: 'Deliver the missing figures, or check that the formula names the right day of the denominator (denominatorDate).',
    },
  },
  'statistics.denominator-too-far': {
    severity: 'error',
    de: {
      text: 'Der Nenner vom {found} liegt mehr als 13 Monate vom Zähler am {expected} entfernt.',
      hint: 'Nennen Sie in der Formel einen näheren Stichtag („denominatorDate“), oder begrenzen Sie den Indikator mit „dates“.',
    },
    en: {
      text: 'The denominator of {found} lies more than 13 months from the numerator of {expected}.',
      hint: 'Name a nearer day in the formula (denominatorDate), or limit the indicator with dates.',
    },
  },
  'statistics.share-above-whole': {
    severity: 'warning',
    de: {
      text: 'Der Anteil ist kein Teil seines Ganzen, der Zähler ist größer als der Nenner oder negativ: {found}. Dort wird kein Wert veröffentlicht.',
      hint: 'Prüfen Sie, ob Zähler und Nenner dieselben Personen und dieselben Grenzen meinen.',
    },
    en: {
      text: 'The share is no part of its whole, the numerator is larger than the denominator or negative: {found}. No value is published there.',
      hint: 'Check that numerator and denominator mean the same people and the same boundaries.',
    },
  },
  'statistics.border-moved': {
    severity: 'warning',
    de: {
      text: 'In den Werten zum {expected} stecken Angaben mehrerer Stichtage, zwischen denen sich die Grenze geändert hat: {found}. Verglichen werden verschiedene Gebiete.',
      hint: 'Prüfen Sie, ob die Grenze nur genauer gezeichnet oder wirklich verlegt ist. Ist sie verlegt, begrenzen Sie den Indikator mit „dates“ auf die Zeit davor oder danach.',
    },
    en: {
      text: 'The values for {expected} hold figures of several reference dates between which the border has changed: {found}. Different areas are compared.',
      hint: 'Check whether the border was only drawn more exactly or really moved. If it was moved, limit the indicator with dates to the time before or after.',
    },
  },
  'statistics.too-few-areas': {
    severity: 'info',
    de: {
      text: 'Auf dieser Raumebene wird der Indikator nicht berechnet: z-Werte brauchen mindestens {expected} Raumeinheiten.',
      hint: 'Nichts zu tun. Auf den kleineren Raumebenen wird er veröffentlicht.',
    },
    en: {
      text: 'The indicator is not computed on this level: z-scores need at least {expected} areas.',
      hint: 'Nothing to do. It is published on the smaller levels.',
    },
  },
});
