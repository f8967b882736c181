/** Findings about reading itself: the process that reads a file broke off. */
import { entries } from './entry.ts';

export const FORMAT_READING_FINDINGS = entries({
  'format.reading-memory': {
    severity: 'block',
    de: {
      text: 'Das Lesen der Datei wurde abgebrochen: Es braucht mehr als {expected} Arbeitsspeicher.',
      hint: 'Prüfen Sie, ob die Datei ungewöhnlich groß oder beschädigt ist, und liefern Sie sie kleiner oder aufgeteilt.',
    },
    en: {
      text: 'Reading the file was broken off: it needs more than {expected} of memory.',
      hint: 'Check whether the file is unusually large or damaged, and deliver it smaller or in parts.',
    },
  },
  'format.reading-time': {
    severity: 'block',
    de: {
      text: 'Das Lesen der Datei wurde abgebrochen: Es kam {expected} lang nicht voran.',
      hint: 'Prüfen Sie, ob die Datei ungewöhnlich groß oder beschädigt ist. Ist der Rechner stark belastet, starten Sie den Lauf später noch einmal.',
    },
    en: {
      text: 'Reading the file was broken off: it made no progress for {expected}.',
      hint: 'Check whether the file is unusually large or damaged. If the machine is under heavy load, start the run again later.',
    },
  },
  'format.reading-crashed': {
    severity: 'block',
    de: {
      text: 'Das Lesen der Datei ist abgestürzt ({found}).',
      hint: 'Prüfen Sie, ob sich die Datei öffnen lässt, und liefern Sie sie neu. Bleibt der Fehler, melden Sie ihn mit der Laufnummer.',
    },
    en: {
      text: 'Reading the file crashed ({found}).',
      hint: 'Check whether the file can be opened and deliver it again. If it persists, report it with the run number.',
    },
  },
});
