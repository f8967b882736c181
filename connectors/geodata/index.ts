/**
 * Connector `geodata`: areas and points of a land survey or planning office, as files (GeoJSON, shapefile,
 * GeoPackage, GML) or from its WFS. It reads them in their own coordinates and repairs nothing.
 */
import { z } from 'zod';
import {
  countWays,
  defineConnector,
  fileConfig,
  fileOrService,
  fileSource,
  httpSecrets,
  wfsConfig,
  wfsSource,
} from '../../src/sdk/index.ts';
import { buildingReferences } from './building-references.ts';
import { dbf } from './dbf.ts';
import { geojson } from './geojson.ts';
import { geojsonPoints } from './geojson-points.ts';
import { geopackage } from './geopackage.ts';
import { gml } from './gml.ts';
import { gmlPoints } from './gml-points.ts';
import { shapefile, shapefileParts } from './shapefile.ts';

const config = z
  .strictObject({ ...fileConfig.shape, wfs: wfsConfig.optional() })
  .refine((declared) => countWays(declared) + (declared.wfs ? 1 : 0) === 1, {
    error: 'genau eines von „files“, „inbox“, „http“, „sftp“ (Dateien) und „wfs“ (Abruf)',
  });
export type GeodataConfig = z.output<typeof config>;

const files = fileSource<GeodataConfig>('geodata', shapefileParts);
const service = wfsSource(httpSecrets('geodata'));

export const geodata = defineConnector<GeodataConfig>({
  id: 'geodata',
  title: 'Raumeinheiten und Punkte',
  configSchema: config,
  secrets: files.secrets,
  ...fileOrService(files, service, ({ wfs }) => wfs),
  layouts: {
    'building-references': buildingReferences,
    dbf,
    geojson,
    'geojson-points': geojsonPoints,
    geopackage,
    gml,
    'gml-points': gmlPoints,
    shapefile,
  },
});
