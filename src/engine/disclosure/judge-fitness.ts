/** Is a set of areas large enough? Joins areas, policy and trial tables; the rules of thumb are in `disclosure/fitness`. */
import {
  casesNeeded,
  hiddenShare,
  mergeAreas,
  type FitArea,
  type FitRules,
  type Merged,
} from '../../disclosure/fitness.ts';
import type { Circle, ClassNumber } from '../../mapping/policy-class.ts';
import { thresholdOf } from '../../mapping/policy-thresholds.ts';
import { SyncError } from '../../errors.ts';
import type { EnginePorts } from '../ports.ts';
import { policyInForce } from '../protect/policy-in-force.ts';
import { areasOfFile, areasOfLevel, type FitAreas } from './fit-areas.ts';
import { factorOf, NOTHING_TRIED, trials, type Prevalence, type Tried } from './fitness-trials.ts';

export interface FitnessQuestion {
  /** Absolute path; otherwise `level`. */
  readonly residents?: string | undefined;
  readonly level?: string | undefined;
  readonly prevalences: readonly Prevalence[];
  readonly groups: number;
  readonly policy: string;
  readonly circle: Circle;
  readonly disclosureClass: ClassNumber;
  readonly tables: number;
}

export interface FitIndicator extends Prevalence {
  readonly casesPerArea: number;
  /** Cases per area with which no more than the policy's share is hidden, by rule of thumb; areas of one size. */
  readonly casesNeeded: number;
  /** Expected share of cells of areas above the floor that are too small. */
  readonly smallShare: number;
  /** The same share in the trial tables that had to be hidden to protect others. */
  readonly secondaryShare: number;
  /** All together, with areas below the floor. */
  readonly hiddenShare: number;
  /** After the merges that are proposed. */
  readonly hiddenAfter: number;
}

export interface Fitness {
  readonly state: 'fit' | 'unfit';
  readonly source: string;
  readonly neighbours: FitAreas['neighbours'];
  readonly areas: number;
  readonly residents: number;
  readonly policy: { readonly id: string; readonly version: number };
  readonly circle: Circle;
  readonly disclosureClass: ClassNumber;
  readonly n: number;
  readonly floor: number;
  readonly groups: number;
  readonly maxHiddenShare: number;
  readonly belowFloor: readonly string[];
  readonly belowFloorShare: number;
  readonly tables: number;
  readonly indicators: readonly FitIndicator[];
  /** Only areas that are put together; empty where nothing has to be. */
  readonly merges: readonly Merged[];
  readonly areasAfter: number;
  /** The merges are enough. */
  readonly isEnoughAfter: boolean;
}

/** Times that merged areas are tried again. */
const ROUNDS = 3;
/** At the limit about a quarter of what is hidden protects others; the rule of thumb of 300 cases counts on it. */
const ROOM = 0.75;

type Ports = Pick<EnginePorts, 'ledger' | 'catalogue' | 'now' | 'solver' | 'events'>;

