/** Does every renaming lead to a street of the directory? Asked before any person is read. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk } from '../../mapping/finding-desk.ts';
import type { Alias } from './aliases.ts';
import type { DirectoryRow } from './directory-row.ts';
import { soughtWords, streetFinder } from './street-finder.ts';
import { indexStreets } from './street-index.ts';

/** Renamings that begin after the day are not looked at: the directory of the day cannot hold their new street. */
export function checkAliases(
  aliases: readonly Alias[],
  directory: readonly DirectoryRow[],
  { file, date }: { readonly file: string; readonly date: ReferenceDate },
  report: Report,
): void {
  const finder = streetFinder(indexStreets(directory, date), aliases, date);
  const desk = findingDesk(file, report);
  for (const { row, gemeinde, old, current, validFrom } of aliases) {
    if (validFrom > date) continue;
    if (finder.renamed(soughtWords({ gemeinde, streetKey: old.key, streetName: old.name }))) continue;
    const found = [current.key, current.name].filter((word) => word !== '').join(' ');
    desk.report('assignment.alias-target', { file, row }, { found });
  }
  desk.close();
}
