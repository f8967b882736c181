/**
 * Approval of microdata: who allowed lines on single persons to be read here, and on which day. Without it every
 * layout is in aggregate mode.
 */
import { z } from 'zod';

export const approval = z.strictObject({
  /** Name and office of the person who approved. */
  approvedBy: z.string().trim().min(3),
  approvedOn: z.iso.date(),
});
