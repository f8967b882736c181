/** Spatial level: where its geometry comes from, how keys, names and parents are found in it, how it is described. */
import * as z from 'zod';
import type { AreaKey, LevelId } from '../core/area.ts';
import type { DatasetMetadata } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { assignment, type AssignmentSources } from './assignment.ts';
import { metadata } from './metadata.ts';
import type { Origin } from './problem.ts';
import { day, id, key, level, opaque, pattern, title } from './words.ts';

/** Text of a property: trimmed, `strip` taken out, then filled up with zeros from the left to `padTo` digits. */
const propertyKey = z.strictObject({
  property: z.string().min(1),
  strip: z.exactOptional(pattern).describe('regulärer Ausdruck: alle Treffer werden entfernt'),
  padTo: z.exactOptional(z.int().min(1).max(20)),
});

const parentKey = z.union([
  propertyKey,
  z.strictObject({ fixed: key }),
  z.strictObject({
    prefix: z.int().min(1).max(20).describe('so viele Zeichen am Anfang des eigenen Schlüssels'),
    padTo: z.exactOptional(z.int().min(1).max(20)),
  }),
]);

/** West, south, east, north in degrees. */
const region = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine(([w, s, e, n]) => w < e && s < n && w >= -180 && e <= 180 && s >= -90 && n <= 90, {
    error: 'Die Region ist [West, Süd, Ost, Nord] in Grad, mit West < Ost und Süd < Nord.',
  });

/** Faults of real boundaries that somebody has looked at; everything else still stops the run. */
const acceptance = z.strictObject({
  finding: z.enum(['spatial.overlap', 'spatial.self-touch']),
  areas: z.array(key).min(1).describe('Schlüssel aller Raumeinheiten, die der Befund nennt'),
  reason: title.describe('wer es geprüft hat und warum es so bleiben darf'),
});
export type Acceptance = Readonly<z.output<typeof acceptance>>;

