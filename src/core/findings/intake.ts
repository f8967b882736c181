/** Findings about a delivery as a whole, from landing to filing away. */
import { entries } from './entry.ts';

export const INTAKE_FINDINGS = entries({
  'intake.replaced': {
    severity: 'warning',
    de: {
      text: 'Die Lieferung ist ersetzt worden, während der Lauf rechnete; die neue Datei wurde weder gelesen noch abgelegt.',
      hint: 'Lassen Sie die neue Datei liegen: Sie wird beim nächsten Lauf gelesen.',
    },
    en: {
      text: 'The delivery was replaced while the run was computing; the new file was neither read nor filed away.',
      hint: 'Leave the new file where it is: the next run reads it.',
    },
  },
  'intake.not-filed': {
    severity: 'warning',
    de: {
      text: 'Die Lieferung ließ sich nach dem Lauf nicht ablegen; gemeldet wurde „{found}“.',
      hint: 'Am Ergebnis des Laufs ändert das nichts. Legen Sie die Datei von Hand ab, sonst wird sie beim nächsten Lauf noch einmal gelesen.',
    },
    en: {
      text: 'The delivery could not be filed away after the run; "{found}" was reported.',
      hint: 'The outcome of the run stays as it is. File the file away by hand, or it is read again in the next run.',
    },
  },
});
