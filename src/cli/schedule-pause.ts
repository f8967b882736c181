/** `kmsync schedule pause <job>` and `kmsync schedule resume <job>`: stops a schedule, and lets it go on. */
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { login, withLogin, type LoginOptions } from './login.ts';

export const addSchedulePause: AddCommand = (schedule, context) => {
  withLogin(schedule.command('pause'))
    .description('einen Zeitplan anhalten; er startet nichts, bis ihn jemand fortsetzt')
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .requiredOption('--reason <grund>', 'warum er ruht, in einem Satz; alle sehen ihn')
    .action(async (job: string, own: LoginOptions & { readonly reason: string }, command) => {
      await withApp(command, context, async (app, options) => {
        const { reason } = own;
        await app.desk.pauseSchedule({ job, reason }, await login(app, own, context));
        if (options.json) printJson({ job, state: 'paused' });
        else print(`Der Zeitplan ist angehalten. Fortsetzen: kmsync schedule resume ${job}`);
      });
    });
  withLogin(schedule.command('resume'))
    .description('einen angehaltenen Zeitplan fortsetzen; was inzwischen fällig war, wird nicht nachgeholt')
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .action(async (job: string, own: LoginOptions, command) => {
      await withApp(command, context, async (app, options) => {
        await app.desk.resumeSchedule(job, await login(app, own, context));
        if (options.json) printJson({ job, state: 'running' });
        else print('Der Zeitplan geht weiter. Was inzwischen fällig war, wird nicht nachgeholt.');
      });
    });
};
