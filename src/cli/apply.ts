/** `kmsync apply <plan>`: carries out a plan exactly as it was shown, or refuses. */
import { withApp, type AddCommand } from './command.ts';
import { printRun } from './run-output.ts';

export const addApply: AddCommand = (program, context) => {
  program
    .command('apply')
    .description('einen gezeigten Plan ausführen; verweigert, wenn KomMonitor seitdem geändert wurde')
    .argument('<plan>', 'Kennung des Plans oder ihr Anfang (mindestens 6 Zeichen)')
    .action(async (hash: string, _own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const { applyRun } = await import('../engine/sync-run.ts');
        printRun(await applyRun(hash, app.ports), options, context);
      });
    });
};
