/** `kmsync disclosure explain`: is a value shown, and if not, by which rule. Tells no value. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Reason } from '../disclosure/figures.ts';
import type { FigureState, WhyAnswer } from '../engine/disclosure/explain-value.ts';
import type { Circle } from '../mapping/policy-class.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { dateOption } from './date-option.ts';
import { shortHash } from './format.ts';

interface ExplainOptions {
  readonly level?: string;
  readonly circle: Circle;
  readonly target?: string;
}

const RULES: Readonly<Record<Reason, string>> = {
  threshold: 'Mindestfallzahl: Es sind zu wenige Fälle.',
  units: 'Mindestzahl der Haushalte oder Bedarfsgemeinschaften: Hinter den Fällen stehen zu wenige.',
  dominance: 'Dominanz: Wenige Beitragende machen fast die ganze Summe aus.',
  'p-percent': 'p-Prozent-Regel: Ein Beitrag ließe sich zu genau schätzen, oder es tragen zu wenige bei.',
  'full-cell': 'Vollbelegung: Der Anteil sagte etwas über fast alle in der Gruppe.',
  'small-base': 'Kleiner Nenner: Die Gruppe, auf die sich die Quote bezieht, ist zu klein.',
  'area-floor': 'Kleines Gebiet: Es hat zu wenige Einwohner, oder ihre Zahl ist nicht bekannt.',
  'few-cases': 'Wenige Fälle: Ein Mittelwert aus so wenigen verriete einzelne Angaben.',
  source: 'Quelle: Schon die liefernde Stelle hält den Wert geheim.',
  secondary: 'Schutz anderer: Aus diesem Wert ließe sich ein anderer, geheimer Wert berechnen.',
  correction: 'Berichtigung: Der Unterschied zum bisherigen Wert ließe einzelne Personen erkennen.',
  input: 'Eingang: Ein Wert, aus dem dieser berechnet wird, ist gesperrt oder fehlt.',
};
const STATES: Readonly<Record<WhyAnswer['state'], string>> = {
  shown: 'zu sehen',
  held: 'zu sehen ist der bisherige Wert; die Berichtigung wird zurückgehalten',
  hidden: 'gesperrt',
  empty: 'ohne Wert: Es gibt hier nichts, was gesperrt sein könnte',
};
const FIGURES: Readonly<Record<FigureState, string>> = {
  open: 'offen',
  hidden: 'gesperrt',
  apart: 'nirgends veröffentlicht',
};
const WHO: Readonly<Record<Circle, string>> = { intern: 'innerer Kreis', public: 'Öffentlichkeit' };

export const addDisclosureExplain: AddCommand = (program, context) => {
  program
    .command('explain')
    .description('sagen, ob ein Wert gesperrt ist und nach welcher Regel; den Wert selbst nicht')
    .argument('<indikator>', 'Kennung des Indikators')
    .argument('<raumeinheit>', 'Schlüssel der Raumeinheit')
    .argument('<stichtag>', 'JJJJ-MM-TT', dateOption)
    .option('--level <kennung>', 'Raumebene, wenn der Schlüssel auf mehreren vorkommt')
    .addOption(
      new Option('--circle <kreis>', 'für wen: intern oder public')
        .choices(['intern', 'public'])
        .default('public'),
    )
    .option('--target <adresse>', 'Adresse des KomMonitor, sonst die aus kmsync.yaml')
    .action(
      async (indicator: string, area: string, date: ReferenceDate, own: ExplainOptions, command: Command) => {
        await withApp(command, context, async (app, options) => {
          const answer = await app.disclosure.explain({ indicator, area, date, ...own });
          if (options.json) printJson(answer);
          else print(answerText(answer));
        });
      },
    );
};

function answerText(answer: WhyAnswer): string {
  const { indicator, area, level, date, circle, state, reasons, figures, inputs, release } = answer;
  const lines = [
    `${indicator}, ${area} (${level}), Stichtag ${germanDate(date)}, ${WHO[circle]}: ${STATES[state]}.`,
    ...reasons.map((reason) => `  ${RULES[reason]}`),
  ];
  if (state === 'hidden' && reasons.length === 0)
    lines.push('  Nach den heutigen Regeln und Daten wäre der Wert offen; der nächste Lauf entscheidet neu.');
  for (const { figure, state: own } of figures) lines.push(`  beruht auf ${figure}: ${FIGURES[own]}`);
  if (inputs.length > 0) lines.push(`  berechnet aus: ${inputs.join(', ')}`);
  lines.push(
    answer.readableSince === null
      ? '  Zu lesen war hier noch nie ein Wert.'
      : `  Ein Wert war hier zu lesen seit ${germanDate(answer.readableSince as ReferenceDate)}.`,
    `  Regeln „${release.policy.id}“, Fassung ${release.policy.version}; Freigabe ${shortHash(release.id)} aus Lauf ${release.run}.`,
  );
  if (answer.isPolicyNew)
    lines.push('  Die Regeln wurden seither geändert; der Grund ist nach den heutigen angegeben.');
  return lines.join('\n');
}
