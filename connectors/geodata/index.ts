/**
 * Connector `geodata`: areas that a land survey or planning office puts into a folder, as GeoJSON, shapefile
 * or GeoPackage. It reads them in their own coordinates and repairs nothing.
 */
import { defineConnector, folderConfig, folderSource, type FolderConfig } from '../../src/sdk/index.ts';
import { buildingReferences } from './building-references.ts';
import { geojson } from './geojson.ts';
import { geopackage } from './geopackage.ts';
import { shapefile, shapefileParts } from './shapefile.ts';

export const geodata = defineConnector<FolderConfig>({
  id: 'geodata',
  title: 'Raumeinheiten aus einem Ordner',
  configSchema: folderConfig,
  secrets: [],
  ...folderSource(shapefileParts),
  layouts: { geojson, shapefile, geopackage, 'building-references': buildingReferences },
});
