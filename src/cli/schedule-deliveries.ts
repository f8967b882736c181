/** `kmsync schedule deliveries`: which deliveries are expected, and how far each one has come. */
import { germanDate } from '../core/reference-date.ts';
import type { DeliveryStatus } from '../engine/deliveries/calendar.ts';
import type { JobCalendarEntry } from '../engine/deliveries/job-calendar.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';

const LABELS: Readonly<Record<DeliveryStatus, string>> = {
  overdue: 'überfällig',
  expected: 'erwartet',
  arrived: 'eingetroffen, Prüfung nicht bestanden',
  checked: 'geprüft',
  approved: 'freigegeben',
  published: 'veröffentlicht',
};

export const addDeliveries: AddCommand = (schedule, context) => {
  schedule
    .command('deliveries')
    .description('Lieferkalender: erwartete Lieferungen und wie weit sie sind')
    .option('--job <auftrag>', 'nur dieser Auftrag')
    .action(async (own: { job?: string }, command) => {
      await withApp(command, context, async (app, options) => {
        const { jobCalendar } = await import('../engine/deliveries/job-calendar.ts');
        const { jobNamed } = await import('../engine/prepare.ts');
        const jobs = own.job === undefined ? app.catalogue.jobs.values() : [jobNamed(app.ports, own.job)];
        const entries: JobCalendarEntry[] = [];
        for (const job of jobs) entries.push(...(await jobCalendar(job, app.ports)));
        if (options.json) return printJson(entries);
        if (entries.length === 0)
          return print('Es werden keine Lieferungen erwartet („schedule: deliveries“ in jobs/*.yaml).');
        for (const { job, profile, date, due, status, run } of entries) {
          const by = run === null ? '' : `, Lauf ${run}`;
          const late = status === 'overdue' || status === 'expected' ? `, fällig ${germanDate(due)}` : '';
          print(`${job}  ${profile}  Stichtag ${germanDate(date)}: ${LABELS[status]}${late}${by}`);
        }
      });
    });
};
