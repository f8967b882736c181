/** The command line as a whole: global options and one command per file. */
import { Command, Option } from 'commander';
import { addAccounts } from './accounts.ts';
import { addApply } from './apply.ts';
import { addApprove } from './approve.ts';
import { addBackup } from './backup.ts';
import { addCancel } from './cancel.ts';
import { addCheck } from './check.ts';
import type { CliContext } from './command.ts';
import { addDemo } from './demo.ts';
import { addDisclosure } from './disclosure.ts';
import { addDoctor } from './doctor.ts';
import { addDrift } from './drift.ts';
import { addExplain } from './explain.ts';
import { addInit } from './init.ts';
import { addInspect } from './inspect.ts';
import { addIntake } from './intake.ts';
import { addLedger } from './ledger.ts';
import { addPlan } from './plan.ts';
import { PROGRESS_KINDS } from './progress.ts';
import { addPurge } from './purge.ts';
import { addReconcile } from './reconcile.ts';
import { addReject } from './reject.ts';
import { addResume } from './resume.ts';
import { addRollback } from './rollback.ts';
import { addRuns } from './runs.ts';
import { addSchedule } from './schedule.ts';
import { addServe } from './serve.ts';
import { addShow } from './show.ts';
import { addSimulate } from './simulate.ts';
import { addSubmit } from './submit.ts';
import { addSync } from './sync.ts';
import { germanError, germanTerm, germanTitle } from './german-help.ts';

const COMMANDS = [
  addInit,
  addDoctor,
  addDemo,
  addSimulate,
  addInspect,
  addCheck,
  addIntake,
  addPlan,
  addShow,
  addSubmit,
  addApprove,
  addReject,
  addCancel,
  addApply,
  addSync,
  addRuns,
  addResume,
  addReconcile,
  addRollback,
  addDrift,
  addExplain,
  addDisclosure,
  addLedger,
  addSchedule,
  addServe,
  addPurge,
  addBackup,
  addAccounts,
];

export function buildProgram(context: CliContext): Command {
  const program = new Command('kmsync')
    .description('Kleinräumige Statistik geprüft nach KomMonitor bringen und jeden Wert zurücklesen.')
    .option('--site <ordner>', 'Verzeichnis der Installation (sonst KMSYNC_SITE oder das aktuelle)')
    .option('--deliveries <ordner>', 'Wurzel der Lieferungen (sonst aus kmsync.yaml)')
    .option('--json', 'Ergebnis als ein JSON-Dokument')
    .option('--lang <sprache>', 'Sprache der Befunde: de oder en', 'de')
    .option('--log <datei>', 'technisches Protokoll als JSON-Zeilen')
    .option('--metrics-textfile <datei>', 'Messwerte am Ende für den Textfile-Sammler von Prometheus')
    .option('--quiet', 'keine Fortschrittsmeldungen')
    .addOption(
      new Option('--progress <art>', 'Fortschritt: auto, plain (Zeilen) oder json (JSON-Zeilen)').choices([
        ...PROGRESS_KINDS,
      ]),
    )
    .configureHelp({
      styleTitle: germanTitle,
      styleUsage: germanTerm,
      styleSubcommandTerm: germanTerm,
      styleArgumentDescription: germanTerm,
      styleOptionDescription: germanTerm,
    })
    .configureOutput({ outputError: (text, write) => write(germanError(text)) })
    .helpOption('-h, --help', 'Hilfe zeigen')
    .helpCommand('help [befehl]', 'Hilfe zu einem Befehl')
    .showHelpAfterError('(Hilfe mit --help)')
    .exitOverride();
  for (const add of COMMANDS) add(program, context);
  program.addHelpText(
    'after',
    '\nRückgabewerte: 0 fertig oder nichts zu tun, 2 Änderungen vorhanden (plan --detailed-exitcode), 3 Prüfung nicht bestanden,\n4 Konfiguration, 5 Quelle, 6 KomMonitor nicht erreichbar, 7 Anmeldung, Recht oder Freigabe verweigert, 8 Plan überholt,\n9 wartet auf Freigabe, 10 zurückgesetzt, 11 unvollständig, 12 anderer Lauf schreibt gerade, 13 Platte, 64 falscher Aufruf, 130/143 unterbrochen.',
  );
  return program;
}
