/**
 * Connector `geodata`: areas and points of a land survey or planning office, as files (GeoJSON, shapefile,
 * GeoPackage, GML) or from its WFS. It reads them in their own coordinates and repairs nothing.
 */
import { z } from 'zod';
import {
  countWays,
  defineConnector,
  fileConfig,
  fileSource,
  httpSecrets,
  wfsConfig,
  wfsSource,
  type Connector,
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

const files = fileSource('geodata', shapefileParts);
const service = wfsSource(httpSecrets('geodata'));

type Source = Pick<Connector<GeodataConfig>, 'check' | 'list' | 'open'>;

/** Files or service, whichever the configuration names. */
function chosen({ wfs }: GeodataConfig): Source {
  if (!wfs) return files;
  return {
    check: (_config, context) => service.check(wfs, context),
    list: (_config, context) => service.list(wfs, context),
    open: (_config, offer, file, context) => service.open(wfs, offer, file, context),
  };
}

export const geodata = defineConnector<GeodataConfig>({
  id: 'geodata',
  title: 'Raumeinheiten und Punkte',
  configSchema: config,
  secrets: files.secrets,
  check: (declared, context) => chosen(declared).check(declared, context),
  list: (declared, context) => chosen(declared).list(declared, context),
  open: (declared, offer, file, context) => chosen(declared).open(declared, offer, file, context),
  async settle(declared, offer, outcome, context) {
    if (!declared.wfs) await files.settle(declared, offer, outcome, context);
  },
  async discard(declared, offer, context) {
    if (!declared.wfs) await files.discard(declared, offer, context);
  },
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
