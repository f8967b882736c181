/** `kmsync schedule`: which jobs run when, what has run, and a start by hand. */
import { InvalidArgumentError } from 'commander';
import type { App } from '../app.ts';
import { jobNamed } from '../engine/prepare.ts';
import { nextDue } from '../engine/schedule/next-due.ts';
import type { Job } from '../mapping/job.ts';
import { addSchedulePause } from './schedule-pause.ts';
import { addSchedulePermit } from './schedule-permit.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { printRun } from './run-output.ts';
import { addDeliveries } from './schedule-deliveries.ts';
import { momentText, occurrenceText } from './schedule-text.ts';

const DAY = 86_400_000;

export const addSchedule: AddCommand = (program, context) => {
  const schedule = program.command('schedule').description('Zeitpläne der Aufträge');
  schedule
    .command('next')
    .description('kommende Termine, mit den Nächten der Zeitumstellung')
    .option('--days <n>', 'so viele Tage voraus', wholeDays, 30)
    .option('--job <auftrag>', 'nur dieser Auftrag')
    .action(async (own: { days: number; job?: string }, command) => {
      await withApp(command, context, async (app, options) => {
        const from = app.ports.now();
        const pauses = new Map((await app.ledger.schedulePauses()).map(({ job, reason }) => [job, reason]));
        const to = new Date(from.getTime() + own.days * DAY);
        const next = scheduledJobs(app, own.job)
          .flatMap(({ id, schedule: { cron } }) =>
            app
              .calendar({ job: id, cron }, from, to)
              .map((occurrence) => ({ job: id, ...occurrence, paused: pauses.get(id) ?? null })),
          )
          .sort((a, b) => (a.instant < b.instant ? -1 : 1));
        if (options.json) printJson(next);
        else if (next.length === 0) print(`In den nächsten ${own.days} Tagen ist kein Auftrag fällig.`);
        else
          print(
            next
              .map((one) => {
                const rests = one.paused === null ? '' : `  angehalten: ${one.paused}`;
                return `${one.job}  ${occurrenceText(one)}${rests}`;
              })
              .join('\n'),
          );
      });
    });
  schedule
    .command('list')
    .description('Aufträge mit Zeitplan: Regel, letzter und nächster Termin')
    .action(async (_own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const lines = await Promise.all(scheduledJobs(app).map((job) => scheduleLine(app, job)));
        if (options.json) return printJson(lines);
        if (lines.length === 0) return print('Kein Auftrag hat einen Zeitplan („schedule“ in jobs/*.yaml).');
        for (const { job, cron, catchUp, next, last, paused } of lines) {
          print(`${job}  ${cron}  wird bis zu ${catchUp} Stunden später nachgeholt`);
          if (paused !== null) print(`  angehalten: ${paused}`);
          print(`  nächster Termin: ${next ? occurrenceText(next) : 'keiner'}`);
          const late = last?.caughtUp ? ', nachgeholt' : '';
          print(
            `  letzter Termin:  ${last ? `${momentText(last.dueAt)}, Lauf ${last.run}${late}` : 'keiner'}`,
          );
        }
      });
    });
  schedule
    .command('run')
    .description('einen Auftrag jetzt starten; läuft er schon, wird sein Lauf genannt')
    .argument('<auftrag>', 'Kennung des Auftrags, siehe jobs/')
    .action(async (job: string, _own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const started = await app.runNow(job);
        if (started.first) return printRun(started.report, options, context);
        if (options.json) return printJson({ run: started.run, job, running: true });
        print(`Der Auftrag läuft schon: Lauf ${started.run}.`);
      });
    });
  addSchedulePause(schedule, context);
  addSchedulePermit(schedule, context);
  addDeliveries(schedule, context);
};

type ScheduledJob = Job & { readonly schedule: NonNullable<Job['schedule']> };

function scheduledJobs(app: App, id?: string): readonly ScheduledJob[] {
  const jobs = id === undefined ? [...app.catalogue.jobs.values()] : [jobNamed(app.ports, id)];
  return jobs.filter((job): job is ScheduledJob => job.schedule !== null);
}

async function scheduleLine(app: App, { id, schedule: { cron, catchUp } }: ScheduledJob) {
  const from = app.ports.now();
  const [next] = nextDue({ job: id, cron }, { from, count: 1, calendar: app.calendar });
  const [last] = await app.ledger.occurrences({ job: id, limit: 1 });
  const paused = (await app.ledger.schedulePause(id))?.reason ?? null;
  return { job: id, cron, catchUp, next, last, paused };
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 4000) return days;
  throw new InvalidArgumentError('Erwartet wird eine Zahl von 1 bis 4000.');
}
