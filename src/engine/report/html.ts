/** The report as one page that needs nothing else: no script, no picture, no address; readable and printable. */
import type { RunDocument } from './run-document.ts';
import { sectionsOf, type Section } from './tables.ts';

const STYLE = `
:root { color-scheme: light; }
body { font: 16px/1.5 "Source Sans 3", "Segoe UI", "DejaVu Sans", sans-serif; color: #1b1b1b; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.35rem; line-height: 1.35; border-left: .4rem solid #4a5a6a; padding-left: .8rem; margin: 0 0 1.5rem; }
h1.good { border-color: #1a7f37; } h1.note { border-color: #b35900; } h1.bad { border-color: #b3261e; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d0d4d9; overflow-wrap: anywhere; }
th { background: #f2f4f6; font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.facts td:first-child { width: 16rem; color: #444; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } tr, h2 { break-inside: avoid; } h2 { break-after: avoid; } }
`.trim();

const GOOD: ReadonlySet<string> = new Set(['published', 'no_change', 'refreshed']);
const BAD: ReadonlySet<string> = new Set(['check_failed', 'compensated', 'needs_attention']);

export function htmlReport(report: RunDocument): string {
  return `<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(`Bericht zu Lauf ${report.run.id}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1 class="${tone(report.run.state)}">${escape(report.sentence)}</h1>
${sectionsOf(report).map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml({ title, head, rows, numbers }: Section): string {
  const cell = (tag: 'td' | 'th') => (text: string, index: number) =>
    `<${tag}${tag === 'th' ? ' scope="col"' : ''}${numbers.includes(index) ? ' class="n"' : ''}>${escape(text)}</${tag}>`;
  const isFacts = head[0] === 'Angabe';
  const top = isFacts ? '' : `<thead><tr>${head.map(cell('th')).join('')}</tr></thead>\n`;
  const body = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('\n');
  return `<section>
<h2>${escape(title)}</h2>
<table${isFacts ? ' class="facts"' : ''}>
${top}<tbody>
${body}
</tbody>
</table>
</section>`;
}

function tone(state: string): string {
  if (GOOD.has(state)) return 'good';
  return BAD.has(state) ? 'bad' : 'note';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
