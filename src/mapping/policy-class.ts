/**
 * The rules of one disclosure class, for both circles. The higher the class, the more a single case tells about a person;
 * so no class is milder than the one before, and the public never sees more than the inner circle.
 */
import * as z from 'zod';
import { id } from './words.ts';

export type Circle = 'intern' | 'public';
/** As indicators name it under `disclosureClass`. */
export type ClassNumber = 0 | 1 | 2 | 3;
export type PerCircle<T> = Readonly<Record<Circle, T>>;

export interface ClassRules {
  /** Least count that may be seen; 0: counts of this class tell nothing about persons. */
  readonly n: PerCircle<number>;
  /** The same where more than one dimension is broken down. */
  readonly crossed: PerCircle<number>;
  /** Least count of further unit types behind a figure, such as Bedarfsgemeinschaften. */
  readonly units: Readonly<Record<string, PerCircle<number>>>;
  /** Least denominator of a rate. */
  readonly dmin: PerCircle<number>;
  readonly zeros: 'open' | 'protected';
  /** Full cell: hidden where at most so many are left over; null: the rule does not apply. */
  readonly k: number | null;
  /** Is it the presence of the attribute that tells something, its absence, or both? */
  readonly direction: 'presence' | 'absence' | 'both';
  /** Inhabitants below which nothing of the class is shown. */
  readonly areaFloor: PerCircle<number>;
  /** p-percent rule for amounts. */
  readonly holders: { readonly p: number; readonly minHolders: number } | null;
  /** (n, k) dominance for amounts: the `n` largest give more than `k` percent. */
  readonly dominance: { readonly n: 1 | 2; readonly k: number } | null;
}

const SMALLEST_THRESHOLD = 3;

const circles = <T extends z.ZodType<number>>(number: T) =>
  z.union([number, z.strictObject({ intern: number, public: number })]);
const count = circles(z.int().min(0));
const threshold = circles(
  z.int().min(SMALLEST_THRESHOLD, {
    error: `Weniger als ${SMALLEST_THRESHOLD} lässt einzelne Fälle erkennen; ${SMALLEST_THRESHOLD} ist das Mindeste.`,
  }),
);
const percent = z.number().gt(0).max(100);

const amounts = {
  holders: z
    .exactOptional(z.strictObject({ p: percent, minHolders: z.int().min(SMALLEST_THRESHOLD) }))
    .describe('für Summen: p-Prozent-Regel und Mindestzahl der Beitragenden'),
  dominance: z
    .exactOptional(z.strictObject({ n: z.literal([1, 2]), k: percent }))
    .describe('für Summen: geheim, wenn die n größten Beiträge mehr als k Prozent ausmachen'),
};

const withoutPersons = z.strictObject(amounts);
const withPersons = z.strictObject({
  n: threshold.describe('Mindestfallzahl, eine für beide Kreise oder je Kreis'),
  crossed: z.exactOptional(threshold).describe('Mindestfallzahl bei mehr als einer Gliederung; sonst n'),
  units: z
    .record(id, threshold)
    .default({})
    .describe('Mindestzahl je weiterer Einheit, etwa bedarfsgemeinschaft; Zähler stehen unter „units“'),
  dmin: count.describe('kleinster Nenner einer Quote'),
  zeros: z
    .enum(['open', 'protected'])
    .describe('open: Nullen sind zu sehen; protected: auch Nullen sind geheim'),
  k: z
    .nullable(z.int().min(0))
    .describe('Vollbelegung: geheim, wenn höchstens so viele übrig sind; null: ohne'),
  direction: z
    .enum(['presence', 'absence', 'both'])
    .default('presence')
    .describe('verrät das Merkmal etwas (presence), sein Fehlen (absence) oder beides (both)'),
  areaFloor: count.describe('Einwohner, unter denen ein Gebiet nichts aus dieser Klasse zeigt'),
  ...amounts,
});

