/** Findings about bringing deliveries to areas: lists beside the directory, grids, official totals. */
import { entries } from './entry.ts';

export const ASSIGNMENT_INTAKE_FINDINGS = entries({
  'assignment.edition-unlisted': {
    severity: 'error',
    de: {
      text: 'Die Straßendatei steht nicht unter „editions“ in {found}; ab wann sie gilt, ist nicht bekannt.',
      hint: 'Tragen Sie die Datei mit „validFrom“ ein, oder nehmen Sie sie aus dem Lieferordner.',
    },
    en: {
      text: 'The street file is not listed under "editions" in {found}; from when on it holds is not known.',
      hint: 'Enter the file with its "validFrom", or take it out of the deliveries folder.',
    },
  },
  'assignment.edition-missing': {
    severity: 'error',
    de: {
      text: 'Die Straßendatei „{found}“, die ab {expected} gelten soll, liegt nicht da.',
      hint: 'Legen Sie die Datei in den Lieferordner, oder streichen Sie sie unter „editions“.',
    },
    en: {
      text: 'The street file "{found}", which is to hold from {expected} on, is not there.',
      hint: 'Put the file into the deliveries folder, or remove it under "editions".',
    },
  },
  'assignment.list-incomplete': {
    severity: 'error',
    de: {
      text: 'Der Zeile fehlt die Gemeinde oder die Straße.',
      hint: 'Ergänzen Sie AGS und Straße (Schlüssel oder Name). Ohne vollständige Liste wird niemand zugeordnet.',
    },
    en: {
      text: 'The row lacks its Gemeinde or its street.',
      hint: 'Add AGS and street (key or name). Nobody is assigned without a complete list.',
    },
  },
  'assignment.protected-unfound': {
    severity: 'error',
    de: {
      text: '{found} Einträge der Liste geschützter Adressen sind weder im Straßenverzeichnis noch unter den Koordinaten zu finden.',
      hint: 'Prüfen Sie in der Liste AGS, Schlüssel und Namen der Straßen, und tragen Sie Schlüssel und Namen ein. Sonst könnte, wer dort wohnt, doch zugeordnet werden.',
    },
    en: {
      text: '{found} entries of the list of protected addresses are found neither in the street directory nor among the coordinates.',
      hint: 'Check AGS, key and name of the streets in the list, and enter both key and name. Otherwise somebody who lives there might be assigned after all.',
    },
  },
  'assignment.reach-unreadable': {
    severity: 'error',
    de: {
      text: 'Die Reichweite „{found}“ ist keine Zahl von Metern.',
      hint: 'Berichtigen Sie die Zeile, zum Beispiel 300.',
    },
    en: {
      text: 'The reach "{found}" is no number of metres.',
      hint: 'Correct the row, for example 300.',
    },
  },
  'assignment.points-missing': {
    severity: 'error',
    de: {
      text: 'Für die Gliederung „{found}“ ist kein Punkt lesbar; alle lägen außerhalb.',
      hint: 'Prüfen Sie die Datei der Punkte und ihre Spalten im Profil.',
    },
    en: {
      text: 'No point can be read for the dimension "{found}"; everybody would be outside.',
      hint: 'Check the file of the points and its columns in the profile.',
    },
  },
  'assignment.coordinates-missing': {
    severity: 'error',
    de: {
      text: 'Die Raumebene „{found}“ nennt keine Hauskoordinaten, gebraucht werden sie für „{expected}“.',
      hint: 'Tragen Sie in der Raumebene unter „assignment“ den Abschnitt „coordinates“ ein.',
    },
    en: {
      text: 'The spatial level "{found}" names no house coordinates, needed for "{expected}".',
      hint: 'Add the section "coordinates" under "assignment" of the spatial level.',
    },
  },
  'assignment.level-empty': {
    severity: 'error',
    de: {
      text: 'Am Stichtag {expected} gibt es auf der Raumebene „{found}“ keine Raumeinheit.',
      hint: 'Prüfen Sie den Stichtag der Lieferung und die Ausgaben („editions“) der Raumebene.',
    },
    en: {
      text: 'On the reference date {expected} the spatial level "{found}" has no area.',
      hint: 'Check the reference date of the delivery and the editions of the spatial level.',
    },
  },
  'assignment.grid-cell': {
    severity: 'error',
    de: {
      text: '„{found}“ ist keine Zelle des Gitters mit {expected} Metern Kantenlänge.',
      hint: 'Prüfen Sie, ob Datei und „assign: cell:“ im Profil zusammengehören.',
    },
    en: {
      text: '"{found}" is no cell of the grid with edges of {expected} metres.',
      hint: 'Check that the file and "assign: cell:" in the profile belong together.',
    },
  },
  'assignment.grid-edge': {
    severity: 'warning',
    de: {
      text: 'Die Adressen enden an der Grenze der Raumebene „{expected}“; {found} bewohnte Gitterzellen reichen darüber hinaus und zählen ganz nach innen.',
      hint: 'Laden Sie auch die Adressen der Nachbarn: Kürzen Sie „agsStart“ unter „coordinates“ in der Raumebene.',
    },
    en: {
      text: 'The addresses end at the border of the spatial level "{expected}"; {found} inhabited grid cells reach beyond it and count inside as a whole.',
      hint: 'Load the addresses of the neighbours, too: shorten "agsStart" under "coordinates" in the spatial level.',
    },
  },
  'assignment.grid-border': {
    severity: 'warning',
    de: {
      text: 'Mehr als ein Fünftel des Werts stammt aus Zellen, die über die Grenze reichen; geschätzt sind: {found}.',
      hint: 'Die Werte werden als geschätzt gekennzeichnet. Genauer wird es mit Hauskoordinaten als Gewichten.',
    },
    en: {
      text: 'More than a fifth of the value comes from cells that reach across the border; estimated: {found}.',
      hint: 'The values are marked as estimated. House coordinates as weights make them better.',
    },
  },
  'assignment.grid-hidden': {
    severity: 'warning',
    de: {
      text: 'Mehr als die Hälfte des Werts stammt aus Zellen, die über die Grenze reichen; nicht gezeigt werden: {found}.',
      hint: 'Für diese Gebiete trägt das Gitter keinen Wert. Verwenden Sie eine Sonderauswertung nach eigenen Gebieten.',
    },
    en: {
      text: 'More than half of the value comes from cells that reach across the border; not shown: {found}.',
      hint: 'The grid carries no value for these areas. Use a special table by own areas.',
    },
  },
  'assignment.grid-untold': {
    severity: 'warning',
    de: {
      text: 'In einzelnen Zellen ist der Wert nicht genannt; ohne sie wäre die Summe zu klein. Ohne Wert bleiben: {found}.',
      hint: 'Verwenden Sie für diese Messgröße eine Sonderauswertung nach eigenen Gebieten, oder größere Zellen.',
    },
    en: {
      text: 'Some cells do not tell their value; without them the sum would be too small. Without a value stay: {found}.',
      hint: 'Use a special table by own areas for this measure, or larger cells.',
    },
  },
  'assignment.grid-outside': {
    severity: 'info',
    de: {
      text: 'Außerhalb der Raumebene „{expected}“ liegen {found}.',
      hint: 'Das Gitter reicht meist über den Kreis hinaus; es ist nichts zu tun.',
    },
    en: {
      text: 'Outside the spatial level "{expected}" lie {found}.',
      hint: 'The grid mostly reaches beyond the county; nothing is to be done.',
    },
  },
  'assignment.official-missing': {
    severity: 'info',
    de: {
      text: 'Zum Vergleich mit „{expected}“ liegt am {found} keine vollständige amtliche Zahl vor.',
      hint: 'Der Vergleich wird nachgeholt, sobald die Zahl geliefert ist.',
    },
    en: {
      text: 'There is no complete official figure of {found} to compare with "{expected}".',
      hint: 'The comparison is made as soon as the figure is delivered.',
    },
  },
});
