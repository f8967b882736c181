/** Findings about the files of deliveries, whatever they hold. */
import { entries } from './entry.ts';

export const INTAKE_FINDINGS = entries({
  'intake.same-file-twice': {
    severity: 'error',
    de: {
      text: 'Die Datei hat denselben Inhalt wie {found}; als Teile einer Lieferung würden beide zusammengezählt.',
      hint: 'Lassen Sie nur eine der beiden im Lieferordner.',
    },
    en: {
      text: 'The file has the same content as {found}; as parts of one delivery both would be added up.',
      hint: 'Leave only one of the two in the deliveries folder.',
    },
  },
  'intake.not-filed': {
    severity: 'warning',
    de: {
      text: 'Die Lieferung ließ sich nach dem Lauf nicht ablegen ({found})',
      hint: 'Die Zahlen sind übernommen. Legen Sie die Datei von Hand ab, sonst wird sie beim nächsten Lauf noch einmal gelesen.',
    },
    en: {
      text: 'The delivery could not be filed away after the run ({found})',
      hint: 'The figures have been taken in. File the file away by hand, or it is read again in the next run.',
    },
  },
});
