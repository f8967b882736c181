/** The options of layout `result-table` that read a table where it was found. */
import type { FoundTable } from './find-table.ts';

export function resultOptions(
  table: FoundTable,
  label: (text: string) => string,
): Readonly<Record<string, unknown>> {
  const { header, start, titles, units, numbering, fillDown } = table;
  const first = label(header[0]?.texts.find((text) => text !== '') ?? '');
  const isOwn = first !== '' && !titles.some((title) => label(title) === first);
  const nested = fillDown.map((column) => labelOf(table, column, label));
  return {
    ...(isOwn ? { headerStart: first } : { titleRows: start - 1 }),
    headerRows: header.length,
    ...(units.length > 0 ? { units } : {}),
    ...(numbering === 'all' ? { columnNumbers: true } : {}),
    ...(nested.length > 0 ? { fillDown: nested } : {}),
  };
}

function labelOf({ header }: FoundTable, column: number, label: (text: string) => string): string {
  const path = header.map(({ texts }) => label(texts[column] ?? ''));
  return path.filter((text, depth) => text !== '' && text !== path[depth - 1]).join(' / ');
}
