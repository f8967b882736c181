/** `kmsync reject <run>`: the second person says no, and why. */
import { approvalJson } from './approval-text.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { login, withLogin, type LoginOptions } from './login.ts';

export const addReject: AddCommand = (program, context) => {
  withLogin(program.command('reject'))
    .description('einen vorgelegten Lauf zurückweisen')
    .argument('<lauf>', 'Kennung des Laufs, zum Beispiel 2026-0007')
    .requiredOption('--reason <begründung>', 'was nicht stimmt, in einem Satz und ohne Namen von Personen')
    .action(async (run: string, own: LoginOptions & { readonly reason: string }, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const { rejectRun } = await import('../engine/approval/decide.ts');
          const person = await login(app, own, context);
          const after = await rejectRun({ run, reason: own.reason }, person, app.ports);
          if (options.json) printJson(approvalJson(after, 'rejected'));
          else print(`Lauf ${run}: Zurückgewiesen. Es wurde nichts veröffentlicht.`);
        },
        'none',
      );
    });
};
