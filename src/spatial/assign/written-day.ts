/** Days as street directories write them. Empty means "no limit"; what is no day is told apart from that. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import { readDate } from '../../mapping/date-reader.ts';

const FORMATS = ['DD.MM.YYYY', 'YYYY-MM-DD', 'YYYYMMDD'] as const;
/** How registers write an open end. */
const OPEN = /^(?:|0+|9999.*|31\.12\.9999|00\.00\.0000)$/;

/** Null: no limit. Undefined: not a day. */
export function readWrittenDay(text: string): ReferenceDate | null | undefined {
  if (OPEN.test(text)) return null;
  for (const format of FORMATS) {
    const date = readDate(text, { format });
    if (date) return date;
  }
  return undefined;
}
