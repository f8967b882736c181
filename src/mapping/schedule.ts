/** Schedule of a job: when it runs by itself, how late it may still do so, and which deliveries are expected when. */
import * as z from 'zod';
import { cronProblem } from './cron.ts';
import { id } from './words.ts';

const days = z.int().min(0).max(730);

const expectedDelivery = z.strictObject({
  profile: id.describe('Profil einer Lieferung dieses Auftrags'),
  every: z
    .enum(['month', 'quarter', 'half-year', 'year'])
    .describe('Abstand der Stichtage: deren letzter Tag ist der Stichtag'),
  days: days.describe('so viele Tage nach dem Stichtag wird die Lieferung erwartet'),
  remind: z
    .exactOptional(z.array(days).min(1).max(10))
    .describe('Erinnerung so viele Tage nach der Erwartung'),
});
export type ExpectedDelivery = Readonly<z.output<typeof expectedDelivery>>;

const unattended = z.strictObject({
  largestChange: z
    .number()
    .positive()
    .max(1000)
    .describe('größte Änderung eines Werts in Prozent, die ohne Freigabe veröffentlicht wird'),
  indicators: z.exactOptional(z.array(id).min(1)).describe('nur diese Indikatoren; sonst alle des Auftrags'),
});
export type UnattendedLimits = Readonly<z.output<typeof unattended>>;

export const scheduleRule = z.strictObject({
  cron: z
    .string()
    .superRefine((expression, context) => {
      const problem = cronProblem(expression);
      if (problem !== undefined)
        context.addIssue({ code: 'custom', message: `„${expression}“ ist kein Zeitplan: ${problem}` });
    })
    .describe('Minute Stunde Tag Monat Wochentag, in Ortszeit (Europe/Berlin)'),
  catchUp: z
    .exactOptional(z.int().min(0).max(744))
    .describe('so viele Stunden später wird ein versäumter Termin noch einmal nachgeholt; sonst 24'),
  deliveries: z.exactOptional(z.array(expectedDelivery).min(1)).describe('Lieferkalender'),
  unattended: z
    .exactOptional(unattended)
    .describe(
      'Grenzen, in denen der Auftrag ohne Freigabe veröffentlicht, sobald zwei Personen sie freigegeben haben',
    ),
});

export interface JobSchedule {
  readonly cron: string;
  /** Hours. */
  readonly catchUp: number;
  readonly deliveries: readonly ExpectedDelivery[];
  /** Null: every change waits for an approval where the target needs one. */
  readonly unattended: UnattendedLimits | null;
}

const CATCH_UP_HOURS = 24;

export function scheduleOf(rule: z.output<typeof scheduleRule>): JobSchedule {
  const { cron, catchUp = CATCH_UP_HOURS, deliveries = [], unattended: limits = null } = rule;
  return { cron: cron.trim().replaceAll(/\s+/g, ' '), catchUp, deliveries, unattended: limits };
}
