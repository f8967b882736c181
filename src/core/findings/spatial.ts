/** Findings about the geometry of spatial levels: layer, coordinate system, rings. */
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
});
