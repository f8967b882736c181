/** Layout `gml`: polygons of a WFS, one page or several. */
import type { z } from 'zod';
import { readGml, type Layout } from '../../src/sdk/index.ts';
import { gmlOptions } from './gml-options.ts';

export const gml: Layout<z.infer<typeof gmlOptions>> = {
  kind: 'polygons',
  options: gmlOptions,
  async read(delivery, options, context) {
    context.signal.throwIfAborted();
    return readGml(delivery, options, context.report);
  },
};
