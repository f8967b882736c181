/** Findings about files of polygons, before any coordinate system. */
import { entries } from './entry.ts';

export const FORMAT_GEOMETRY_FINDINGS = entries({
  'format.json-broken': {
    severity: 'block',
    de: {
      text: 'Die Datei ist kein gültiges JSON: Fehler an {found}.',
      hint: 'Prüfen Sie, ob die Datei vollständig übertragen wurde, und liefern Sie sie neu.',
    },
    en: {
      text: 'The file is not valid JSON: error at {found}.',
      hint: 'Check whether the file was transferred completely and deliver it again.',
    },
  },
  'format.not-a-feature-collection': {
    severity: 'block',
    de: {
      text: 'Die Datei ist JSON, aber keine GeoJSON-FeatureCollection.',
      hint: 'Exportieren Sie die Raumeinheiten als GeoJSON-FeatureCollection.',
    },
    en: {
      text: 'The file is JSON but not a GeoJSON FeatureCollection.',
      hint: 'Export the areas as a GeoJSON FeatureCollection.',
    },
  },
  'format.geometry-broken': {
    severity: 'error',
    de: {
      text: 'Die Geometrie des Objekts lässt sich nicht lesen.',
      hint: 'Prüfen Sie das Objekt im GIS und exportieren Sie die Datei neu.',
    },
    en: {
      text: 'The geometry of the feature cannot be read.',
      hint: 'Check the feature in the GIS and export the file again.',
    },
  },
  'format.no-features': {
    severity: 'block',
    de: {
      text: 'Die Datei enthält keine Objekte.',
      hint: 'Prüfen Sie, ob beim Export eine leere Auswahl eingestellt war, und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The file holds no features.',
      hint: 'Check whether the export was made from an empty selection and deliver the file again.',
    },
  },
  'format.companion-missing': {
    severity: 'block',
    de: {
      text: 'Zum Shapefile fehlt die Begleitdatei {expected}.',
      hint: 'Liefern Sie .shp, .shx, .dbf und .prj gemeinsam, am besten auch die .cpg.',
    },
    en: {
      text: 'The companion file {expected} of the shapefile is missing.',
      hint: 'Deliver .shp, .shx, .dbf and .prj together, ideally the .cpg as well.',
    },
  },
  'format.shapefile-broken': {
    severity: 'block',
    de: {
      text: 'Das Shapefile ist beschädigt oder unvollständig: {found}.',
      hint: 'Exportieren Sie das Shapefile neu und liefern Sie alle Teile gemeinsam.',
    },
    en: {
      text: 'The shapefile is damaged or incomplete: {found}.',
      hint: 'Export the shapefile again and deliver all parts together.',
    },
  },
  'format.dbf-broken': {
    severity: 'block',
    de: {
      text: 'Die dBASE-Tabelle ist beschädigt oder unvollständig: {found}.',
      hint: 'Lassen Sie sich die Datei noch einmal liefern. Es wurde nichts aus ihr gelesen.',
    },
    en: {
      text: 'The dBASE table is damaged or incomplete: {found}.',
      hint: 'Have the file delivered again. Nothing was read from it.',
    },
  },
  'format.geopackage-broken': {
    severity: 'block',
    de: {
      text: 'Die Datei ist kein lesbares GeoPackage: {found}.',
      hint: 'Exportieren Sie die Ebene neu als GeoPackage und liefern Sie sie noch einmal.',
    },
    en: {
      text: 'The file is not a readable GeoPackage: {found}.',
      hint: 'Export the layer again as GeoPackage and deliver it once more.',
    },
  },
  'format.geopackage-layer': {
    severity: 'block',
    de: {
      text: 'Die Ebene im GeoPackage ist nicht eindeutig. Vorhanden: {found}; gesucht: {expected}.',
      hint: 'Nennen Sie in der Raumebene unter „layout“ die gewünschte Ebene.',
    },
    en: {
      text: 'The layer in the GeoPackage is not unique. Present: {found}; wanted: {expected}.',
      hint: 'Name the wanted layer under "layout" of the spatial level.',
    },
  },
});
