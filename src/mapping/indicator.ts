/** Indicator: what is computed from which dataset, and how it is described in KomMonitor. */
import * as z from 'zod';
import type { LevelId } from '../core/area.ts';
import { INDICATOR_TYPES, type IndicatorDescription } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { formula } from './formula-file.ts';
import { formulaOf, type Formula } from './formula.ts';
import { metadata, partialMetadata } from './metadata.ts';
import { PALETTES } from './palettes.ts';
import type { Origin } from './problem.ts';
import { day, id, level, line, text, title } from './words.ts';

const classification = z
  .strictObject({
    scheme: z.enum(Object.keys(PALETTES) as [string, ...string[]]).describe('Name einer ColorBrewer-Palette'),
    classes: z.int().min(3).max(9),
    method: z.enum(['REGIONAL_DEFAULT', 'JENKS', 'EQUAL_INTERVAL', 'QUANTILE']),
  })
  .refine((c) => c.classes <= (PALETTES[c.scheme] ?? 0), {
    path: ['classes'],
    error: 'So viele Klassen hat diese Palette nicht.',
  });

/** Members that have no sensible default: every indicator has them, from itself or from `defaults`. */
const required = {
  name: title,
  type: z.enum(INDICATOR_TYPES),
  unit: line,
  precision: z.int().min(0).max(6),
  topic: z.array(title).min(1).max(4).describe('Themen vom Hauptthema bis zum tiefsten Unterthema'),
  classification,
};

const optional = {
  levels: z.array(level).min(1).describe('Raumebenen; weggelassen: alle des Auftrags'),
  characteristic: line,
  abbreviation: line,
  interpretation: line,
  processDescription: text,
  referenceDateNote: line,
  headline: z.boolean(),
  tags: z.array(title),
  displayOrder: z.int().min(0),
  disclosureClass: z
    .int()
    .min(0)
    .max(3)
    .describe('0 keine Personen, 1 Demografie, 2 Soziales, 3 Gesundheit, Pflege, Jugendhilfe'),
  dates: z
    .strictObject({ from: z.exactOptional(day), to: z.exactOptional(day) })
    .refine((span) => !span.from || !span.to || span.from <= span.to, { error: '„from“ liegt nach „to“.' }),
};

const partial = z.strictObject({ ...required, ...optional, metadata: partialMetadata }).partial();

const entry = partial.extend({ id, formula });

export const indicatorFile = z.strictObject({
  id: id.describe('Kennung der Gruppe, mit der ein Job alle Indikatoren dieser Datei anspricht'),
  defaults: partial.default({}),
  indicators: z.array(entry).min(1),
});
export type IndicatorFile = z.output<typeof indicatorFile>;

const complete = z.strictObject({ ...required, metadata });

export interface Indicator {
  readonly id: string;
  /** Id of the file it stands in. */
  readonly group: string;
  readonly description: IndicatorDescription;
  /** null: on every level of the job. */
  readonly levels: readonly LevelId[] | null;
  /** How much a single case would tell about a person, 0 to 3; null where nobody has said. */
  readonly disclosureClass: number | null;
  readonly formula: Formula;
  /** First and last Stichtag to publish, both included. */
  readonly dates: { readonly from: ReferenceDate | null; readonly to: ReferenceDate | null };
  readonly origin: Origin;
  /** Path of the indicator inside its file, for messages. */
  readonly path: readonly PropertyKey[];
}

/** The levels of a job on which the indicator is published. */
export function levelsIn(
  indicator: Pick<Indicator, 'levels'>,
  job: { readonly levels: readonly LevelId[] },
): readonly LevelId[] {
  const { levels } = indicator;
  return levels === null ? job.levels : levels.filter((one) => job.levels.includes(one));
}

/** The indicators of a file with `defaults` filled in, or what is missing in both places. */
export function indicatorsOf(
  file: IndicatorFile,
  origin: Origin,
): { indicators: Indicator[]; missing: { path: PropertyKey[]; message: string }[] } {
  const indicators: Indicator[] = [];
  const missing: { path: PropertyKey[]; message: string }[] = [];
  for (const [index, raw] of file.indicators.entries()) {
    const path = ['indicators', index];
    const merged = merge(file.defaults, raw);
    const checked = complete.safeParse(pick(merged));
    if (!checked.success) {
      const names = [...new Set(checked.error.issues.map((issue) => issue.path.join('.')))];
      missing.push({
        path,
        message: `Indikator „${raw.id}“: es fehlt ${names.join(', ')}, auch unter „defaults“.`,
      });
      continue;
    }
    indicators.push(indicatorOf(merged, checked.data, { group: file.id, origin, path }));
  }
  return { indicators, missing };
}

type Entry = IndicatorFile['indicators'][number];
type Complete = z.output<typeof complete>;

function merge(defaults: IndicatorFile['defaults'], own: Entry): Entry {
  return { ...defaults, ...own, metadata: { ...defaults.metadata, ...own.metadata } };
}

function pick(merged: Entry): Record<string, unknown> {
  const { name, type, unit, precision, topic, classification: classes, metadata: described } = merged;
  return { name, type, unit, precision, topic, classification: classes, metadata: described };
}

function indicatorOf(
  merged: Entry,
  described: Complete,
  place: Pick<Indicator, 'group' | 'origin' | 'path'>,
): Indicator {
  return {
    id: merged.id,
    ...place,
    levels: merged.levels ?? null,
    disclosureClass: merged.disclosureClass ?? null,
    formula: formulaOf(merged.formula),
    dates: { from: merged.dates?.from ?? null, to: merged.dates?.to ?? null },
    description: {
      ...described,
      characteristic: merged.characteristic ?? '',
      abbreviation: merged.abbreviation ?? '',
      interpretation: merged.interpretation ?? '',
      processDescription: merged.processDescription ?? '',
      referenceDateNote: merged.referenceDateNote ?? '',
      headline: merged.headline ?? false,
      tags: merged.tags ?? [],
      displayOrder: merged.displayOrder ?? 0,
    },
  };
}
