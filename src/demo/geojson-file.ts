/** GeoJSON in metres with the `crs` member of the old 2008 form, as desktop programs of offices still write it. */
import { dissolve } from './dissolve.ts';
import { encodeText } from './encode-text.ts';
import type { HexGrid } from './hex-grid.ts';
import type { DemoArea } from './territory.ts';

/** One feature for each area; a single part becomes a Polygon, several a MultiPolygon. */
export function geojsonFile(
  name: string,
  grid: HexGrid,
  areas: readonly DemoArea[],
  properties: (area: DemoArea) => Readonly<Record<string, string>>,
): Buffer {
  const features = areas.map((area) => {
    const polygons = dissolve(grid, area.hexes);
    const geometry =
      polygons.length === 1
        ? { type: 'Polygon', coordinates: polygons[0] }
        : { type: 'MultiPolygon', coordinates: polygons };
    return JSON.stringify({ type: 'Feature', properties: properties(area), geometry });
  });
  const crs = JSON.stringify({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25832' } });
  const head = `{\n"type": "FeatureCollection",\n"name": ${JSON.stringify(name)},\n"crs": ${crs},\n"features": [\n`;
  return encodeText(`${head}${features.join(',\n')}\n]\n}\n`, 'utf-8');
}
