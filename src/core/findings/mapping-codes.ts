/** Findings about bringing a code list up to date from its official source. */
import { entries } from './entry.ts';

export const MAPPING_CODES_FINDINGS = entries({
  'mapping.codes-current': {
    severity: 'info',
    de: {
      text: 'Die Codeliste „{found}“ ist auf dem Stand der Quelle ({expected}).',
      hint: 'Nichts zu tun.',
    },
    en: {
      text: 'The code list "{found}" is up to date with its source ({expected}).',
      hint: 'Nothing to do.',
    },
  },
  'mapping.codes-written': {
    severity: 'info',
    de: {
      text: 'Die Codeliste wurde geschrieben: {found} mit {expected} gültigen Schlüsseln.',
      hint: 'Sie gilt vom nächsten Lauf an und ersetzt die mitgelieferte Liste.',
    },
    en: {
      text: 'The code list was written: {found} with {expected} valid codes.',
      hint: 'It holds from the next run on and replaces the list that comes with the program.',
    },
  },
  'mapping.codes-added': {
    severity: 'info',
    de: {
      text: 'Neue Schlüssel: {found}.',
      hint: 'Prüfen Sie, ob Profile und Raumebenen die neuen Schlüssel kennen müssen.',
    },
    en: {
      text: 'New codes: {found}.',
      hint: 'Check whether profiles and levels have to know the new codes.',
    },
  },
  'mapping.codes-ended': {
    severity: 'warning',
    de: {
      text: 'Schlüssel, die es in der Quelle nicht mehr gibt: {found}. Sie gelten bis {expected}.',
      hint: 'Prüfen Sie, ob Profile, Raumebenen oder Umrechnungstabellen sie noch nennen.',
    },
    en: {
      text: 'Codes that the source no longer has: {found}. They are valid until {expected}.',
      hint: 'Check whether profiles, levels or crosswalks still name them.',
    },
  },
  'mapping.codes-kept': {
    severity: 'info',
    de: {
      text: '{found} Schlüssel der Liste kommen in dieser Tabelle nicht vor und bleiben bestehen.',
      hint: 'Nichts zu tun. Die Tabelle nennt nur Schlüssel, zu denen es Zahlen gibt.',
    },
    en: {
      text: '{found} codes of the list do not occur in this table and stay.',
      hint: 'Nothing to do. The table names only codes for which there are figures.',
    },
  },
  'mapping.codes-renamed': {
    severity: 'info',
    de: {
      text: 'Umbenannt: {found}.',
      hint: 'Profile, die Bezeichnungen vergleichen, erwarten vom nächsten Lauf an die neuen.',
    },
    en: {
      text: 'Renamed: {found}.',
      hint: 'Profiles that compare labels expect the new ones from the next run on.',
    },
  },
  'mapping.codes-vanished': {
    severity: 'block',
    de: {
      text: 'In der Quelle fehlen {found} Schlüssel der Liste; mehr als {expected} auf einmal werden nicht übernommen.',
      hint: 'Prüfen Sie, ob die Datei vollständig ist und die richtige Auswahl enthält.',
    },
    en: {
      text: 'The source lacks {found} codes of the list; more than {expected} at once are not accepted.',
      hint: 'Check whether the file is complete and holds the right selection.',
    },
  },
  'mapping.codes-undated': {
    severity: 'error',
    de: {
      text: 'Der Bestand an Schlüsseln hat sich geändert, die Quelle sagt aber nicht, seit wann: {found}.',
      hint: 'Schlagen Sie den Tag der Gebietsänderung nach und tragen Sie ihn im Auftrag unter „changedOn“ ein ({expected}).',
    },
    en: {
      text: 'The set of codes has changed, but the source does not say since when: {found}.',
      hint: 'Look up the day of the change and enter it in the job under "changedOn" ({expected}).',
    },
  },
  'mapping.codes-older': {
    severity: 'error',
    de: {
      text: 'Die Quelle hat den Stand {found}, die Liste ist schon auf dem Stand {expected}.',
      hint: 'Liefern Sie die neueste Ausgabe.',
    },
    en: {
      text: 'The source is of {found}, the list is of {expected} already.',
      hint: 'Deliver the newest edition.',
    },
  },
  'mapping.codes-skipped': {
    severity: 'info',
    de: {
      text: '{expected} Zeilen wurden übergangen: Ihr Schlüssel „{found}“ gehört nicht in die Liste.',
      hint: 'Nichts zu tun: So steht es im Auftrag unter „key: skip“.',
    },
    en: {
      text: '{expected} rows were passed over: their key "{found}" does not belong in the list.',
      hint: 'Nothing to do: the job says so under "key: skip".',
    },
  },
  'mapping.codes-unforeseen': {
    severity: 'error',
    de: {
      text: 'Der Schlüssel „{found}“ passt weder zu „keep“ ({expected}) noch zu „skip“.',
      hint: 'Prüfen Sie, ob die Quelle Neues enthält, und ergänzen Sie „key“ im Auftrag.',
    },
    en: {
      text: 'The key "{found}" fits neither "keep" ({expected}) nor "skip".',
      hint: 'Check whether the source holds something new and extend "key" in the job.',
    },
  },
  'mapping.codes-unlabelled': {
    severity: 'error',
    de: {
      text: 'Dem Schlüssel „{found}“ fehlt die Bezeichnung in der Spalte „{expected}“.',
      hint: 'Prüfen Sie, ob „key“ und „label“ im Auftrag die richtigen Spalten nennen.',
    },
    en: {
      text: 'The key "{found}" has no label in the column "{expected}".',
      hint: 'Check whether "key" and "label" name the right columns in the job.',
    },
  },
  'mapping.codes-two-labels': {
    severity: 'error',
    de: {
      text: 'Der Schlüssel „{found}“ hat zwei Bezeichnungen: {expected}.',
      hint: 'Prüfen Sie, ob Schlüssel und Bezeichnung im Auftrag die richtigen Spalten nennen.',
    },
    en: {
      text: 'The code "{found}" has two labels: {expected}.',
      hint: 'Check whether key and label name the right columns in the job.',
    },
  },
  'mapping.codes-no-date': {
    severity: 'error',
    de: {
      text: 'Der Stand der Liste ist nicht zu finden; gesucht wurde er hier: {expected}.',
      hint: 'Berichtigen Sie „asOf“ im Auftrag oder geben Sie den Stand mit --date an.',
    },
    en: {
      text: 'The day the list refers to was not found; it was looked for here: {expected}.',
      hint: 'Correct "asOf" in the job or give the day with --date.',
    },
  },
  'mapping.codes-empty': {
    severity: 'block',
    de: {
      text: 'In der Quelle steht kein Schlüssel, der übernommen werden könnte.',
      hint: 'Prüfen Sie, ob die richtige Datei da ist und „key“ im Auftrag zu ihr passt.',
    },
    en: {
      text: 'The source holds no code that could be taken.',
      hint: 'Check whether the right file is there and "key" in the job fits it.',
    },
  },
});
