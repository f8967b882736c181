/** Findings about a delivery as a whole, from landing to filing away. */
import { entries } from './entry.ts';

export const INTAKE_FINDINGS = entries({
  'intake.not-filed': {
    severity: 'warning',
    de: {
      text: 'Die Lieferung ließ sich nach dem Lauf nicht ablegen; gemeldet wurde „{found}“.',
      hint: 'Die Zahlen sind übernommen. Legen Sie die Datei von Hand ab, sonst wird sie beim nächsten Lauf noch einmal gelesen.',
    },
    en: {
      text: 'The delivery could not be filed away after the run; "{found}" was reported.',
      hint: 'The figures have been taken in. File the file away by hand, or it is read again in the next run.',
    },
  },
});
