/** Findings about comparisons across days between which the borders of areas have moved. */
import { entries } from './entry.ts';

export const STATISTICS_BORDER_FINDINGS = entries({
  'statistics.borders-moved': {
    severity: 'warning',
    de: {
      text: 'Die Grenzen haben sich zwischen den verglichenen Stichtagen geändert: {found}. Die Veränderung bleibt dort ohne Wert.',
      hint: 'Legen Sie unter mappings/crosswalks eine Umrechnungstabelle an: {expected}.',
    },
    en: {
      text: 'The borders have moved between the days that are compared: {found}. The change has no value there.',
      hint: 'Add a crosswalk under mappings/crosswalks: {expected}.',
    },
  },
});
