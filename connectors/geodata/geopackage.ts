/** Layout `geopackage`: one layer of a GeoPackage. */
import { z } from 'zod';
import { readGeopackage, type Layout } from '../../src/sdk/index.ts';
import { recogniseGeopackage } from './recognise.ts';

const options = z.strictObject({
  /** Name of the feature table; may be left out where there is only one. */
  layer: z.string().min(1).optional(),
});

export const geopackage: Layout<z.infer<typeof options>> = {
  kind: 'polygons',
  options,
  async read(delivery, { layer }, context) {
    context.signal.throwIfAborted();
    return readGeopackage({ ...delivery, ...(layer === undefined ? {} : { layer }) }, context.report);
  },
  recognise: recogniseGeopackage,
};
