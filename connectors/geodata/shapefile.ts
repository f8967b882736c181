/** Layout `shapefile`: `.shp` with `.shx` and `.dbf`, and where there are such `.prj` and `.cpg`. */
import { z } from 'zod';
import { readShapefile, type FindCompanions, type Layout } from '../../src/sdk/index.ts';
import { recogniseShapefile } from './recognise.ts';

const options = z.strictObject({});

export const shapefile: Layout<z.infer<typeof options>> = {
  kind: 'polygons',
  options,
  async read(delivery, _options, context) {
    context.signal.throwIfAborted();
    return readShapefile(delivery, context.report);
  },
  recognise: recogniseShapefile,
};

const PART = /^(.*)\.(?:shx|dbf|prj|cpg)$/iu;
const SHAPES = /^(.*)\.shp$/iu;

/** The other parts of a shapefile: the same name, whatever the case, since such files come from Windows. */
export const shapefileParts: FindCompanions<unknown> = (file, siblings) => {
  const name = SHAPES.exec(file)?.[1]?.toLowerCase();
  if (name === undefined) return [];
  return siblings.filter((sibling) => PART.exec(sibling)?.[1]?.toLowerCase() === name);
};
