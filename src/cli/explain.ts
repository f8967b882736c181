/** `kmsync explain <indicator> <area> <date>`: where a published number comes from. */
import type { Explanation, SourceRows } from '../engine/explain.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { dateOption } from './date-option.ts';
import { shortHash, valueText } from './format.ts';
import { formulaText } from './formula-text.ts';

export const addExplain: AddCommand = (program, context) => {
  program
    .command('explain')
    .description('zeigen, woher eine veröffentlichte Zahl kommt')
    .argument('<indikator>', 'Kennung des Indikators')
    .argument('<raumeinheit>', 'Schlüssel der Raumeinheit')
    .argument('<stichtag>', 'JJJJ-MM-TT', dateOption)
    .action(async (indicator: string, area: string, date: ReferenceDate, _own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const explanation = await app.explain({ indicator, area, date });
        if (options.json) printJson(explanation);
        else print(explanationText(explanation));
      });
    });
};

function explanationText({ facts, name, formula, sources, takenBack }: Explanation): string {
  const [newest, ...earlier] = facts;
  if (!newest) return '';
  const lines = [
    `${name ?? newest.indicator}, ${newest.area} (${newest.level}), Stichtag ${germanDate(newest.date)}`,
    `  veröffentlicht: ${valueText(newest.value)} (${newest.state}) durch Lauf ${newest.run} nach ${newest.target}`,
  ];
  if (takenBack)
    lines.push(`  zurückgenommen: Lauf ${newest.run} wurde zurückgenommen, der Wert steht nicht mehr dort.`);
  for (const fact of earlier)
    lines.push(`  zuvor: ${valueText(fact.value)} (${fact.state}) durch Lauf ${fact.run}`);
  if (formula) lines.push(`  berechnet: ${formulaText(formula)}`);
  for (const source of sources) {
    const rows = rowsText(source);
    lines.push(
      `  aus ${source.file}${source.sheet ? `, Blatt ${source.sheet}` : ''}, ${rows} (${source.level}, Stichtag ${germanDate(source.date)})`,
      `      Datei ${shortHash(source.sha256)}, Profil ${source.profile} ${shortHash(source.profileSha256)}, Grenzen ${shortHash(source.levelVersion)}, Datenbestand ${shortHash(source.dataset)}, ${source.program}`,
    );
    if (source.assignment.length > 0)
      lines.push(
        `      zugeordnet über ${source.assignment.map(({ name, sha256 }) => `${name} ${shortHash(sha256)}`).join(', ')}`,
      );
  }
  return lines.join('\n');
}

/** A figure put together from cells or persons of the whole delivery has no rows of its own. */
function rowsText({ firstRow, lastRow, assignment }: SourceRows): string {
  if (lastRow > 0) return `Zeilen ${firstRow} bis ${lastRow}`;
  return assignment.length > 0 ? 'ganze Datei' : 'keine Zeile: in der Lieferung nicht genannt';
}
