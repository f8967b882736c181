/** `kmsync doctor`: looks at everything a run needs and changes nothing. */
import { print, printJson, withApp, type AddCommand } from './command.ts';

const SIGNS = { ok: 'in Ordnung', warn: 'Hinweis', fail: 'Fehler' } as const;
const CONFIGURATION = 4;
const UNAVAILABLE = 6;
const REFUSED = 7;
const LOCAL = 13;
/** What a failure of a check means for a run; every other one is about log-in, rights and content of KomMonitor. */
const CODES: Readonly<Record<string, number>> = {
  secret: CONFIGURATION,
  target: CONFIGURATION,
  disk: LOCAL,
  ledger: LOCAL,
  'ledger-clock': LOCAL,
  mail: CONFIGURATION,
  webhook: CONFIGURATION,
  api: UNAVAILABLE,
  network: UNAVAILABLE,
};

export const addDoctor: AddCommand = (program, context) => {
  program
    .command('doctor')
    .description('Platte, Laufdatenbank, Uhr, Geheimnisse, Benachrichtigung und KomMonitor prüfen')
    .action(async (_own: unknown, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const checks = await app.examine();
          if (options.json) printJson({ checks });
          else
            for (const check of checks) {
              print(`${SIGNS[check.state].padEnd(10)}  ${check.text}`);
              if (check.hint) print(`            ${check.hint}`);
            }
          const codes = checks
            .filter(({ state }) => state === 'fail')
            .map(({ id }) => CODES[id] ?? REFUSED)
            .sort((a, b) => rank(a) - rank(b));
          if (codes[0] !== undefined) context.exitWith(codes[0]);
        },
        'load',
        false,
      );
    });
};

/** What has to be put right first. */
function rank(code: number): number {
  return [CONFIGURATION, LOCAL, UNAVAILABLE, REFUSED].indexOf(code);
}
