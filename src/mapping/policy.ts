/**
 * Policy: the rules of disclosure control, as the statistics office signs them. What may be seen by which circle, how
 * rates are rounded, what secondary suppression costs, and what is known about the data. It decides nothing itself.
 */
import * as z from 'zod';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Origin } from './problem.ts';
import {
  classRulesOf,
  policyClasses,
  type Circle,
  type ClassNumber,
  type ClassRules,
} from './policy-class.ts';
import {
  knowledge,
  type Balance,
  type Contribution,
  type Identity,
  type MeasureRef,
  type UnitCounter,
} from './policy-knowledge.ts';
import { day, id, title } from './words.ts';

/** What a job is protected by that names no policy. */
export const DEFAULT_POLICY = 'kreis-default';

const MOST_DECIMALS = 6;
const decimals = z.int().min(0).max(MOST_DECIMALS);
const seconds = z.number().gt(0).max(3600);
const weight = z.number().min(0);
const FROZEN = ['open-zeros', 'published', 'population'] as const;

const rates = z.strictObject({
  decimals: z
    .array(z.strictObject({ from: z.int().min(0), decimals }))
    .min(1)
    .describe(
      'Nachkommastellen ab einer Größe des Nenners, vom größten zum kleinsten; der letzte Eintrag ab 0',
    )
    .refine((steps) => steps.every(({ from }, index) => index === 0 || from < steps[index - 1]!.from), {
      error: 'Die Einträge stehen vom größten „from“ zum kleinsten, jedes nur einmal',
    })
    .refine((steps) => steps.at(-1)?.from === 0, { error: 'Der letzte Eintrag muss mit „from: 0“ beginnen' })
    .refine(
      (steps) => steps.every((step, index) => index === 0 || step.decimals <= steps[index - 1]!.decimals),
      {
        error: 'Ein kleinerer Nenner darf nicht mehr Nachkommastellen haben',
      },
    ),
});

const exact = z.strictObject({
  maxDimensions: z
    .int()
    .min(0)
    .max(3)
    .describe('bis zu so vielen Gliederungen wird nach dem Optimum gesucht'),
  maxCells: z.int().min(1),
  timeLimitSeconds: z
    .strictObject({ two: seconds, three: seconds })
    .describe('bei zwei und bei drei Gliederungen'),
});

