/** `kmsync drift [<indikator>]`: what stands in KomMonitor otherwise than it was published. Changes nothing. */
import type { DriftedCell, FoundValue } from '../sync/drift.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';

const NUMBER = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 6 });

export const addDrift: AddCommand = (program, context) => {
  program
    .command('drift')
    .description('KomMonitor mit dem zuletzt veröffentlichten Stand vergleichen; ändert nichts')
    .argument('[indikator]', 'Kennung oder Name eines Indikators; ohne Angabe alle')
    .action(async (indicator: string | undefined, _own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const { findDrift } = await import('../engine/drift.ts');
        const drift = await findDrift(indicator, app.ports);
        if (options.json) return printJson(drift);
        for (const cell of drift.cells) print(cellLine(cell));
        const open =
          drift.underWay === 0
            ? ''
            : ` ${drift.underWay} weitere gehören zu einem offenen Lauf und wurden nicht verglichen.`;
        if (drift.cells.length === 0)
          return print(
            `KomMonitor zeigt, was veröffentlicht wurde: ${drift.compared} Werte verglichen.${open}`,
          );
        print(
          `${drift.cells.length} von ${drift.compared} Werten stehen anders in KomMonitor.${open}\n` +
            'Geändert wurde nichts. Der nächste Abgleich zeigt die Abweichungen in seinem Plan.',
        );
      });
    });
};

function cellLine({ indicator, unitName, area, date, value, found, run }: DriftedCell): string {
  const name = [indicator.name, indicator.characteristic].filter(Boolean).join(', ');
  return `${name}  ${unitName}  ${area}  ${date}  veröffentlicht ${valueText(value)} (Lauf ${run}), gefunden ${valueText(found)}`;
}

function valueText(value: FoundValue): string {
  if (value === 'absent') return 'nichts';
  if (value === 'contradictory') return 'mehrere verschiedene Werte';
  return value === null ? 'kein Wert' : NUMBER.format(value);
}
