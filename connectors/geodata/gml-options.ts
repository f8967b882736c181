/** Options of the layouts that read GML. */
import { z } from 'zod';

export const gmlOptions = z.strictObject({
  /** Name of the feature type without prefix; may be left out where there is only one. */
  type: z.string().min(1).optional(),
  /** Property with the geometry; may be left out where a feature has only one. */
  geometry: z.string().min(1).optional(),
  /** Order in which positions are written; needed only where the numbers do not tell. */
  axes: z.enum(['east-north', 'north-east']).optional(),
  /** The coordinate system, where the file names it by a code that only the service knows. */
  srs: z
    .string()
    .regex(/^EPSG:\d{4,6}$/)
    .optional(),
});
