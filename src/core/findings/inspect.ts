/** Findings of a first look at a file that nobody has described yet. */
import { entries } from './entry.ts';

export const INSPECT_FINDINGS = entries({
  'inspect.looks-like-persons': {
    severity: 'block',
    de: {
      text: 'Die Datei sieht nach Angaben zu einzelnen Personen oder Adressen aus ({found}). Von ihrem Inhalt wird nichts gezeigt und kein Profil vorgeschlagen.',
      hint: 'Lassen Sie sich zusammengefasste Zahlen liefern. Einzeldaten beschreibt nur die Statistikstelle, mit dem Konnektor „residents“ und ihrer Freigabe.',
    },
    en: {
      text: 'The file looks like data on single persons or addresses ({found}). Nothing of its content is shown and no profile is proposed.',
      hint: 'Ask for aggregated figures. Single records are described by the statistics office only, with connector "residents" and its approval.',
    },
  },
  'inspect.not-recognised': {
    severity: 'error',
    de: {
      text: 'Keine Form erkennt den Aufbau der Datei.',
      hint: 'Nennen Sie mit --connector und --form eine Form, oder schreiben Sie das Profil nach docs/mapping-language.md. Bei Dateien mit fester Satzlänge gehört der Satzaufbau als CSV-Datei daneben.',
    },
    en: {
      text: 'No form recognises how the file is laid out.',
      hint: 'Name a form with --connector and --form, or write the profile after docs/mapping-language.md. Files of fixed width need their record layout as a CSV file beside them.',
    },
  },
  'inspect.no-observations': {
    severity: 'error',
    de: {
      text: 'Der Vorschlag liest keine einzige Zahl.',
      hint: 'Sehen Sie die Befunde und die mit „prüfen“ bezeichneten Zeilen des Vorschlags durch.',
    },
    en: {
      text: 'The proposal reads not a single figure.',
      hint: 'Go through the findings and the lines of the proposal that are marked "prüfen".',
    },
  },
});
