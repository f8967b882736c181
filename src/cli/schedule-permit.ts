/** `kmsync schedule permit <job>`: two people agree to what a schedule may publish by itself. */
import { jobNamed } from '../engine/prepare.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { confirm, login, withLogin, type LoginOptions } from './login.ts';

export const addSchedulePermit: AddCommand = (schedule, context) => {
  withLogin(schedule.command('permit'))
    .description(
      'den Grenzen zustimmen, in denen ein Auftrag ohne Freigabe veröffentlicht; nötig sind zwei Personen',
    )
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .option('--yes', 'nicht nachfragen; in einem Skript')
    .action(async (id: string, own: LoginOptions & { readonly yes?: boolean }, command) => {
      await withApp(command, context, async (app, options) => {
        const { permitState, signPermit } = await import('../engine/approval/permit-job.ts');
        const question = { job: jobNamed(app.ports, id), target: app.targetAddress() };
        const { limits } = await permitState(question, app.ports);
        if (!options.json)
          print(
            [
              `Auftrag ${id}, Ziel ${question.target}`,
              `  größte Änderung eines Werts: ${limits.largestChange} %`,
              `  Indikatoren: ${limits.indicators?.join(', ') ?? 'alle des Auftrags'}`,
              '  nie ohne Freigabe: entfallende Werte, neue Indikatoren, Beschreibungen, Rechte, Geometrie',
            ].join('\n'),
          );
        const person = await login(app, own, context);
        await confirm('Diesen Grenzen zustimmen?', own);
        const permit = await signPermit(question, person, app.ports);
        const isGiven = permit.approvedBy !== null;
        if (options.json) printJson({ job: id, permit: permit.id, state: isGiven ? 'given' : 'proposed' });
        else
          print(
            isGiven
              ? 'Freigegeben: In diesen Grenzen veröffentlicht der Auftrag ohne weitere Freigabe.'
              : 'Vorgeschlagen. Eine zweite Person stimmt mit demselben Befehl zu.',
          );
      });
    });
};
