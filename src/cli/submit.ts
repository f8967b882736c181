/** `kmsync submit <plan|run>`: a person stands behind a plan and asks another one to approve it. */
import { approvalJson, waitingText } from './approval-text.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { login, withLogin, type LoginOptions } from './login.ts';

export const addSubmit: AddCommand = (program, context) => {
  withLogin(program.command('submit'))
    .description(
      'einen Plan zur Freigabe geben, oder für einen Lauf einstehen, den das Programm vorgelegt hat',
    )
    .argument('<plan>', 'Kennung des Plans oder ihr Anfang (mindestens 6 Zeichen), oder ein Lauf')
    .action(async (named: string, own: LoginOptions, command) => {
      await withApp(command, context, async (app, options) => {
        const { submitPlan } = await import('../engine/approval/decide.ts');
        const { approval } = await submitPlan(named, await login(app, own, context), app.ports);
        if (options.json) printJson(approvalJson(approval, 'submitted'));
        else print(`Lauf ${approval.run}: Zur Freigabe gegeben, ${waitingText(approval)}`);
      });
    });
};