export async function judgeFitness(question: FitnessQuestion, ports: Ports): Promise<Fitness> {
  const { groups, circle, disclosureClass, prevalences, tables } = question;
  if (prevalences.length === 0)
    throw incomplete('Es fehlt --prevalence: der erwartete Anteil der Fälle an den Einwohnern.');
  const policy = policyInForce({ policy: question.policy }, ports);
  const rules: FitRules = {
    n: thresholdOf(policy, circle, disclosureClass),
    floor: policy.classes[disclosureClass].areaFloor[circle],
    zeros: policy.classes[disclosureClass].zeros,
  };
  const { areas, neighbours, source } = await areasOf(question, policy, ports);
  const { maxHiddenShare } = policy.usability;

  const tryAll = async (now: readonly FitArea[]): Promise<Tried[]> => {
    const all: Tried[] = [];
    for (const one of prevalences) all.push(await trials(now, { ...one, groups, tables }, rules, ports));
    return all;
  };
  const sharesOf = (now: readonly Sized[], factors: readonly number[]) =>
    prevalences.map(({ share }, at) =>
      allHidden(now, { prevalence: share, groups, factor: factors[at] ?? 0 }, rules),
    );
  const enough = (factors: readonly number[]) => (now: readonly Sized[]) =>
    sharesOf(now, factors).every((hidden) => hidden < maxHiddenShare);

  const tried = await tryAll(areas);
  const before = tried.map(factorOf);
  let factors = before;
  let merged = mergeAreas(areas, enough(factors));
  let after = factors;
  // The fewer cells are small, the more each of them costs others: what was merged is tried again.
  for (let round = 0; round < ROUNDS && merged.length < areas.length; round += 1) {
    after = (await tryAll(merged.map(asArea))).map(factorOf);
    if (enough(after)(merged)) break;
    factors = factors.map((factor, at) => Math.max(factor, after[at] ?? 0));
    const next = mergeAreas(areas, enough(factors));
    if (next.length === merged.length) break;
    merged = next;
  }
  const hiddenAfter = sharesOf(merged, after);
  const judged = prevalences.map(({ name, share }, at): FitIndicator => {
    const { cells, secondary } = tried[at] ?? NOTHING_TRIED;
    return {
      name,
      share,
      casesPerArea: mean(areas) * share,
      casesNeeded: casesNeeded(groups, rules, ROOM * maxHiddenShare),
      smallShare: smallPart(areas, { prevalence: share, groups }, rules),
      secondaryShare: cells === 0 ? 0 : secondary / cells,
      hiddenShare: allHidden(areas, { prevalence: share, groups, factor: before[at] ?? 0 }, rules),
      hiddenAfter: hiddenAfter[at] ?? 0,
    };
  });
  const belowFloor = areas.filter(({ residents }) => residents < rules.floor).map(({ id }) => id);
  return {
    state: enough(before)(areas) ? 'fit' : 'unfit',
    source,
    neighbours,
    circle,
    disclosureClass,
    groups,
    maxHiddenShare,
    belowFloor,
    tables,
    areas: areas.length,
    residents: areas.reduce((sum, { residents }) => sum + residents, 0),
    policy: { id: policy.id, version: policy.version },
    n: rules.n,
    floor: rules.floor,
    belowFloorShare: belowFloor.length / areas.length,
    indicators: judged,
    merges: merged.filter(({ members }) => members.length > 1),
    areasAfter: merged.length,
    isEnoughAfter: enough(after)(merged),
  };
}

async function areasOf(
  { residents, level }: FitnessQuestion,
  policy: Parameters<typeof areasOfLevel>[1],
  ports: Ports,
): Promise<FitAreas> {
  if (residents !== undefined) return areasOfFile(residents);
  if (level !== undefined) return areasOfLevel(level, policy, ports);
  throw incomplete('Es fehlen die Gebiete: --level nennt eine Raumebene, --residents eine Datei.');
}

interface Sized {
  readonly residents: number;
}

function asArea({ members, residents }: Merged): FitArea {
  return { id: members.join('+'), residents, neighbours: [] };
}

type Expectation = { readonly prevalence: number; readonly groups: number };

/** Without areas below the floor. */
function smallPart(
  areas: readonly { readonly residents: number }[],
  expectation: Expectation,
  rules: FitRules,
): number {
  return hiddenShare(
    areas.filter(({ residents }) => residents >= rules.floor),
    expectation,
    rules,
  );
}

function allHidden(
  areas: readonly { readonly residents: number }[],
  { factor, ...expectation }: Expectation & { readonly factor: number },
  rules: FitRules,
): number {
  const below = areas.filter(({ residents }) => residents < rules.floor).length / Math.max(1, areas.length);
  const small = Math.min(1, smallPart(areas, expectation, rules) * (1 + factor));
  return below + (1 - below) * small;
}

function mean(areas: readonly FitArea[]): number {
  return areas.reduce((sum, { residents }) => sum + residents, 0) / Math.max(1, areas.length);
}

function incomplete(message: string): SyncError {
  return new SyncError({
    code: 'disclosure.fitness-incomplete',
    kind: 'usage',
    message,
    hint: 'Zum Beispiel: kmsync disclosure fitness --level quartier --prevalence sgb2=0,08 --groups 4',
  });
}
