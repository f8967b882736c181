/** `kmsync doctor`: looks at everything a run needs and changes nothing. */
import { print, printJson, withApp, type AddCommand } from './command.ts';

const SIGNS = { ok: 'in Ordnung', warn: 'Hinweis', fail: 'Fehler' } as const;
const UNAVAILABLE = 6;
const REFUSED = 7;

export const addDoctor: AddCommand = (program, context) => {
  program
    .command('doctor')
    .description('Erreichbarkeit, Anmeldung, Rechte und Themen in KomMonitor prüfen')
    .action(async (_own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const connection = await app.connection();
        const topics = new Map(
          [...app.catalogue.jobs.values()]
            .flatMap((job) => job.indicators)
            .flatMap((id) => app.catalogue.indicators.get(id) ?? [])
            .map(
              (indicator) => [indicator.description.topic.join(' / '), indicator.description.topic] as const,
            ),
        );
        const { owner, viewers } = app.config.access;
        const checks = await connection.examine({ owner, viewers, topics: [...topics.values()] });
        if (options.json) printJson({ checks });
        else
          for (const check of checks) {
            print(`${SIGNS[check.state].padEnd(10)}  ${check.text}`);
            if (check.hint) print(`            ${check.hint}`);
          }
        const failed = checks.filter((check) => check.state === 'fail').map((check) => check.id);
        if (failed.length > 0) context.exitWith(failed.includes('api') ? UNAVAILABLE : REFUSED);
      });
    });
};
