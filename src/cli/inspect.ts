/** `kmsync inspect <file>`: what a file holds, a profile that would read it, and whether that runs. Needs no site. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Inspection } from '../engine/inspect/inspection.ts';
import { SyncError } from '../errors.ts';
import { globalOptions, print, printJson, type AddCommand, type CliContext } from './command.ts';
import { dateOption } from './date-option.ts';
import { inspectionText } from './inspection-text.ts';
import { CHECK_FAILED } from './run-output.ts';

interface InspectOptions {
  readonly profile?: string;
  readonly level?: string;
  readonly connector?: string;
  readonly form?: string;
  readonly date?: ReferenceDate;
}

export const addInspect: AddCommand = (program, context) => {
  program
    .command('inspect')
    .description('Aufbau einer Datei zeigen und ein Profil vorschlagen, das läuft')
    .argument('<datei>', 'Lieferung oder Datei mit Grenzen')
    .option('--profile <datei>', 'den Vorschlag als neue Datei schreiben')
    .option('--level <kennung>', 'Raumebene, zu der die Raumeinheiten gehören', levelOption)
    .option('--connector <kennung>', 'nur Formen dieses Konnektors')
    .option('--form <form>', 'nur diese Form')
    .option('--date <stichtag>', 'Stichtag für Lieferungen, die ihn nicht selbst nennen', dateOption)
    .action(async (file: string, own: InspectOptions, command: Command) => {
      await inspect(file, own, command, context);
    });
};

async function inspect(
  file: string,
  own: InspectOptions,
  command: Command,
  context: CliContext,
): Promise<void> {
  const { openInspector } = await import('../app.ts');
  const options = globalOptions(command);
  const { profile, ...question } = own;
  const inspection = await openInspector(context.signal).inspect({ file: path.resolve(file), ...question });
  const written = profile === undefined ? undefined : await writeProposal(inspection, path.resolve(profile));
  if (options.json) printJson({ ...inspection, written: written ?? null });
  else print(inspectionText(inspection, { language: options.lang, written }));
  if (inspection.state !== 'runs') context.exitWith(CHECK_FAILED);
}

/** The name of the new file. A profile that somebody has worked on is never overwritten. */
async function writeProposal({ proposal }: Inspection, target: string): Promise<string | undefined> {
  if (!proposal) return undefined;
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, proposal.yaml, { flag: 'wx' });
  } catch (cause) {
    throw notWritten(path.basename(target), cause);
  }
  return path.basename(target);
}

function notWritten(name: string, cause: unknown): SyncError {
  const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
  return new SyncError({
    code: exists ? 'inspect.profile-exists' : 'inspect.profile-not-written',
    kind: exists ? 'usage' : 'local',
    message: exists ? `Die Datei „${name}“ gibt es schon.` : `Die Datei „${name}“ ließ sich nicht schreiben.`,
    hint: exists
      ? 'Überschrieben wird nichts. Nennen Sie mit --profile eine neue Datei.'
      : 'Prüfen Sie Ordner und Schreibrecht.',
    cause,
  });
}

function levelOption(text: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return text;
  throw new InvalidArgumentError('Eine Kennung besteht aus a-z, 0-9 und einzelnen Bindestrichen.');
}
