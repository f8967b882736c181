/** Findings about bytes and rows, before any meaning. */
import { entries } from './entry.ts';

export const FORMAT_FINDINGS = entries({
  'format.row-width': {
    severity: 'error',
    de: {
      text: 'Die Zeile hat {found} Felder statt {expected}.',
      hint: 'Prüfen Sie, ob in der Zeile ein Trennzeichen fehlt oder zu viel ist, und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The row has {found} fields instead of {expected}.',
      hint: 'Check the row for a missing or extra delimiter and deliver the file again.',
    },
  },
});
