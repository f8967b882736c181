/** The report as Markdown. Everything from files and configuration is escaped. */
import type { RunDocument } from './run-document.ts';
import { sectionsOf, type Section } from './tables.ts';

export function markdownReport(report: RunDocument): string {
  const title = escape(report.sentence);
  return `${[title, ...sectionsOf(report).map(sectionText)].join('\n\n')}\n`;
}

function sectionText({ title, head, rows, numbers }: Section): string {
  const rule = head.map((_, index) => (numbers.includes(index) ? '---:' : '---'));
  return [
    `## ${title}`,
    '',
    line(head.map(escape)),
    line(rule),
    ...rows.map((row) => line(row.map(escape))),
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Also what a viewer would take for HTML. */
function escape(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\\`*_[\]|~#<>&]/g, (sign) => `\\${sign}`);
}
