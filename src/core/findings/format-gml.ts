/** Findings about GML, as a WFS delivers it. */
import { entries } from './entry.ts';

export const FORMAT_GML_FINDINGS = entries({
  'format.xml-broken': {
    severity: 'block',
    de: {
      text: 'Die Datei ist kein gültiges XML: Fehler an {found}.',
      hint: 'Prüfen Sie, ob die Datei vollständig übertragen wurde, und liefern Sie sie neu. Eine DTD (DOCTYPE) wird nicht gelesen.',
    },
    en: {
      text: 'The file is not valid XML: error at {found}.',
      hint: 'Check whether the file was transferred completely and deliver it again. A DTD (DOCTYPE) is not read.',
    },
  },
  'format.not-gml': {
    severity: 'block',
    de: {
      text: 'Die Datei ist XML, aber keine GML-Sammlung von Objekten (FeatureCollection).',
      hint: 'Rufen Sie die Objekte mit GetFeature ab, oder exportieren Sie sie als GML.',
    },
    en: {
      text: 'The file is XML but not a GML collection of features (FeatureCollection).',
      hint: 'Fetch the features with GetFeature, or export them as GML.',
    },
  },
  'format.gml-exception': {
    severity: 'block',
    de: {
      text: 'Statt Objekten enthält die Datei eine Fehlermeldung des Dienstes: {found}.',
      hint: 'Prüfen Sie die Anfrage an den WFS und rufen Sie die Daten neu ab.',
    },
    en: {
      text: 'Instead of features the file holds an error message of the service: {found}.',
      hint: 'Check the request to the WFS and fetch the data again.',
    },
  },
  'format.gml-types': {
    severity: 'block',
    de: {
      text: 'Die Datei enthält Objekte mehrerer Arten oder nicht die gewünschte. Vorhanden: {found}; gesucht: {expected}.',
      hint: 'Nennen Sie unter „layout“ mit „type“ die gewünschte Objektart.',
    },
    en: {
      text: 'The file holds features of several types, or not the wanted one. Present: {found}; wanted: {expected}.',
      hint: 'Name the wanted feature type under "layout" with "type".',
    },
  },
  'format.gml-srs': {
    severity: 'block',
    de: {
      text: 'Die Geometrien der Datei nennen verschiedene Koordinatensysteme: {found}.',
      hint: 'Lassen Sie die Daten in einem einzigen Koordinatensystem liefern.',
    },
    en: {
      text: 'The geometries of the file name different coordinate systems: {found}.',
      hint: 'Have the data delivered in one coordinate system.',
    },
  },
  'format.gml-axes': {
    severity: 'block',
    de: {
      text: 'Ob zuerst der Ost- oder der Nordwert steht, lässt sich nicht sicher sagen: Die Zahlen ergeben {found}, angegeben ist {expected}.',
      hint: 'Vergleichen Sie eine Position mit der Karte und nennen Sie unter „layout“ mit „axes“ die Reihenfolge. Widersprechen die Zahlen der Angabe, ist sie falsch, oder die Daten liegen nicht in Deutschland.',
    },
    en: {
      text: 'Whether the east or the north value comes first is not certain: the numbers say {found}, declared is {expected}.',
      hint: 'Compare a position with the map and declare the order under "layout" with "axes". Where the numbers contradict, the declaration is wrong or the data do not lie in Germany.',
    },
  },
  'format.gml-geometries': {
    severity: 'error',
    de: {
      text: 'Das Objekt hat mehrere Geometrien ({found}).',
      hint: 'Nennen Sie unter „layout“ mit „geometry“ die gewünschte Eigenschaft.',
    },
    en: {
      text: 'The feature has several geometries ({found}).',
      hint: 'Name the wanted property under "layout" with "geometry".',
    },
  },
  'format.no-point': {
    severity: 'error',
    de: {
      text: 'Das Objekt hat keinen Punkt als Geometrie ({found}).',
      hint: 'Prüfen Sie das Objekt im GIS. Flächen liest der Aufbau für Raumeinheiten.',
    },
    en: {
      text: 'The feature has no point as its geometry ({found}).',
      hint: 'Check the feature in the GIS. Polygons are read by the layout for areas.',
    },
  },
});
