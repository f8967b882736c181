/** `kmsync disclosure`: attack what is published or to be passed on, ask why a value is hidden, plan areas. */
import type { AddCommand } from './command.ts';
import { addDisclosureAudit } from './disclosure-audit.ts';
import { addDisclosureExplain } from './disclosure-explain.ts';
import { addDisclosureFitness } from './disclosure-fitness.ts';

const COMMANDS = [addDisclosureAudit, addDisclosureExplain, addDisclosureFitness];

export const addDisclosure: AddCommand = (program, context) => {
  const own = program
    .command('disclosure')
    .description('Geheimhaltung: Freigaben und Tabellen angreifen, Sperrungen erklären, Gebiete beurteilen')
    .helpCommand('help [befehl]', 'Hilfe zu einem Befehl');
  for (const add of COMMANDS) add(own, context);
};
