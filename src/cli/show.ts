/** `kmsync show <plan>`: a plan of the ledger, readable or as JSON. */
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { planText } from './plan-text.ts';

export const addShow: AddCommand = (program, context) => {
  program
    .command('show')
    .description('einen Plan zeigen')
    .argument('<plan>', 'Kennung des Plans oder ihr Anfang (mindestens 6 Zeichen)')
    .option('--all', 'jede Änderung einzeln zeigen')
    .action(async (hash: string, own: { all?: boolean }, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const { storedPlan } = await import('../engine/stored-plan.ts');
          const plan = await storedPlan(app.ledger, hash);
          if (options.json) printJson(plan);
          else print(planText(plan, { all: own.all === true }));
        },
        'none',
      );
    });
};
