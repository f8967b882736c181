/** Section `date` of a profile: where the Stichtag stands and how it is written. */
import * as z from 'zod';
import { columnName, dayOfYear, patternWithGroup } from './words.ts';

/**
 * Letters stand for digits; `MMM` is a German month name, short or long. Formats without a day mean the last
 * day of the month; `YYYY` and the school year `YYYY/YYYY` need `day`, because only the source's documentation
 * knows it.
 */
export const DATE_FORMATS = [
  'YYYY',
  'YYYYMM',
  'YYYY-MM',
  'MMM YYYY',
  'YYYY-MM-DD',
  'YYYY_MM_DD',
  'YYYYMMDD',
  'DD.MM.YYYY',
  'DD_MM_YYYY',
  'YYYY/YYYY',
] as const;
/** Formats that leave the day to the profile. */
const YEAR_ONLY: ReadonlySet<string> = new Set(['YYYY', 'YYYY/YYYY']);
export type DateFormat = (typeof DATE_FORMATS)[number];

const written = { format: z.enum(DATE_FORMATS), day: z.exactOptional(dayOfYear) };

const labelPattern = z.strictObject({ match: patternWithGroup, ...written });

export const dateRule = z
  .discriminatedUnion('from', [
    z.strictObject({ from: z.literal('column'), column: columnName, ...written }),
    z.strictObject({ from: z.literal('header'), match: patternWithGroup, ...written }),
    z.strictObject({
      from: z.literal('labels'),
      patterns: z
        .array(labelPattern)
        .min(1)
        .describe('Schreibweisen; je Wertspalte gilt die innerste Überschrift, in der ein Datum steht'),
    }),
    z.strictObject({ from: z.literal('fileName'), match: patternWithGroup, ...written }),
    z.strictObject({ from: z.literal('title'), match: patternWithGroup, ...written }),
    z.strictObject({ from: z.literal('parameter') }),
  ])
  .superRefine((rule, context) => {
    if (rule.from === 'parameter') return;
    const all = rule.from === 'labels' ? rule.patterns : [rule];
    for (const [index, { format, day }] of all.entries()) {
      const path = rule.from === 'labels' ? ['patterns', index] : [];
      const yearOnly = YEAR_ONLY.has(format);
      if (yearOnly && day === undefined)
        context.addIssue({
          code: 'custom',
          path: [...path, 'format'],
          message: `Zu „${format}“ gehört „day“, zum Beispiel 12-31.`,
        });
      if (!yearOnly && day !== undefined)
        context.addIssue({
          code: 'custom',
          path: [...path, 'day'],
          message: '„day“ gibt es nur zu den Formaten „YYYY“ und „YYYY/YYYY“.',
        });
    }
  });
export type DateRule = z.output<typeof dateRule>;

/** A register is of one day, and the day is known before the first row is read: every row must be of it. */
export const personsDate = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('fileName'), match: patternWithGroup, ...written }),
  z.strictObject({ from: z.literal('parameter') }),
]);
export type PersonsDateRule = z.output<typeof personsDate>;
