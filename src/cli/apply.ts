/** `kmsync apply <plan|run>`: carries out a plan exactly as it was shown and approved, or refuses. */
import { withApp, type AddCommand } from './command.ts';
import { printRun } from './run-output.ts';

export const addApply: AddCommand = (program, context) => {
  program
    .command('apply')
    .description(
      'einen gezeigten und, wo nötig, freigegebenen Plan ausführen; verweigert, wenn sich seitdem etwas geändert hat',
    )
    .argument(
      '<plan>',
      'Kennung des Plans oder ihr Anfang (mindestens 6 Zeichen), oder ein freigegebener Lauf',
    )
    .action(async (hash: string, _own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const { applyRun } = await import('../engine/sync-run.ts');
        printRun(await applyRun(hash, app.ports), options, context);
      });
    });
};
