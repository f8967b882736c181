/** Findings about reading the official directory of municipalities. */
import { entries } from './entry.ts';

export const FORMAT_DIRECTORY_FINDINGS = entries({
  'format.directory-row': {
    severity: 'error',
    de: {
      text: 'Satzart, Schlüssel und Name passen nicht zusammen: „{found}“. Die Zeile wurde nicht gelesen.',
      hint: 'Laden Sie das Gemeindeverzeichnis neu herunter und liefern Sie es unverändert.',
    },
    en: {
      text: 'Kind of record, key and name do not fit together: "{found}". The row was not read.',
      hint: 'Download the directory of municipalities again and deliver it unchanged.',
    },
  },
});
