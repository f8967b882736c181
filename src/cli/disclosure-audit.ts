/** `kmsync disclosure audit`: attacks the releases in the registry, or a table from outside. */
import path from 'node:path';
import type { Command } from 'commander';
import type { Method } from '../disclosure/problem.ts';
import { InvalidArgumentError, Option } from 'commander';
import { print, printJson, withApp, type AddCommand, type CliContext } from './command.ts';
import { registryAuditText, tableAuditText } from './disclosure-audit-text.ts';
import { CHECK_FAILED } from './run-output.ts';

interface AuditOptions {
  readonly table?: string;
  readonly protect?: boolean;
  readonly method: Method;
  readonly release?: string;
  readonly target?: string;
}

export const addDisclosureAudit: AddCommand = (program, context) => {
  program
    .command('audit')
    .description('Freigaben des Verzeichnisses oder eine Tabelle auf Rückrechnen prüfen; ändert nichts')
    .option('--table <datei>', 'Beschreibung (YAML) einer Tabelle, etwa eines Fachamts')
    .option('--protect', 'zur Tabelle ein sicheres Muster vorschlagen')
    .addOption(
      new Option('--method <weg>', 'wie gesucht wird: exact oder heuristic')
        .choices(['exact', 'heuristic'])
        .default('exact'),
    )
    .option('--release <kennung>', 'nur diese Freigabe, auch abgekürzt', releaseOption)
    .option('--target <adresse>', 'Adresse des KomMonitor, sonst die aus kmsync.yaml')
    .action(async (own: AuditOptions, command: Command) => {
      if (own.table === undefined) await auditRegistry(own, command, context);
      else await auditTable(path.resolve(own.table), own, command, context);
    });
};

async function auditTable(
  description: string,
  { protect, method }: AuditOptions,
  command: Command,
  context: CliContext,
): Promise<void> {
  await withApp(
    command,
    context,
    async (app, options) => {
      const audit = await app.disclosure.auditTable({ description, protect: protect ? method : undefined });
      if (options.json) printJson(audit);
      else print(tableAuditText(audit, options.lang));
      if (audit.state !== 'safe') context.exitWith(CHECK_FAILED);
    },
    'none',
  );
}

async function auditRegistry(
  { release, target }: AuditOptions,
  command: Command,
  context: CliContext,
): Promise<void> {
  await withApp(command, context, async (app, options) => {
    const audit = await app.disclosure.auditRegistry({ release, target });
    if (options.json) printJson(audit);
    else print(registryAuditText(audit, options.lang));
    if (audit.state !== 'sound') context.exitWith(CHECK_FAILED);
  });
}

const SHORTEST = 6;

function releaseOption(text: string): string {
  if (new RegExp(`^[0-9a-f]{${SHORTEST},64}$`).test(text)) return text;
  throw new InvalidArgumentError(
    `Eine Freigabe wird mit mindestens ${SHORTEST} Zeichen ihrer Kennung genannt.`,
  );
}
