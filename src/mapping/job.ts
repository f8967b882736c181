/**
 * Job: which deliveries are taken in, which levels and indicators are published from them, and for whom; or which code
 * list is brought up to date from which source.
 */
import * as z from 'zod';
import type { LevelId } from '../core/area.ts';
import type { DatasetMetadata } from '../core/indicator.ts';
import { DEFAULT_POLICY } from './policy.ts';
import type { Origin } from './problem.ts';
import { refreshRule, type RefreshRule } from './refresh.ts';
import { scheduleOf, scheduleRule, type JobSchedule } from './schedule.ts';
import { id, level, opaque, text, title } from './words.ts';

const access = z.strictObject({
  owner: z.exactOptional(title).describe('Name der Organisationseinheit, der die Daten gehören'),
  viewers: z.exactOptional(z.array(title)).describe('Namen der Organisationseinheiten, die lesen dürfen'),
  public: z.exactOptional(z.boolean()),
});
export type JobAccess = Readonly<z.output<typeof access>>;

const official = z.strictObject({
  measure: id.describe('Messgröße dieser Lieferung, deren Summe verglichen wird'),
  dataset: id.describe('Datenbestand mit der amtlichen Zahl'),
  officialMeasure: id,
  level: level.describe('Raumebene, auf der die amtliche Zahl steht'),
  note: z.exactOptional(title).describe('warum beide voneinander abweichen dürfen'),
});
export type OfficialTotal = Readonly<z.output<typeof official>>;

export const jobFile = z
  .strictObject({
    id,
    title,
    levels: z.exactOptional(z.array(level).min(1)).describe('Raumebenen von der kleinsten zur größten'),
    intake: z.exactOptional(
      z
        .array(
          z.strictObject({
            profile: id,
            dataset: z.exactOptional(id).describe('wenn abweichend vom Profil'),
            connector: z.exactOptional(id).describe('wenn abweichend vom Profil'),
            config: opaque,
            joined: z
              .exactOptional(z.boolean())
              .describe('die Dateien sind Teile einer Lieferung, etwa eine je Gemeinde'),
            official: z.exactOptional(official).describe('Gesamtzahl, mit der die Lieferung verglichen wird'),
          }),
        )
        .min(1),
    ),
    indicators: z
      .exactOptional(
        z.union([
          z.array(id).min(1),
          z.strictObject({ group: id }),
          z.strictObject({ groups: z.array(id).min(1) }),
        ]),
      )
      .describe('Kennungen von Indikatoren, oder eine oder mehrere Gruppen: alle ihrer Dateien'),
    metadata: z
      .exactOptional(z.strictObject({ contact: z.exactOptional(text), datasource: z.exactOptional(text) }))
      .describe('gilt für alle Indikatoren des Auftrags statt der Angaben in ihrer Datei'),
    access: z.exactOptional(access),
    organisation: z
      .exactOptional(title)
      .describe('Organisationseinheit (Gruppe in KomMonitor), deren Leute den Auftrag sehen; sonst alle'),
    policy: z.exactOptional(id).describe('Kennung der Regeln zur Geheimhaltung; sonst kreis-default'),
    refresh: z.exactOptional(refreshRule).describe('statt alledem: eine Codeliste auffrischen'),
    schedule: z.exactOptional(scheduleRule).describe('Zeitplan; sonst läuft der Auftrag nur von Hand'),
  })
  .superRefine((file, context) => {
    for (const member of ['levels', 'intake', 'indicators'] as const) {
      if (file.refresh === undefined && file[member] === undefined)
        context.addIssue({ code: 'custom', path: [], message: `Es fehlt „${member}“.` });
      if (file.refresh !== undefined && file[member] !== undefined)
        context.addIssue({
          code: 'custom',
          path: [member],
          message: `„${member}“ und „refresh“ schließen einander aus`,
        });
    }
    const profiles = new Set(file.intake?.map(({ profile }) => profile));
    for (const [index, { profile }] of (file.schedule?.deliveries ?? []).entries())
      if (!profiles.has(profile))
        context.addIssue({
          code: 'custom',
          path: ['schedule', 'deliveries', index, 'profile'],
          message: `„${profile}“ steht nicht unter „intake“ dieses Auftrags`,
        });
  });
export type JobFile = z.output<typeof jobFile>;

export interface JobIntake {
  readonly dataset: string;
  readonly profile: string;
  /** Fetches the deliveries; their layout is read by the profile's own connector. */
  readonly connector: string;
  /** Checked by the connector's own schema; its place in the file is `['intake', index, 'config']`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** All files together are one delivery. */
  readonly joined: boolean;
  /** The total that the delivery is compared with; null: there is none. */
  readonly official: OfficialTotal | null;
}

export interface Job {
  readonly id: string;
  readonly title: string;
  /** From the smallest to the largest. */
  readonly levels: readonly LevelId[];
  readonly intake: readonly JobIntake[];
  /** Ids; groups are already resolved. */
  readonly indicators: readonly string[];
  /** Groups the file names, in file order. */
  readonly groups: readonly string[];
  /** Replaces what the indicators' own files say. */
  readonly metadata: Readonly<Partial<Pick<DatasetMetadata, 'contact' | 'datasource'>>>;
  readonly access: JobAccess;
  /** Whose people see the job and its runs in the console; null: everybody who may log in. */
  readonly organisation: string | null;
  /** Id of the policy that decides what may be seen. Where the file names none, the default may be missing. */
  readonly policy: string;
  /** Brings a code list up to date; such a job has no levels, intake and indicators. */
  readonly refresh: RefreshRule | null;
  /** Null: the job runs by hand only. */
  readonly schedule: JobSchedule | null;
  readonly origin: Origin;
}

export interface JobParts {
  /** Dataset and connector of a profile; undefined where the profile does not exist. */
  readonly profile: (id: string) => { dataset: string; connector: string } | undefined;
  /** Ids of the indicators of a group, in file order. */
  readonly group: (id: string) => readonly string[];
}

export function jobOf(file: JobFile, origin: Origin, parts: JobParts): Job {
  const groups = groupsOf(file.indicators);
  return {
    id: file.id,
    title: file.title,
    levels: file.levels ?? [],
    intake: (file.intake ?? []).map((item) => {
      const profile = parts.profile(item.profile);
      return {
        profile: item.profile,
        dataset: item.dataset ?? profile?.dataset ?? '',
        connector: item.connector ?? profile?.connector ?? '',
        config: item.config,
        joined: item.joined ?? false,
        official: item.official ?? null,
      };
    }),
    indicators: Array.isArray(file.indicators)
      ? file.indicators
      : groups.flatMap((group) => parts.group(group)),
    groups,
    metadata: file.metadata ?? {},
    access: file.access ?? {},
    organisation: file.organisation ?? null,
    policy: file.policy ?? DEFAULT_POLICY,
    refresh: file.refresh ?? null,
    schedule: file.schedule ? scheduleOf(file.schedule) : null,
    origin,
  };
}

function groupsOf(named: JobFile['indicators']): readonly string[] {
  if (named === undefined || Array.isArray(named)) return [];
  return 'group' in named ? [named.group] : named.groups;
}
