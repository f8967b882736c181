/** Findings about spatial levels: coordinate system, geometry, keys and names, history. */
import { entries } from './entry.ts';

export const SPATIAL_FINDINGS = entries({
  'spatial.layer-empty': {
    severity: 'block',
    de: {
      text: 'Die Ebene enthält keine Flächen.',
      hint: 'Prüfen Sie, ob die richtige Datei und die richtige Ebene in der Datei angegeben sind.',
    },
    en: {
      text: 'The layer holds no areas.',
      hint: 'Check that the right file and the right layer inside it are named.',
    },
  },
  'spatial.crs-disagrees': {
    severity: 'block',
    de: {
      text: 'Das Koordinatensystem ist nicht eindeutig. {found}. Erwartet: {expected}.',
      hint: 'Lassen Sie sich von der liefernden Stelle das Koordinatensystem bestätigen. Stimmt die Datei so, tragen Sie in der Raumebene unter „crs“ die vollständige Definition (proj) und den Grund ein; sonst liefern Sie die Datei neu.',
    },
    en: {
      text: 'The coordinate system is not certain. {found}. Expected: {expected}.',
      hint: 'Have the supplier confirm the coordinate system. If the file is right as it is, give the full definition (proj) and the reason under "crs" in the level; otherwise deliver the file again.',
    },
  },
  'spatial.crs-undeclared': {
    severity: 'info',
    de: {
      text: 'Die Datei nennt kein Koordinatensystem; Zahlenbereich und Lage ergeben {found}.',
      hint: 'Bitten Sie die liefernde Stelle, das Koordinatensystem künftig mitzuliefern (bei Shapefiles die .prj-Datei).',
    },
    en: {
      text: 'The file names no coordinate system; the range of its numbers and its position give {found}.',
      hint: 'Ask the supplier to include the coordinate system in future (for shapefiles the .prj file).',
    },
  },
  'spatial.crs-declared': {
    severity: 'info',
    de: {
      text: 'Das Koordinatensystem stammt aus der Raumebene: {found}.',
      hint: 'Nichts zu tun. Prüfen Sie die Angabe, sobald sich die Lieferung ändert.',
    },
    en: {
      text: 'The coordinate system is taken from the level: {found}.',
      hint: 'Nothing to do. Review the entry whenever the delivery changes.',
    },
  },
  'spatial.axis-order': {
    severity: 'info',
    de: {
      text: 'Die Reihenfolge der Achsen wurde an den Zahlen erkannt: {found}.',
      hint: 'Nichts zu tun. Die Lage im Gebiet wurde geprüft.',
    },
    en: {
      text: 'The order of the axes was taken from the numbers: {found}.',
      hint: 'Nothing to do. The position in the region was checked.',
    },
  },
  'spatial.ordinates-dropped': {
    severity: 'info',
    de: {
      text: '{found} Höhen- oder Messwerte der Koordinaten wurden nicht übernommen.',
      hint: 'Nichts zu tun: KomMonitor kennt nur Länge und Breite.',
    },
    en: {
      text: '{found} heights or measures of positions were left out.',
      hint: 'Nothing to do: KomMonitor knows longitude and latitude only.',
    },
  },
  'spatial.coordinate-invalid': {
    severity: 'block',
    de: {
      text: 'Die Fläche enthält eine Koordinate, die keine Zahl ist oder sich nicht umrechnen lässt: {found}.',
      hint: 'Reparieren Sie die Fläche im GIS und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The area holds a position that is no number or cannot be transformed: {found}.',
      hint: 'Repair the area in the GIS and deliver the file again.',
    },
  },
  'spatial.geometry-missing': {
    severity: 'block',
    de: {
      text: 'Die Raumeinheit {found} hat keine Fläche.',
      hint: 'Ergänzen Sie die Fläche oder entfernen Sie den Eintrag und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The unit {found} has no polygon.',
      hint: 'Add the polygon or remove the entry, then deliver the file again.',
    },
  },
  'spatial.geometry-not-polygon': {
    severity: 'block',
    de: {
      text: 'Der Eintrag hat die Geometrieart {found}; erwartet werden Flächen.',
      hint: 'Liefern Sie eine Ebene, die nur Flächen (Polygone) enthält.',
    },
    en: {
      text: 'The entry is of geometry type {found}; polygons are expected.',
      hint: 'Deliver a layer that holds polygons only.',
    },
  },
  'spatial.ring-too-short': {
    severity: 'block',
    de: {
      text: 'Ein Umring hat nur {found} verschiedene Punkte.',
      hint: 'Reparieren Sie die Fläche im GIS und liefern Sie die Datei neu.',
    },
    en: {
      text: 'A ring has only {found} different points.',
      hint: 'Repair the area in the GIS and deliver the file again.',
    },
  },
  'spatial.zero-area': {
    severity: 'block',
    de: {
      text: 'Ein Umring schließt keine Fläche ein (bei {found}).',
      hint: 'Reparieren Sie die Fläche im GIS und liefern Sie die Datei neu.',
    },
    en: {
      text: 'A ring encloses no area (at {found}).',
      hint: 'Repair the area in the GIS and deliver the file again.',
    },
  },
  'spatial.self-intersection': {
    severity: 'block',
    de: {
      text: 'Die Grenze der Fläche kreuzt oder überdeckt sich selbst: {found}.',
      hint: 'Reparieren Sie die Fläche im GIS (in QGIS „Geometrien reparieren“) und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The border of the area crosses or covers itself: {found}.',
      hint: 'Repair the area in the GIS (in QGIS "Fix geometries") and deliver the file again.',
    },
  },
  'spatial.self-touch': {
    severity: 'block',
    de: {
      text: 'Ein Umring berührt sich selbst in einem Punkt und ist damit nach dem Standard ungültig: {found}.',
      hint: 'Reparieren Sie die Fläche im GIS (in QGIS „Geometrien reparieren“) und liefern Sie die Datei neu; die Form der Fläche ändert sich dabei nicht.',
    },
    en: {
      text: 'A ring touches itself in a point and is thus invalid by the standard: {found}.',
      hint: 'Repair the area in the GIS (in QGIS "Fix geometries") and deliver the file again; the shape of the area does not change.',
    },
  },
  'spatial.nesting': {
    severity: 'block',
    de: {
      text: 'Teile oder Löcher der Fläche liegen falsch ineinander: die Umringe ergeben {expected}, die Fläche {found}.',
      hint: 'Reparieren Sie die Fläche im GIS (in QGIS „Geometrien reparieren“) und liefern Sie die Datei neu.',
    },
    en: {
      text: 'Parts or holes of the area lie wrongly inside each other: the rings give {expected}, the area {found}.',
      hint: 'Repair the area in the GIS (in QGIS "Fix geometries") and deliver the file again.',
    },
  },
  'spatial.ring-collapsed': {
    severity: 'warning',
    de: {
      text: 'Ein Teil oder Loch ist so klein, dass beim Runden auf 7 Nachkommastellen nichts übrig bleibt: {found}.',
      hint: 'Prüfen Sie, ob dieser Splitter zur Fläche gehört; er wird nicht übernommen.',
    },
    en: {
      text: 'A part or hole is so small that nothing of it is left when rounding to 7 decimals: {found}.',
      hint: 'Check whether this splinter belongs to the area; it is left out.',
    },
  },
  'spatial.ring-unclosed': {
    severity: 'info',
    de: { text: '{found} Umringe waren nicht geschlossen und wurden geschlossen.', hint: 'Nichts zu tun.' },
    en: { text: '{found} rings were not closed and have been closed.', hint: 'Nothing to do.' },
  },
  'spatial.winding-fixed': {
    severity: 'info',
    de: {
      text: 'Bei {found} Umringen wurde die Umlaufrichtung an den Standard (RFC 7946) angepasst.',
      hint: 'Nichts zu tun.',
    },
    en: {
      text: 'The direction of {found} rings was changed to the standard (RFC 7946).',
      hint: 'Nothing to do.',
    },
  },
  'spatial.duplicate-points': {
    severity: 'info',
    de: { text: '{found} unmittelbar wiederholte Punkte wurden entfernt.', hint: 'Nichts zu tun.' },
    en: { text: '{found} repeated points were removed.', hint: 'Nothing to do.' },
  },
  'spatial.vertices-snapped': {
    severity: 'info',
    de: {
      text: '{found} Punkte, die weniger als 1 mm neben einem anderen Punkt lagen, wurden mit ihm zusammengelegt.',
      hint: 'Nichts zu tun: so bleiben gemeinsame Grenzen gemeinsam.',
    },
    en: {
      text: '{found} points less than 1 mm away from another point were merged with it.',
      hint: 'Nothing to do: this keeps shared borders shared.',
    },
  },
  'spatial.property-missing': {
    severity: 'block',
    de: {
      text: 'Die Spalte „{expected}“ gibt es in der Datei nicht. Vorhanden: {found}.',
      hint: 'Prüfen Sie die Schreibweise der Spalte in der Raumebene.',
    },
    en: {
      text: 'There is no column "{expected}" in the file. Present: {found}.',
      hint: 'Check the spelling of the column in the level.',
    },
  },
  'spatial.key-missing': {
    severity: 'block',
    de: {
      text: 'Der Eintrag hat keinen Schlüssel.',
      hint: 'Ergänzen Sie den Schlüssel in der Datei und liefern Sie sie neu.',
    },
    en: { text: 'The entry has no key.', hint: 'Add the key to the file and deliver it again.' },
  },
  'spatial.key-duplicate': {
    severity: 'block',
    de: {
      text: 'Der Schlüssel {found} kommt mehrmals vor (auch in Zeile {expected}).',
      hint: 'Fassen Sie die Teile einer Raumeinheit zu einem Eintrag zusammen oder berichtigen Sie den Schlüssel.',
    },
    en: {
      text: 'The key {found} occurs more than once (also in row {expected}).',
      hint: 'Merge the parts of a unit into one entry or correct the key.',
    },
  },
  'spatial.key-refused': {
    severity: 'block',
    de: {
      text: 'Der Schlüssel {found} ist nicht zulässig: {expected}.',
      hint: 'Verwenden Sie Schlüssel ohne Anführungszeichen, Steuerzeichen, „<“ und ohne Leerzeichen am Rand.',
    },
    en: {
      text: 'The key {found} is not allowed: {expected}.',
      hint: 'Use keys without quotes, control characters, "<" and without blanks at the ends.',
    },
  },
  'spatial.keys-padded': {
    severity: 'info',
    de: {
      text: '{found} Schlüssel wurden mit führenden Nullen auf {expected} Stellen ergänzt.',
      hint: 'Nichts zu tun. Prüfen Sie die Schlüssel, wenn Statistikzeilen nicht zugeordnet werden.',
    },
    en: {
      text: '{found} keys were padded with leading zeros to {expected} digits.',
      hint: 'Nothing to do. Check the keys if statistics rows cannot be joined.',
    },
  },
  'spatial.name-missing': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} hat keinen Namen.',
      hint: 'Ergänzen Sie den Namen in der Datei und liefern Sie sie neu.',
    },
    en: { text: 'The unit {found} has no name.', hint: 'Add the name to the file and deliver it again.' },
  },
  'spatial.name-refused': {
    severity: 'block',
    de: {
      text: 'Der Name der Raumeinheit {found} enthält ein unzulässiges Zeichen: {expected}.',
      hint: 'Berichtigen Sie den Namen in der Datei; häufig ist die Zeichenkodierung falsch angegeben.',
    },
    en: {
      text: 'The name of unit {found} holds a character that is not allowed: {expected}.',
      hint: 'Correct the name in the file; often the character encoding is wrong.',
    },
  },
  'spatial.name-duplicate': {
    severity: 'warning',
    de: {
      text: 'Der Name „{found}“ kommt innerhalb derselben übergeordneten Einheit mehrmals vor: {expected}.',
      hint: 'Prüfen Sie, ob die Namen stimmen; in der Karte sind die Einheiten nicht zu unterscheiden.',
    },
    en: {
      text: 'The name "{found}" occurs more than once within the same parent: {expected}.',
      hint: 'Check the names; the units cannot be told apart on the map.',
    },
  },
  'spatial.parent-missing': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} nennt keine übergeordnete Einheit.',
      hint: 'Ergänzen Sie die Zuordnung in der Datei oder in der Raumebene.',
    },
    en: { text: 'The unit {found} names no parent.', hint: 'Add the parent in the file or in the level.' },
  },
  'spatial.parent-unknown': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} gehört zu {expected}; diese Einheit gibt es zu diesem Zeitpunkt in der übergeordneten Ebene nicht.',
      hint: 'Prüfen Sie den Schlüssel und den Gültigkeitsbeginn beider Ebenen.',
    },
    en: {
      text: 'The unit {found} belongs to {expected}, which does not exist in the parent level on that day.',
      hint: 'Check the key and the first day of validity of both levels.',
    },
  },
  'spatial.outside-parent': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} liegt nicht ganz in der übergeordneten Einheit: {expected}.',
      hint: 'Prüfen Sie die Zuordnung und ob beide Ebenen denselben Gebietsstand haben.',
    },
    en: {
      text: 'The unit {found} is not fully inside its parent: {expected}.',
      hint: 'Check the parent and whether both levels have the same date.',
    },
  },
  'spatial.parent-not-filled': {
    severity: 'warning',
    de: {
      text: 'Die übergeordnete Einheit {found} wird von ihren Raumeinheiten nicht ganz bedeckt: {expected}.',
      hint: 'Prüfen Sie, ob eine Raumeinheit fehlt oder ob beide Ebenen denselben Gebietsstand haben.',
    },
    en: {
      text: 'The parent {found} is not fully covered by its units: {expected}.',
      hint: 'Check whether a unit is missing or whether both levels have the same date.',
    },
  },
  'spatial.sliver': {
    severity: 'warning',
    de: {
      text: 'Ein Teil der Fläche {found} ist auffallend klein oder schmal: {expected}.',
      hint: 'Prüfen Sie, ob der Teil gewollt ist oder ein Rest aus einer Verschneidung.',
    },
    en: {
      text: 'A part of area {found} is remarkably small or narrow: {expected}.',
      hint: 'Check whether the part is intended or left over from an overlay.',
    },
  },
  'spatial.multipart': {
    severity: 'info',
    de: {
      text: 'Die Raumeinheit {found} besteht aus {expected} getrennten Teilen.',
      hint: 'Nichts zu tun, wenn es sich um Exklaven handelt.',
    },
    en: {
      text: 'The unit {found} consists of {expected} separate parts.',
      hint: 'Nothing to do if these are exclaves.',
    },
  },
  'spatial.overlap': {
    severity: 'warning',
    de: {
      text: 'Die Raumeinheiten {found} überlappen sich: {expected}.',
      hint: 'Überlappungen von wenigen Quadratmetern sind üblich; größere lassen Sie von der liefernden Stelle bereinigen.',
    },
    en: {
      text: 'The units {found} overlap: {expected}.',
      hint: 'Overlaps of a few square metres are common; have larger ones cleaned up by the supplier.',
    },
  },
  'spatial.gap': {
    severity: 'warning',
    de: {
      text: 'Zwischen den Raumeinheiten liegt eine Lücke: {found}.',
      hint: 'Prüfen Sie, ob dort eine Raumeinheit fehlt. Gehört die Fläche zu einer anderen Gemeinde, ist nichts zu tun.',
    },
    en: {
      text: 'There is a gap between the units: {found}.',
      hint: 'Check whether a unit is missing there. If the place belongs to another municipality there is nothing to do.',
    },
  },
  'spatial.unit-too-large': {
    severity: 'error',
    de: {
      text: 'Die Raumebene ist als Text {found} Zeichen lang; KomMonitor nimmt weniger als {expected} an.',
      hint: 'Lassen Sie die Grenzen im GIS gemeinsam vereinfachen (Toleranz 2 bis 5 m) und liefern Sie die Datei neu.',
    },
    en: {
      text: 'As text the level is {found} characters long; KomMonitor accepts fewer than {expected}.',
      hint: 'Have the borders simplified together in the GIS (tolerance 2 to 5 m) and deliver the file again.',
    },
  },
  'spatial.valid-from-after-clock-change': {
    severity: 'warning',
    de: {
      text: 'Die Ausgabe beginnt am {found}, dem Tag nach der Umstellung auf Sommerzeit; KomMonitor-Server mit deutscher Zeitzone beenden die alten Flächen dann einen Tag zu früh.',
      hint: 'Wählen Sie nach Möglichkeit einen anderen Gültigkeitsbeginn oder betreiben Sie den Server in der Zeitzone UTC.',
    },
    en: {
      text: 'The edition begins on {found}, the day after the change to summer time; KomMonitor servers in the German zone then end the old areas one day too early.',
      hint: 'Choose another first day of validity if you can, or run the server in UTC.',
    },
  },
  'spatial.area-reappears': {
    severity: 'warning',
    de: {
      text: 'Die Raumeinheit {found} fehlt zwischen zwei Ausgaben: {expected}.',
      hint: 'KomMonitor zeigt sie auch in der Zwischenzeit an. Prüfen Sie, ob in der mittleren Ausgabe eine Fläche fehlt oder ob der Schlüssel neu vergeben wurde.',
    },
    en: {
      text: 'The unit {found} is missing between two editions: {expected}.',
      hint: 'KomMonitor shows it in between as well. Check whether an area is missing in the middle edition or the key was reused.',
    },
  },
});
