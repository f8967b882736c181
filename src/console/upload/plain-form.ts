/** A file that comes with a form, in one piece. */
import type { Visit } from '../visit.ts';
import { tooLarge } from './uploads.ts';

const MB = 1_000_000;
/** Beside the file there are fields in a form. */
const FORM_BYTES = 100_000;

/** What the browser says about the length is known before the first byte. Throws SyncError `upload.too-large`. */
export function refuseLong({ c, house }: Visit): void {
  const { largestPlainMb } = house.app.config.console.upload;
  const length = Number(c.req.header('content-length') ?? 0);
  if (length > largestPlainMb * MB + FORM_BYTES) throw tooLarge(length, largestPlainMb);
}
