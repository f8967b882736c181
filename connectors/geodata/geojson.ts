/** Layout `geojson`: a FeatureCollection. */
import { z } from 'zod';
import { readGeojson, type Layout } from '../../src/sdk/index.ts';
import { recogniseGeojson } from './recognise.ts';

const options = z.strictObject({});

export const geojson: Layout<z.infer<typeof options>> = {
  kind: 'polygons',
  options,
  async read(delivery, _options, context) {
    context.signal.throwIfAborted();
    return readGeojson(delivery, context.report);
  },
  recognise: recogniseGeojson,
};
