/**
 * What a plan rests on beside the target: the program, the rules of its job and the files. What was approved is
 * published as long as all of it is as it was.
 */
import * as z from 'zod';
import { contentHash } from '../../core/hash.ts';
import { SyncError } from '../../errors.ts';
import type { Job } from '../../mapping/job.ts';
import { checkSection } from '../../mapping/load.ts';
import { openLanding } from '../land.ts';
import type { DeliverySource, EnginePorts } from '../ports.ts';
import { Settlements } from '../settlement.ts';
import { sourceNamed } from '../source-options.ts';

const basisShape = z.strictObject({
  program: z.string(),
  rules: z.string(),
  files: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
});
export type Basis = z.output<typeof basisShape>;

export function basisText(basis: Basis): string {
  return JSON.stringify(basis);
}

export function basisOf(
  job: string,
  files: Basis['files'],
  { catalogue, program }: Pick<EnginePorts, 'catalogue' | 'program'>,
): Basis {
  const unique = new Map(files.map(({ name, sha256 }) => [`${name} ${sha256}`, { name, sha256 }]));
  return {
    program,
    rules: rulesHash(job, catalogue),
    files: [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []),
  };
}

/** Over everything a run of the job may look up; when it runs is left out, for that changes no value. */
function rulesHash(id: string, catalogue: EnginePorts['catalogue']): string {
  const job = catalogue.jobs.get(id);
  const { schedule: _schedule, origin: _origin, ...rules } = job ?? ({} as Job);
  const of = <T>(map: ReadonlyMap<string, T>, ids: Iterable<string>) =>
    [...new Set(ids)].sort().map((each) => [each, plain(map.get(each))]);
  return contentHash({
    job: rules,
    profiles: of(catalogue.profiles, job?.intake.map(({ profile }) => profile) ?? []),
    indicators: of(catalogue.indicators, job?.indicators ?? []),
    levels: of(catalogue.levels, catalogue.levels.keys()),
    codes: of(catalogue.codes, catalogue.codes.keys()),
    crosswalks: of(catalogue.crosswalks, catalogue.crosswalks.keys()),
    policy: of(catalogue.policies, job ? [job.policy] : []),
  });
}

/** Where a rule stands in its file is not what it says. */
const PLACES = new Set(['origin', 'path']);

function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, member]) => [key, plain(member)]);
  if (value instanceof Set) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  const members = Object.entries(value).filter(([name]) => !PLACES.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

/**
 * Throws SyncError `approval.overtaken` (kind stale, exit 8) where the program, a rule or a file is another one. A file
 * that has been filed away since cannot have changed.
 */
export async function refuseChangedBasis(text: string, jobId: string, ports: EnginePorts): Promise<void> {
  const before = basisShape.parse(JSON.parse(text));
  const now = basisOf(jobId, [], ports);
  if (before.program !== now.program) throw overtaken('das Programm aktualisiert');
  if (before.rules !== now.rules) throw overtaken('die Regeln des Auftrags geändert');
  const job = ports.catalogue.jobs.get(jobId);
  const changed = job && (await changedFile(job, before.files, ports));
  if (changed !== undefined) throw overtaken(`die Datei „${changed}“ geändert`);
}

async function changedFile(job: Job, files: Basis['files'], ports: EnginePorts): Promise<string | undefined> {
  if (files.length === 0) return undefined;
  const known = new Map<string, Set<string>>();
  for (const { name, sha256 } of files) known.set(name, (known.get(name) ?? new Set()).add(sha256));
  const landing = await openLanding(ports);
  const settlements = new Settlements();
  const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
  try {
    for (const { source, config } of sourcesOf(job, ports))
      for await (const offer of source.list(config as never, context)) {
        settlements.add({ source, config, offer, isRefused: false, looksLikePersons: false });
        if (!known.has(offer.file)) continue;
        const landed = await landing.land(source, config, offer);
        await landing.remove(landed);
        if (known.get(offer.file)?.has(landed.sha256) !== true) return offer.file;
      }
    return undefined;
  } finally {
    await settlements.settle(ports, 'looked-at');
    await landing.clear();
  }
}

function sourcesOf(job: Job, ports: EnginePorts): { source: DeliverySource; config: unknown }[] {
  const parts = [
    ...job.intake.map((item, index) => ({
      connector: item.connector,
      config: item.config,
      origin: job.origin,
      path: ['intake', index] as readonly PropertyKey[],
    })),
    ...job.levels.flatMap((id) => {
      const level = ports.catalogue.levels.get(id);
      if (level?.geometry.kind !== 'source') return [];
      const { connector, config } = level.geometry;
      return [{ connector, config, origin: level.origin, path: ['source'] as readonly PropertyKey[] }];
    }),
  ];
  return parts.map(({ connector, config, origin, path }) => {
    const source = sourceNamed(ports, connector, { origin, path: [...path, 'connector'] });
    const place = { origin, path: [...path, 'config'] };
    return { source, config: checkSection(config, source.configSchema, place) };
  });
}

function overtaken(what: string): SyncError {
  return new SyncError({
    code: 'approval.overtaken',
    kind: 'stale',
    message: `Seit der Vorlage wurde ${what}. Die Freigabe gilt nicht mehr; es wurde nichts veröffentlicht.`,
    hint: 'Erstellen Sie einen neuen Plan, sehen Sie sich die neue Vorschau an und legen Sie ihn vor.',
  });
}
