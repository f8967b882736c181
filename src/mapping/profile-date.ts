/** Section `date` of a profile: where the Stichtag stands and how it is written. */
import * as z from 'zod';
import { columnName, dayOfYear, patternWithGroup } from './words.ts';

/**
 * Letters stand for digits; `MMM` is a German month name, short or long. Formats without a day mean the last
 * day of the month; `YYYY` needs `day`, because only the source's documentation knows it.
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
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const written = { format: z.enum(DATE_FORMATS), day: z.exactOptional(dayOfYear) };

export const dateRule = z
  .discriminatedUnion('from', [
    z.strictObject({ from: z.literal('column'), column: columnName, ...written }),
    z.strictObject({ from: z.literal('header'), match: patternWithGroup, ...written }),
    z.strictObject({ from: z.literal('fileName'), match: patternWithGroup, ...written }),
    z.strictObject({ from: z.literal('title'), match: patternWithGroup, ...written }),
    z.strictObject({ from: z.literal('parameter') }),
  ])
  .superRefine((rule, context) => {
    if (rule.from === 'parameter') return;
    if (rule.format === 'YYYY' && rule.day === undefined)
      context.addIssue({
        code: 'custom',
        path: ['format'],
        message: 'Zu „YYYY“ gehört „day“, zum Beispiel 12-31.',
      });
    if (rule.format !== 'YYYY' && rule.day !== undefined)
      context.addIssue({ code: 'custom', path: ['day'], message: '„day“ gibt es nur zum Format „YYYY“.' });
  });
export type DateRule = z.output<typeof dateRule>;

/** A register is of one day, and the day is known before the first row is read: every row must be of it. */
export const personsDate = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('fileName'), match: patternWithGroup, ...written }),
  z.strictObject({ from: z.literal('parameter') }),
]);
export type PersonsDateRule = z.output<typeof personsDate>;
