/** Section `genesis` of the connector's configuration: which tables are fetched, with which selection. */
import { z } from 'zod';
import { SERVICE_NAMES } from './rest-services.ts';

const code = z.string().regex(/^[0-9A-Za-z-]+$/);
const year = z.int().min(1900).max(2100);

const table = z.strictObject({
  /** `12411-01-01-4` */
  name: code,
  regionalvariable: code.optional(),
  /** `05158*`; several with comma. */
  regionalkey: z
    .string()
    .regex(/^[0-9*]{1,12}(,[0-9*]{1,12})*$/)
    .optional(),
  startyear: year.optional(),
  endyear: year.optional(),
  timeslices: z.int().min(1).max(100).optional(),
  contents: code.optional(),
  /** At most five further variables with the codes that are wanted. */
  classifying: z
    .array(z.strictObject({ variable: code, key: z.string().min(1) }))
    .max(5)
    .default([]),
  /** Leave out rows without a value. */
  compress: z.boolean().default(false),
  /** Ask for the column of quality marks. */
  quality: z.boolean().default(false),
});
export type TableOrder = z.output<typeof table>;

export const restConfig = z.strictObject({
  service: z.enum(SERVICE_NAMES),
  language: z.enum(['de', 'en']).default('de'),
  tables: z.array(table).min(1),
});
export type RestConfig = z.output<typeof restConfig>;

/** The form of `data/tablefile`, without `job`. */
export function formOf(order: TableOrder, language: string): Record<string, string> {
  const text = (value: string | number | undefined) => (value === undefined ? '' : String(value));
  const form: Record<string, string> = {
    name: order.name,
    area: 'all',
    compress: String(order.compress),
    transpose: 'false',
    contents: text(order.contents),
    startyear: text(order.startyear),
    endyear: text(order.endyear),
    timeslices: text(order.timeslices),
    regionalvariable: text(order.regionalvariable),
    regionalkey: text(order.regionalkey),
    format: 'ffcsv',
    quality: order.quality ? 'on' : 'off',
    stand: '',
    language,
  };
  for (const [index, { variable, key }] of order.classifying.entries()) {
    form[`classifyingvariable${index + 1}`] = variable;
    form[`classifyingkey${index + 1}`] = key;
  }
  return form;
}