export const levelFile = z
  .strictObject({
    id: level,
    name: title.describe('Name der Raumebene in KomMonitor'),
    parent: z.exactOptional(level),
    parentKey: z.exactOptional(parentKey),
    region: z.exactOptional(region),
    source: z.exactOptional(
      z.strictObject({ connector: id, config: opaque, layout: z.looseObject({ form: id }) }),
    ),
    editions: z.exactOptional(
      z
        .array(
          z.strictObject({
            validFrom: day,
            file: z.string().min(1),
            layer: z.exactOptional(z.string().min(1)),
          }),
        )
        .min(1),
    ),
    key: z.exactOptional(propertyKey),
    nameProperty: z.exactOptional(z.string().min(1)),
    names: z.exactOptional(z.record(z.string().min(1), title)),
    crs: z.exactOptional(
      z.strictObject({
        proj: z.string().regex(/^\+proj=/, { error: 'Eine proj-Definition beginnt mit +proj=.' }),
        reason: title.describe('warum die Angabe der Datei nicht gilt'),
      }),
    ),
    unionOf: z.exactOptional(level),
    assignment: z.exactOptional(assignment),
    accept: z.exactOptional(z.array(acceptance).min(1)),
    outline: z.exactOptional(
      z.strictObject({
        color: z.string().regex(/^#[0-9a-fA-F]{6}$/, { error: 'Eine Farbe wird #rrggbb geschrieben.' }),
        width: z.int().min(1).max(20),
        dashArray: z.exactOptional(z.string().regex(/^\d+( \d+)*$/)),
      }),
    ),
    metadata,
  })
  .superRefine((file, context) => {
    for (const [path, message] of shapeProblems(file)) context.addIssue({ code: 'custom', path, message });
  });
export type LevelFile = z.output<typeof levelFile>;

export type PropertyKeyRule = z.output<typeof propertyKey>;
export type ParentKeyRule = z.output<typeof parentKey>;

/** Names from a property of the file, or from a table by area key. */
export type NameRule = { readonly property: string } | { readonly table: ReadonlyMap<AreaKey, string> };

export interface LevelSource {
  readonly kind: 'source';
  readonly connector: string;
  /** Checked by the connector's own schema. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Section `layout`; `form` names the layout of the connector, the rest are its options. */
  readonly layout: Readonly<Record<string, unknown>> & { readonly form: string };
  /** Ascending by `validFrom`. */
  readonly editions: readonly {
    readonly validFrom: ReferenceDate;
    readonly file: string;
    readonly layer?: string;
  }[];
  readonly key: PropertyKeyRule;
  readonly names: NameRule;
  /** West, south, east, north in degrees: where the areas must lie. */
  readonly region: readonly [number, number, number, number];
  readonly crs?: { readonly proj: string; readonly reason: string };
}

/** Geometry made of another level: its areas grouped by their parent key; the table names the groups. */
export interface LevelUnion {
  readonly kind: 'union';
  readonly of: LevelId;
  readonly names: ReadonlyMap<AreaKey, string>;
}

export interface Level {
  readonly id: LevelId;
  readonly name: string;
  readonly parent: LevelId | null;
  readonly parentKey: ParentKeyRule | null;
  readonly geometry: LevelSource | LevelUnion;
  readonly outline: { readonly color: string; readonly width: number; readonly dashArray?: string } | null;
  readonly metadata: DatasetMetadata;
  /** By what addresses are brought to the areas; null: they cannot be. */
  readonly assignment: AssignmentSources | null;
  /** Faults of the geometry that are accepted at their place. */
  readonly accept: readonly Acceptance[];
  readonly origin: Origin;
}

export function levelOf(file: LevelFile, origin: Origin): Level {
  return {
    id: file.id,
    name: file.name,
    parent: file.parent ?? null,
    parentKey: file.parentKey ?? null,
    geometry: file.unionOf === undefined ? sourceOf(file) : unionOf(file, file.unionOf),
    outline: file.outline ?? null,
    metadata: file.metadata,
    assignment: file.assignment ?? null,
    accept: file.accept ?? [],
    origin,
  };
}

/** By its id or, where only one is called so, by its name: findings name levels as people do. */
export function levelCalled(levels: ReadonlyMap<string, Level>, called: string): Level | undefined {
  const named = [...levels.values()].filter(({ name }) => name === called);
  return levels.get(called) ?? (named.length === 1 ? named[0] : undefined);
}

/** First days of the level's editions; a union has those of the level it is made of. */
export function editionDays(level: Level, levels: ReadonlyMap<string, Level>): readonly ReferenceDate[] {
  let { geometry } = level;
  for (let steps = levels.size; steps > 0 && geometry.kind === 'union'; steps -= 1)
    geometry = levels.get(geometry.of)?.geometry ?? geometry;
  return geometry.kind === 'source' ? geometry.editions.map(({ validFrom }) => validFrom) : [];
}

function unionOf(file: LevelFile, of: LevelId): LevelUnion {
  return { kind: 'union', of, names: nameTable(file) };
}

function sourceOf(file: LevelFile): LevelSource {
  const { source, editions, key: keyRule, region: box } = file;
  if (!source || !editions || !keyRule || !box) throw new TypeError('level file was not checked');
  return {
    kind: 'source',
    connector: source.connector,
    config: source.config,
    layout: source.layout,
    editions: [...editions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
    key: keyRule,
    names: file.nameProperty === undefined ? { table: nameTable(file) } : { property: file.nameProperty },
    region: box,
    ...(file.crs ? { crs: file.crs } : {}),
  };
}

function nameTable(file: LevelFile): ReadonlyMap<AreaKey, string> {
  return new Map(Object.entries(file.names ?? {}) as [AreaKey, string][]);
}

/** A level either reads geometry or unites that of another level; each way has its own members. */
function shapeProblems(file: z.input<typeof levelFile>): [PropertyKey[], string][] {
  const problems: [PropertyKey[], string][] = [];
  const union = file.unionOf !== undefined;
  for (const member of ['source', 'editions', 'key', 'region'] as const) {
    if (!union && file[member] === undefined)
      problems.push([
        [],
        `„${member}“ fehlt. Nötig ist es, weil die Ebene nicht mit „unionOf“ gebildet wird.`,
      ]);
    if (union && file[member] !== undefined)
      problems.push([[member], `„${member}“ und „unionOf“ schließen einander aus.`]);
  }
  if (union && file.crs !== undefined)
    problems.push([['crs'], '„crs“ und „unionOf“ schließen einander aus.']);
  if (union && file.nameProperty !== undefined)
    problems.push([['nameProperty'], 'Mit „unionOf“ stehen die Namen unter „names“.']);
  if ((file.nameProperty === undefined) === (file.names === undefined))
    problems.push([[], 'Nötig ist entweder „nameProperty“ oder „names“.']);
  if ((file.parent === undefined) !== (file.parentKey === undefined))
    problems.push([[], '„parent“ und „parentKey“ gehören zusammen.']);
  if (union && file.parentKey !== undefined && 'property' in file.parentKey)
    problems.push([['parentKey'], 'Mit „unionOf“ gibt es keine Eigenschaften, nur „fixed“ oder „prefix“.']);
  const starts = (file.editions ?? []).map((edition) => edition.validFrom);
  for (const [index, start] of starts.entries())
    if (starts.indexOf(start) !== index)
      problems.push([['editions', index, 'validFrom'], 'Zwei Ausgaben beginnen am selben Tag.']);
  return problems;
}
