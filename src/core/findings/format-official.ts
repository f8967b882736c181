/** Findings about the files of the statistical offices: GENESIS tables and flat files, census grids. */
import { entries } from './entry.ts';

export const FORMAT_OFFICIAL_FINDINGS = entries({
  'format.archive-members': {
    severity: 'block',
    de: {
      text: 'Das Archiv enthält {found} passende Dateien; gelesen werden kann genau eine.',
      hint: 'Liefern Sie das Archiv so, wie der Dienst es ausgibt, oder nur die gemeinte Datei daraus.',
    },
    en: {
      text: 'The archive holds {found} fitting files; exactly one can be read.',
      hint: 'Deliver the archive as the service gives it out, or only the file that is meant.',
    },
  },
  'format.table-cut': {
    severity: 'error',
    de: {
      text: 'Unter der Tabelle fehlt die Abschlusslinie: Die Datei ist vermutlich abgeschnitten.',
      hint: 'Laden Sie die Tabelle noch einmal vollständig herunter und liefern Sie sie neu.',
    },
    en: {
      text: 'The closing line below the table is missing: the file is probably cut off.',
      hint: 'Download the whole table once more and deliver it again.',
    },
  },
  'format.twin-columns-differ': {
    severity: 'error',
    de: {
      text: 'Zwei Spalten heißen gleich („{found}“), haben aber in dieser Zeile verschiedene Werte.',
      hint: 'Rufen Sie die Tabelle so ab, dass jede Spalte einen eigenen Kopf hat, und liefern Sie sie neu.',
    },
    en: {
      text: 'Two columns have the same label (“{found}”) but different values in this row.',
      hint: 'Retrieve the table so that each column has a label of its own and deliver it again.',
    },
  },
  'format.other-table': {
    severity: 'block',
    de: {
      text: 'Die Datei enthält {found}, das Profil ist für {expected}.',
      hint: 'Prüfen Sie, ob die richtige Tabelle geliefert wurde, und wählen Sie das Profil, das zu ihr gehört.',
    },
    en: {
      text: 'The file holds {found}, the profile is made for {expected}.',
      hint: 'Check whether the right table was delivered and choose the profile that belongs to it.',
    },
  },
  'format.variable-unexpected': {
    severity: 'error',
    de: {
      text: 'Die Zeile ist nach dem Merkmal „{found}“ gegliedert, das im Profil nicht vorgesehen ist; sie wurde nicht gelesen.',
      hint: 'Rufen Sie die Tabelle in der bisherigen Gliederung ab, oder ergänzen Sie das Merkmal im Profil unter „variables“ oder „regions“.',
    },
    en: {
      text: 'The row is broken down by the variable “{found}”, which the profile does not foresee; it was not read.',
      hint: 'Retrieve the table with its former breakdown, or add the variable to variables or regions in the profile.',
    },
  },
  'format.region-variables': {
    severity: 'error',
    de: {
      text: 'Die Zeile nennt {found} Regionalmerkmale; genau eines von {expected} wird gebraucht. Sie wurde nicht gelesen.',
      hint: 'Prüfen Sie „regions“ im Profil und die Auswahl, mit der die Tabelle abgerufen wurde.',
    },
    en: {
      text: 'The row names {found} region variables; exactly one of {expected} is needed. It was not read.',
      hint: 'Check regions in the profile and the selection with which the table was retrieved.',
    },
  },
  'format.grid-cell-differs': {
    severity: 'error',
    de: {
      text: 'Kennung und Mittelpunkt der Gitterzelle passen nicht zusammen (gefunden {found}, erwartet {expected}); die Zeile wurde nicht gelesen.',
      hint: 'Prüfen Sie, ob Zellgröße und Datei zusammengehören und ob Ost- und Nordwert vertauscht sind.',
    },
    en: {
      text: 'Id and centre of the grid cell do not fit (found {found}, expected {expected}); the row was not read.',
      hint: 'Check whether cell size and file belong together and whether east and north have changed places.',
    },
  },
  'format.keys-padded': {
    severity: 'info',
    de: {
      text: 'Führende Nullen von {found} Regionalschlüsseln wurden anhand der Regionalebene ergänzt.',
      hint: 'Nichts zu tun. Die Nullen gehen verloren, wenn Excel Schlüssel als Zahlen speichert.',
    },
    en: {
      text: 'The leading zeros of {found} region keys were put back according to their level.',
      hint: 'Nothing to do. The zeros are lost where Excel stores keys as numbers.',
    },
  },
  'format.key-length': {
    severity: 'error',
    de: {
      text: 'Der Regionalschlüssel „{found}“ passt nicht zur Regionalebene „{expected}“; die Zeile wurde nicht gelesen.',
      hint: 'Prüfen Sie die Spalten „_RS“ und „Regionalebene“ und liefern Sie das Blatt unverändert.',
    },
    en: {
      text: 'The region key “{found}” does not fit the level “{expected}”; the row was not read.',
      hint: 'Check the columns _RS and Regionalebene and deliver the sheet unchanged.',
    },
  },
});
