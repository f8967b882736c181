/** `kmsync approve <run>`: shows the plan that waits and takes the second person's word for it. */
import { approvalJson, givenText, waitingText } from './approval-text.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { confirm, login, withLogin, type LoginOptions } from './login.ts';
import { planText } from './plan-text.ts';

interface ApproveOptions extends LoginOptions {
  readonly plan?: string;
  readonly at?: string;
  readonly yes?: boolean;
}

export const addApprove: AddCommand = (program, context) => {
  withLogin(program.command('approve'))
    .description('den Plan eines Laufs ansehen und freigeben; wer ihn vorgelegt hat, kann das nicht')
    .argument('<lauf>', 'Kennung des Laufs, zum Beispiel 2026-0007')
    .option('--plan <plan>', 'nur diesen Plan freigeben (mindestens 6 Zeichen)')
    .option('--at <zeitpunkt>', 'erst dann veröffentlichen, Uhrzeit in Berlin, zum Beispiel 2026-12-03T18:00')
    .option('--yes', 'nicht nachfragen; in einem Skript')
    .action(async (run: string, own: ApproveOptions, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const { approveRun, submission } = await import('../engine/approval/decide.ts');
          const { appointment } = await import('../engine/approval/appointment.ts');
          const notBefore = own.at === undefined ? undefined : appointment(own.at);
          const { approval, plan } = await submission(run, app.ports);
          if (!options.json) print(`${planText(plan)}\n\nLauf ${run}: ${waitingText(approval)}`);
          const person = await login(app, own, context);
          await confirm('Diesen Plan freigeben?', own);
          const after = await approveRun(
            { run, shown: own.plan ?? approval.planHash, notBefore },
            person,
            app.ports,
          );
          if (options.json) printJson(approvalJson(after, 'approved'));
          else print(`Lauf ${run}: ${givenText(after)}`);
        },
        'none',
      );
    });
};
