/** `kmsync cancel <run>`: whoever has submitted a run withdraws it before it is published. */
import { approvalJson } from './approval-text.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { login, withLogin, type LoginOptions } from './login.ts';

export const addCancel: AddCommand = (program, context) => {
  withLogin(program.command('cancel'))
    .description('einen vorgelegten Lauf zurückziehen, bevor er veröffentlicht wird')
    .argument('<lauf>', 'Kennung des Laufs, zum Beispiel 2026-0007')
    .action(async (run: string, own: LoginOptions, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const { withdrawRun } = await import('../engine/approval/decide.ts');
          const after = await withdrawRun(run, await login(app, own, context), app.ports);
          if (options.json) printJson(approvalJson(after, 'withdrawn'));
          else print(`Lauf ${run}: Zurückgezogen. Es wurde nichts veröffentlicht.`);
        },
        'none',
      );
    });
};
