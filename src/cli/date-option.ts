/** The option `--date`: the Stichtag of a delivery that does not name it itself. */
import { InvalidArgumentError } from 'commander';
import { parseReferenceDate, type ReferenceDate } from '../core/reference-date.ts';

export function dateOption(text: string): ReferenceDate {
  const date = parseReferenceDate(text);
  if (date) return date;
  throw new InvalidArgumentError('Ein Stichtag wird JJJJ-MM-TT geschrieben, zum Beispiel 2024-12-31.');
}