export const policyFile = z
  .strictObject({
    id,
    version: z.int().min(1),
    title,
    signedOff: z
      .strictObject({ by: title.describe('Funktion und Name'), on: day })
      .describe('wer diese Regeln wann unterschrieben hat; ohne Unterschrift gelten sie nicht'),
    from: z.exactOptional(day).describe('gilt für Freigaben ab diesem Tag'),
    example: z
      .boolean()
      .default(false)
      .describe('true: nur ein Beispiel; damit wird nichts als der Simulator beliefert'),
    circles: z
      .tuple([z.literal('intern'), z.literal('public')])
      .describe('der innere Kreis und die Öffentlichkeit; sie sieht nie mehr als er'),
    classes: policyClasses.describe('Regeln je „disclosureClass“ der Indikatoren'),
    sourceThreshold: z
      .literal('max')
      .describe('max: Was die Quelle selbst verbirgt, gilt auch hier als Mindestfallzahl, wenn es mehr ist'),
    rates,
    means: z.strictObject({ decimals, minN: z.int().min(3).describe('kleinste Fallzahl eines Mittelwerts') }),
    weights: z
      .strictObject({
        levels: z
          .array(weight)
          .min(1)
          .describe('Preis einer Zelle je Raumebene, von der kleinsten zur größten'),
        top: z
          .union([z.literal('frozen'), weight])
          .describe('oberste Raumebene; frozen: Sie bleibt immer offen'),
      })
      .describe('was es kostet, eine Zelle zum Schutz anderer zu verbergen'),
    frozen: z
      .array(z.enum(FROZEN))
      .refine((list) => list.includes('published') && list.includes('population'), {
        error: '„published“ und „population“ gehören immer dazu: Was bekannt ist, lässt sich nicht verbergen',
      })
      .describe('was nicht zum Schutz anderer verborgen wird'),
    exact,
    correction: z
      .strictObject({ minDelta: z.union([z.literal('n'), z.int().min(0)]) })
      .describe(
        'kleinste Änderung, mit der ein veröffentlichter Wert berichtigt wird; n: die Mindestfallzahl',
      ),
    usability: z.strictObject({
      maxHiddenShare: z.number().gt(0).max(1).describe('darüber ist eine gröbere Gliederung zu empfehlen'),
    }),
    censusTolerance: z
      .strictObject({ tolerance: z.int().min(0), datasets: z.array(id) })
      .default({ tolerance: 5, datasets: [] })
      .describe('Datenbestände, deren Werte die Quelle schon verändert hat, und um wie viel höchstens'),
    rounding: z
      .strictObject({ indicators: z.record(id, z.literal([5, 10])) })
      .default({ indicators: {} })
      .describe(
        'statt zu verbergen: Indikatoren, deren Anzahlen auf Vielfache von 5 oder 10 gerundet werden',
      ),
    ...knowledge,
  })
  .superRefine((file, context) => {
    const classes = classRulesOf(file.classes);
    const named = new Set(Object.values(classes).flatMap((rules) => Object.keys(rules.units)));
    for (const [index, { unit }] of file.units.entries())
      if (!named.has(unit))
        context.addIssue({
          code: 'custom',
          path: ['units', index, 'unit'],
          message: `Zur Einheit „${unit}“ nennt keine Klasse eine Mindestzahl`,
        });
    const counted = new Set(file.units.map(({ unit }) => unit));
    for (const [number, rules] of Object.entries(classes))
      for (const unit of Object.keys(rules.units).filter((name) => !counted.has(name)))
        context.addIssue({
          code: 'custom',
          path: ['classes', number, 'units', unit],
          message: `Die Einheit „${unit}“ hat unter „units“ keinen Zähler, ihre Mindestzahl wäre ohne Wirkung`,
        });
  });
export type PolicyFile = z.output<typeof policyFile>;

export interface Policy {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly signedOff: { readonly by: string; readonly on: ReferenceDate };
  /** Day from which it may be used; null: always. */
  readonly from: ReferenceDate | null;
  /** Nobody answers for it: nothing but the simulator is served by it. */
  readonly example: boolean;
  readonly circles: readonly Circle[];
  readonly classes: Readonly<Record<ClassNumber, ClassRules>>;
  readonly sourceThreshold: 'max';
  /** From the largest denominator to 0. */
  readonly rates: { readonly decimals: readonly { readonly from: number; readonly decimals: number }[] };
  readonly means: { readonly decimals: number; readonly minN: number };
  /** By position of a level among those of the job, from the smallest; the last one holds for all above it. */
  readonly weights: { readonly levels: readonly number[]; readonly top: 'frozen' | number };
  readonly frozen: readonly (typeof FROZEN)[number][];
  readonly exact: {
    readonly maxDimensions: number;
    readonly maxCells: number;
    readonly timeLimitSeconds: { readonly two: number; readonly three: number };
  };
  readonly correction: { readonly minDelta: 'n' | number };
  readonly usability: { readonly maxHiddenShare: number };
  readonly censusTolerance: { readonly tolerance: number; readonly datasets: readonly string[] };
  readonly rounding: { readonly indicators: Readonly<Record<string, 5 | 10>> };
  readonly population: MeasureRef;
  readonly units: readonly UnitCounter[];
  readonly contributions: readonly Contribution[];
  readonly identities: readonly Identity[];
  readonly balances: readonly Balance[];
  /** Of the file. */
  readonly sha256: string;
  readonly origin: Origin;
}

export function policyOf(
  file: PolicyFile,
  place: { readonly origin: Origin; readonly sha256: string },
): Policy {
  return {
    ...file,
    from: file.from ?? null,
    classes: classRulesOf(file.classes),
    sha256: place.sha256,
    origin: place.origin,
  };
}