export const policyClasses = z
  .strictObject({ '0': withoutPersons, '1': withPersons, '2': withPersons, '3': withPersons })
  .superRefine((file, context) => {
    for (const [path, message] of orderProblems(classRulesOf(file)))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
type ClassesFile = Pick<z.output<typeof policyClasses>, '0' | '1' | '2' | '3'>;

/** Every member resolved, for every class. */
export function classRulesOf(file: ClassesFile): Readonly<Record<ClassNumber, ClassRules>> {
  return {
    0: plainRules(file[0]),
    1: personRules(file[1]),
    2: personRules(file[2]),
    3: personRules(file[3]),
  };
}

function plainRules(file: z.output<typeof withoutPersons>): ClassRules {
  const none = both(0);
  return {
    n: none,
    crossed: none,
    units: {},
    dmin: none,
    zeros: 'open',
    k: null,
    direction: 'presence',
    areaFloor: none,
    holders: file.holders ?? null,
    dominance: file.dominance ?? null,
  };
}

function personRules(file: z.output<typeof withPersons>): ClassRules {
  return {
    n: both(file.n),
    crossed: both(file.crossed ?? file.n),
    units: Object.fromEntries(Object.entries(file.units).map(([unit, least]) => [unit, both(least)])),
    dmin: both(file.dmin),
    zeros: file.zeros,
    k: file.k,
    direction: file.direction,
    areaFloor: both(file.areaFloor),
    holders: file.holders ?? null,
    dominance: file.dominance ?? null,
  };
}

function both(value: number | PerCircle<number>): PerCircle<number> {
  return typeof value === 'number' ? { intern: value, public: value } : value;
}

type Flagged = readonly [path: readonly string[], message: string];

function orderProblems(classes: Readonly<Record<ClassNumber, ClassRules>>): Flagged[] {
  return ([1, 2, 3] as const).flatMap((number) => [
    ...publicSeesMore(number, classes[number]),
    ...(number === 1 ? [] : milder(number, classes[number], classes[number === 3 ? 2 : 1])),
  ]);
}

function publicSeesMore(number: ClassNumber, rules: ClassRules): Flagged[] {
  const message =
    'Öffentlich wäre hier mehr zu sehen als intern: „public“ darf nicht kleiner sein als „intern“';
  const open = namedLimits(rules).filter(([, limit]) => limit.public < limit.intern);
  const flagged = open.map(([path]): Flagged => [[String(number), ...path], message]);
  if (atLeast(rules.crossed, rules.n)) return flagged;
  return [
    ...flagged,
    [[String(number), 'crossed'], 'Gekreuzt darf die Mindestfallzahl nicht kleiner sein als „n“'],
  ];
}

/** Where a class lets more be seen than the one before it. */
function milder(number: ClassNumber, rules: ClassRules, before: ClassRules): Flagged[] {
  const own = new Map(namedLimits(rules).map(([path, limit]) => [path.join('.'), limit]));
  const limits = namedLimits(before).filter(
    ([path, limit]) => !atLeast(own.get(path.join('.')) ?? both(0), limit),
  );
  const open = [
    ...limits.map(([path]) => path),
    ...(rules.zeros === 'open' && before.zeros === 'protected' ? [['zeros']] : []),
    ...((rules.k ?? -1) < (before.k ?? -1) ? [['k']] : []),
    ...(before.k === null || rules.direction === 'both' || rules.direction === before.direction
      ? []
      : [['direction']]),
    ...lacking('holders', rules.holders, before.holders),
    ...lacking('dominance', rules.dominance, before.dominance),
  ];
  const message = `Klasse ${number} darf in nichts milder sein als Klasse ${number - 1}`;
  return open.map((path): Flagged => [[String(number), ...path], message]);
}

function lacking(name: string, own: object | null, before: object | null): string[][] {
  return own === null && before !== null ? [[name]] : [];
}

function namedLimits(rules: ClassRules): [path: string[], limit: PerCircle<number>][] {
  return [
    [['n'], rules.n],
    [['crossed'], rules.crossed],
    [['dmin'], rules.dmin],
    [['areaFloor'], rules.areaFloor],
    ...Object.entries(rules.units).map(([unit, limit]): [string[], PerCircle<number>] => [
      ['units', unit],
      limit,
    ]),
  ];
}

function atLeast(one: PerCircle<number>, other: PerCircle<number>): boolean {
  return one.intern >= other.intern && one.public >= other.public;
}
