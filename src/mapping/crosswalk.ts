/**
 * Crosswalk: which old areas, or areas of a source's own, make the areas of a level, and with which weights. Plain
 * data; whether the weights say for every old area where all of it goes is checked by `spatial`.
 */
import * as z from 'zod';
import { areaKey, type AreaKey, type LevelId } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { problemAt, type Origin, type Problem } from './problem.ts';
import { day, id, key, level, title } from './words.ts';

/** 0 to 1; the weights of an old area make 1. */
const weight = z.number().min(0).max(1, { error: 'Ein Anteil liegt zwischen 0 und 1.' });

export const crosswalkFile = z
  .strictObject({
    id,
    title,
    level: level.describe('Raumebene, auf deren Raumeinheiten umgerechnet wird'),
    from: z
      .union([
        z.strictObject({ edition: day.describe('Gültigkeitsbeginn der früheren Ausgabe der Ebene') }),
        z.strictObject({ keys: z.array(key).min(1).describe('alle Schlüssel, die die Quelle hat') }),
        z.literal('open'),
      ])
      .describe('was die alten Schlüssel sind; open: die in der Tabelle genannten'),
    validFrom: day.describe('Gültigkeitsbeginn der Ausgabe, auf die umgerechnet wird'),
    weightsOn: z.exactOptional(day).describe('Stichtag, zu dem die Anteile ermittelt wurden'),
    parts: z.exactOptional(z.array(z.strictObject({ from: key, to: key, weight })).min(1)),
    merge: z
      .exactOptional(z.record(z.string().min(1), z.array(key).min(1)))
      .describe('Raumeinheit: die alten, aus denen sie ganz besteht'),
    file: z
      .exactOptional(
        z.string().regex(/^[\p{L}\d][\p{L}\d._ -]*\.csv$/u, {
          error: 'Der Name einer CSV-Datei, die neben dieser Datei liegt.',
        }),
      )
      .describe('CSV-Datei neben dieser mit den Spalten from;to;weight'),
  })
  .superRefine((file, context) => {
    const given = [file.parts, file.merge, file.file].filter((member) => member !== undefined);
    if (given.length !== 1)
      context.addIssue({
        code: 'custom',
        path: [],
        message: 'Nötig ist genau eines von „parts“, „merge“ und „file“.',
      });
    if (file.merge === undefined && file.weightsOn === undefined)
      context.addIssue({
        code: 'custom',
        path: [],
        message: '„weightsOn“ fehlt: der Stichtag, zu dem die Anteile ermittelt wurden.',
      });
  });
export type CrosswalkFile = z.output<typeof crosswalkFile>;

export interface WrittenPart {
  /** Line of the file that holds the parts, for findings. */
  readonly row: number;
  readonly from: AreaKey;
  readonly to: AreaKey;
  readonly weight: number;
}

export type OldAreas =
  | { readonly kind: 'edition'; readonly validFrom: ReferenceDate }
  | { readonly kind: 'keys'; readonly keys: readonly AreaKey[] }
  | { readonly kind: 'open' };

export interface CrosswalkMapping {
  readonly id: string;
  readonly title: string;
  readonly level: LevelId;
  readonly from: OldAreas;
  /** First day of the target edition. */
  readonly validFrom: ReferenceDate;
  /** Null where whole areas are merged only. */
  readonly weightsOn: ReferenceDate | null;
  readonly parts: readonly WrittenPart[];
  /** Name of the file that holds the parts. */
  readonly file: string;
  readonly origin: Origin;
  /** sha256 of the text of the file, or of both files. */
  readonly sha256: string;
}

/** The parts and where they stand: in the YAML itself, or read from the file beside it. */
export interface PartTable {
  readonly file: string;
  readonly parts: readonly WrittenPart[];
}

export function crosswalkOf(
  file: CrosswalkFile,
  source: { readonly origin: Origin; readonly sha256: string },
  beside: PartTable | undefined,
): CrosswalkMapping {
  const table = beside ?? { file: source.origin.file, parts: writtenParts(file, source.origin) };
  return {
    id: file.id,
    title: file.title,
    level: file.level,
    from: oldAreas(file.from),
    validFrom: file.validFrom,
    weightsOn: file.weightsOn ?? null,
    ...table,
    ...source,
  };
}

function oldAreas(from: CrosswalkFile['from']): OldAreas {
  if (from === 'open') return { kind: 'open' };
  return 'edition' in from ? { kind: 'edition', validFrom: from.edition } : { kind: 'keys', keys: from.keys };
}

function writtenParts({ parts, merge }: CrosswalkFile, { positionOf }: Origin): WrittenPart[] {
  const line = (...path: PropertyKey[]) => positionOf(path).line;
  return [
    ...(parts ?? []).map((part, index) => ({ row: line('parts', index), ...part })),
    ...Object.entries(merge ?? {}).flatMap(([to, members]) =>
      members.map((from, index) => ({ row: line('merge', to, index), from, to: areaKey(to), weight: 1 })),
    ),
  ];
}

/** What the level must know: both editions, and no second table for the same step. */
export interface KnownLevel {
  readonly id: LevelId;
  /** First days of its editions. */
  readonly editions: readonly ReferenceDate[];
}

export function checkCrosswalk(
  mapping: CrosswalkMapping,
  known: KnownLevel | undefined,
  others: readonly CrosswalkMapping[],
): Problem[] {
  const problems: Problem[] = [];
  const flag = (path: PropertyKey[], message: string) =>
    problems.push(problemAt(mapping.origin, path, message));
  if (!known) {
    flag(['level'], `Die Raumebene „${mapping.level}“ gibt es nicht.`);
    return problems;
  }
  const editions = `Die Ebene „${known.id}“ hat Ausgaben ab ${known.editions.join(', ')}.`;
  if (!known.editions.includes(mapping.validFrom))
    flag(['validFrom'], `Ab ${mapping.validFrom} beginnt keine Ausgabe. ${editions}`);
  const { from } = mapping;
  if (from.kind === 'edition' && !known.editions.includes(from.validFrom))
    flag(['from', 'edition'], `Ab ${from.validFrom} beginnt keine Ausgabe. ${editions}`);
  if (from.kind === 'edition' && from.validFrom === mapping.validFrom)
    flag(['from', 'edition'], 'Alte und neue Ausgabe sind dieselbe.');
  if (from.kind === 'keys') {
    const listed = new Set(from.keys);
    const stray = mapping.parts.find((part) => !listed.has(part.from));
    if (stray) flag(['from', 'keys'], `Der Schlüssel „${stray.from}“ wird umgerechnet, fehlt aber hier.`);
  }
  const twin = others.find((other) => other.id < mapping.id && sameStep(other, mapping));
  if (twin) flag(['from'], `Dieselben beiden Ausgaben rechnet schon „${twin.id}“ um.`);
  return problems;
}

function sameStep(a: CrosswalkMapping, b: CrosswalkMapping): boolean {
  return (
    a.from.kind === 'edition' &&
    b.from.kind === 'edition' &&
    a.level === b.level &&
    a.validFrom === b.validFrom &&
    a.from.validFrom === b.from.validFrom
  );
}
