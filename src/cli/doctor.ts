/** `kmsync doctor`: looks at everything a run needs and changes nothing. */
import type { Command } from 'commander';
import path from 'node:path';
import { globalOptions, print, printJson, siteFolder, type AddCommand } from './command.ts';

const SIGNS = { ok: 'in Ordnung', warn: 'Hinweis', fail: 'Fehler' } as const;
const INDENT = ' '.repeat(12);
const CONFIGURATION = 4;
const UNAVAILABLE = 6;
const REFUSED = 7;
const LOCAL = 13;
/** What a failure of a check means for a run; every other one is about log-in, rights and content of KomMonitor. */
const CODES: Readonly<Record<string, number>> = {
  config: CONFIGURATION,
  mappings: CONFIGURATION,
  secret: CONFIGURATION,
  'queue-setting': CONFIGURATION,
  'queue-login': CONFIGURATION,
  queue: UNAVAILABLE,
  target: CONFIGURATION,
  disk: LOCAL,
  ledger: LOCAL,
  'ledger-clock': LOCAL,
  mail: CONFIGURATION,
  webhook: CONFIGURATION,
  api: UNAVAILABLE,
  network: UNAVAILABLE,
  certificate: UNAVAILABLE,
};

export const addDoctor: AddCommand = (program, context) => {
  program
    .command('doctor')
    .description(
      'Konfiguration, Platte, Laufdatenbank, Uhr, Geheimnisse, Benachrichtigung, Warteschlange und KomMonitor prüfen',
    )
    .action(async (_own: unknown, command: Command) => {
      const options = globalOptions(command);
      // Loaded here, so that --help answers without loading the whole house.
      const { examineInstallation } = await import('../app.ts');
      const checks = await examineInstallation({
        site: siteFolder(options, context.environment),
        environment: context.environment,
        deliveries: options.deliveries,
        signal: context.signal,
        logFile: options.log === undefined ? undefined : path.resolve(options.log),
      });
      if (options.json) printJson({ checks });
      else
        for (const check of checks) {
          print(`${SIGNS[check.state].padEnd(10)}  ${check.text.replaceAll('\n', `\n${INDENT}`)}`);
          if (check.hint) print(`${INDENT}${check.hint}`);
        }
      const codes = checks
        .filter(({ state }) => state === 'fail')
        .map(({ id }) => CODES[id] ?? REFUSED)
        .sort((a, b) => rank(a) - rank(b));
      if (codes[0] !== undefined) context.exitWith(codes[0]);
    });
};

/** What has to be put right first. */
function rank(code: number): number {
  return [CONFIGURATION, LOCAL, UNAVAILABLE, REFUSED].indexOf(code);
}
