/** Findings about files of a residents registry, before a single record of them is read. */
import { entries } from './entry.ts';

export const RESIDENTS_FINDINGS = entries({
  'residents.looks-like-persons': {
    severity: 'block',
    de: {
      text: 'Die Datei sieht nach Angaben zu einzelnen Personen oder Adressen aus ({found}). Sie wurde nicht gelesen und wird aus der Ablage gelöscht.',
      hint: 'Liefern Sie zusammengefasste Zahlen. Sollen Einzeldaten verarbeitet werden, muss die Statistikstelle das freigeben: „microdata“ mit „approvedBy“ und „approvedOn“.',
    },
    en: {
      text: 'The file looks like data on single persons or addresses ({found}). It was not read and is deleted from the landing folder.',
      hint: 'Deliver aggregated figures. Where single records are to be processed, the statistics office has to approve it: "microdata" with "approvedBy" and "approvedOn".',
    },
  },
  'residents.header-differs': {
    severity: 'block',
    de: {
      text: 'Die Kopfzeile passt nicht zum Satzaufbau: {found}. Erwartet: {expected}.',
      hint: 'Prüfen Sie, ob die Datei eine Kopfzeile hat und der Satzaufbau im Profil zu dieser Lieferung gehört.',
    },
    en: {
      text: 'The header does not fit the record layout: {found}. Expected: {expected}.',
      hint: 'Check whether the file has a header and the record layout in the profile belongs to this delivery.',
    },
  },
});
