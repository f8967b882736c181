/** Tables that come as text or as a workbook: the options that say which, and the rows of either. */
import { z } from 'zod';
import { readDelimited } from '../formats/delimited.ts';
import { openText } from '../formats/encoding.ts';
import type { LandedDelivery, LayoutContext } from './connector.ts';
import type { TableSource } from './labelled-table.ts';
import { sheetSources } from './sheet-sources.ts';
import { DELIMITERS, ENCODINGS } from './text-options.ts';

export const textOrSheetFields = {
  /** Text files only; left out: the file must be UTF-8. */
  encoding: z.enum(ENCODINGS).optional(),
  /** Says that the file is a text file. */
  delimiter: z.enum(DELIMITERS).optional(),
  /** Says that the file is a workbook: name of its sheet, `*` for any characters. Each sheet is a table. */
  sheet: z.string().min(1).optional(),
} as const;

const fields = z.strictObject(textOrSheetFields);
export type TextOrSheet = z.infer<typeof fields>;

/** What is wrong with the three options together, as zod's refinements take it; undefined: nothing. */
export function textOrSheetProblem(options: TextOrSheet): string | undefined {
  if ((options.delimiter === undefined) === (options.sheet === undefined))
    return 'entweder „delimiter“ (Textdatei) oder „sheet“ (Arbeitsmappe)';
  return options.encoding !== undefined && options.delimiter === undefined
    ? '„encoding“ nur mit „delimiter“'
    : undefined;
}

/** The text as one source, or each sheet as one. None, with a finding, where the file is another one. */
export async function textOrSheetSources(
  delivery: LandedDelivery,
  { encoding, delimiter = ';', sheet }: TextOrSheet,
  context: LayoutContext,
): Promise<readonly TableSource[]> {
  if (sheet !== undefined) return sheetSources(delivery, sheet, context);
  const text = await openText(delivery, encoding === undefined ? {} : { declared: encoding }, context.report);
  if (!text) return [];
  const { file } = delivery;
  return [{ file, rows: readDelimited(text.chunks, { file, delimiter, width: 'any' }, context.report) }];
}
