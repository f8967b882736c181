/** `kmsync disclosure fitness`: are the areas large enough, before data are bought? */
import path from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { Prevalence } from '../engine/disclosure/fitness-trials.ts';
import type { Fitness } from '../engine/disclosure/judge-fitness.ts';
import type { Circle, ClassNumber } from '../mapping/policy-class.ts';
import { DEFAULT_POLICY } from '../mapping/policy.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { count, valueText } from './format.ts';
import { CHECK_FAILED } from './run-output.ts';

interface FitnessOptions {
  readonly level?: string;
  readonly residents?: string;
  readonly prevalence?: readonly Prevalence[];
  readonly groups: number;
  readonly policy: string;
  readonly circle: Circle;
  readonly class: string;
  readonly tables: number;
}

const MOST_GROUPS = 40;
const MOST_TABLES = 200;

export const addDisclosureFitness: AddCommand = (program, context) => {
  program
    .command('fitness')
    .description('beurteilen, ob Gebiete groß genug sind, bevor Daten beschafft werden')
    .option('--level <kennung>', 'Raumebene, deren Einwohner schon gespeichert sind')
    .option('--residents <datei>', 'stattdessen eine Datei: area;residents[;neighbours]')
    .option(
      '--prevalence <anteil>',
      'erwarteter Anteil der Fälle, 0,08 oder name=0,08; mehrfach',
      prevalenceOption,
    )
    .option('--groups <anzahl>', 'so viele Altersgruppen', wholeOption(MOST_GROUPS), 12)
    .option('--policy <kennung>', 'Regeln der Geheimhaltung', DEFAULT_POLICY)
    .addOption(
      new Option('--circle <kreis>', 'für wen: intern oder public')
        .choices(['intern', 'public'])
        .default('public'),
    )
    .addOption(
      new Option('--class <klasse>', 'Schutzklasse: 1, 2 oder 3').choices(['1', '2', '3']).default('2'),
    )
    .option('--tables <anzahl>', 'so viele Versuchstabellen', wholeOption(MOST_TABLES), 20)
    .action(async (own: FitnessOptions, command: Command) => {
      await withApp(command, context, async (app, options) => {
        const { prevalence = [], class: number, residents, ...rest } = own;
        const fitness = await app.disclosure.fitness({
          ...rest,
          residents: residents === undefined ? undefined : path.resolve(residents),
          prevalences: prevalence,
          disclosureClass: Number(number) as ClassNumber,
        });
        if (options.json) printJson(fitness);
        else print(fitnessText(fitness));
        if (fitness.state === 'unfit') context.exitWith(CHECK_FAILED);
      });
    });
};

const NEIGHBOURS = {
  geometry: 'Nachbarn nach den Grenzen',
  file: 'Nachbarn nach der Datei',
  order: 'Nachbarn nach der Reihenfolge, bitte prüfen',
} as const;

function fitnessText(fitness: Fitness): string {
  const { policy, circle, n, floor, groups, belowFloor, merges, indicators } = fitness;
  const who = circle === 'public' ? 'Öffentlichkeit' : 'innerer Kreis';
  const lines = [
    `${count(fitness.areas, 'Gebiet', 'Gebiete')} mit ${count(fitness.residents, 'Einwohner', 'Einwohnern')} (${fitness.source})`,
    `Regeln „${policy.id}“, Fassung ${policy.version}, Klasse ${fitness.disclosureClass}, ${who}: Mindestfallzahl ${n}, mindestens ${valueText(floor)} Einwohner; ${count(groups, 'Altersgruppe', 'Altersgruppen')}`,
    `Unter der Mindestzahl der Einwohner: ${belowFloor.length} (${percent(fitness.belowFloorShare)})`,
  ];
  for (const one of indicators)
    lines.push(
      `${one.name} (${percent(one.share)} der Einwohner): ${whole(one.casesPerArea)} Fälle je Gebiet, nötig wären etwa ${whole(one.casesNeeded)}`,
      `  zu kleine Zellen ${percent(one.smallShare)}, zum Schutz anderer ${percent(one.secondaryShare)}, gesperrt zusammen etwa ${percent(one.hiddenShare)}`,
    );
  if (fitness.state === 'fit') {
    lines.push(`Die Gebiete sind groß genug: Gesperrt wird weniger als ${percent(fitness.maxHiddenShare)}.`);
    return lines.join('\n');
  }
  lines.push(
    `Die Gebiete sind zu klein: Gesperrt würde mehr als ${percent(fitness.maxHiddenShare)}. Weniger Altersgruppen helfen am meisten.`,
  );
  if (merges.length > 0)
    lines.push(
      `Vorschlag: zusammenlegen (${NEIGHBOURS[fitness.neighbours]}), dann ${count(fitness.areasAfter, 'Gebiet', 'Gebiete')}:`,
      ...merges.map(({ members, residents }) => `  ${members.join(' + ')}: ${whole(residents)} Einwohner`),
      ...indicators.map(({ name, hiddenAfter }) => `  ${name}: danach gesperrt etwa ${percent(hiddenAfter)}`),
    );
  if (!fitness.isEnoughAfter)
    lines.push('Auch so reicht es nicht: Nehmen Sie weniger Altersgruppen oder eine gröbere Ebene.');
  return lines.join('\n');
}

function percent(share: number): string {
  return `${valueText(Math.round(share * 1000) / 10)} %`;
}

function whole(value: number): string {
  return valueText(Math.round(value));
}

function prevalenceOption(text: string, before: readonly Prevalence[] = []): Prevalence[] {
  const [, name, number = ''] = /^(?:([^=]+)=)?(\d*[.,]?\d+)$/.exec(text.trim()) ?? [];
  const share = Number(number.replace(',', '.'));
  if (number === '' || !(share > 0 && share <= 1))
    throw new InvalidArgumentError('Ein Anteil liegt über 0 und bei höchstens 1, zum Beispiel sgb2=0,08.');
  return [...before, { name: name?.trim() ?? `Indikator ${before.length + 1}`, share }];
}

function wholeOption(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`Eine ganze Zahl von 1 bis ${most}.`);
  };
}
