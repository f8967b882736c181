/**
 * What the published indicators of the demo county have to be in a quarter, computed from its persons and houses in
 * the plainest way: ages one by one, no groups, no profile, no formula of the catalogue.
 */
import type { GroundTruth, TruthMeasure, TruthPerson, TruthPlace } from '../../src/demo/ground-truth.ts';

/** Numerator and denominator, or a count alone. Undefined: the area does not exist. */
export interface Expected {
  readonly value: number | null;
  /** Counts that came from an office that hides small ones: below 10 (BA), or 1 and 2 (offices of the county). */
  readonly hidden: boolean;
}

type Ages = readonly [from: number, to: number];
type Compute = (place: TruthPlace, truth: GroundTruth) => Expected;

/** By id of the indicator. */
export const EXPECTED: Readonly<Record<string, Compute>> = {
  bev: (place, truth) => plain(persons(place, truth)),
  jq: ratio(100, ages([0, 19]), ages([20, 64])),
  aq: ratio(100, ages([65, 150]), ages([20, 64])),
  billeter: ratio(1, (p, t) => ages([0, 14])(p, t) - ages([50, 150])(p, t), ages([15, 49])),
  greying: ratio(100, ages([80, 150]), ages([60, 79])),
  aging: ratio(100, ages([65, 150]), ages([0, 14])),
  'alter-m': ratio(1, measure('altersjahre'), persons),
  'ant-u6': ratio(100, ages([0, 5]), persons),
  'ant-80': ratio(100, ages([80, 150]), persons),
  ausl: ratio(
    100,
    who(({ german }) => !german),
    persons,
  ),
  ukoeff: ratio(100, ages([80, 150]), ages([50, 64])),
  nsaldo: (place, truth) => plain(measure('geburten')(place, truth) - measure('sterbefaelle')(place, truth)),
  hh1: ratio(100, households('eine-person'), households()),
  allein: ratio(
    100,
    households('alleinerziehend'),
    (p, t) => households('alleinerziehend')(p, t) + households('paar-mit-kind')(p, t),
  ),
  hhgr: ratio(1, measure('haushaltspersonen'), households()),
  whg: (place, truth) => plain(measure('wohnungen')(place, truth)),
  pflplatz: ratio(100, measure('pflegeplaetze'), ages([80, 150])),
  kitaplatz: ratio(100, measure('kitaplaetze'), ages([3, 5])),
  pkw: ratio(1000, measure('pkw-privat'), persons),
  hzp: ratio(1000, office('hilfe-zur-pflege'), ages([65, 150])),
  wohngeld: ratio(100, office('wohngeldhaushalte'), households()),
  but: ratio(100, office('but-kinder'), ages([6, 17])),
  'betr-u3': ratio(100, office('betreut-u3'), ages([0, 2])),
  'grusi-a': ratio(
    100,
    office('grundsicherung-alter'),
    who(({ pastAgeLimit }) => pastAgeLimit),
  ),
  'grusi-e': ratio(
    100,
    office('grundsicherung-erwerb'),
    who(({ age, pastAgeLimit }) => age >= 18 && !pastAgeLimit),
  ),
  bg: (place, truth) => asDelivered(ba('bedarfsgemeinschaften')(place, truth)),
  sgb2: ratio(
    100,
    ba('leistungsberechtigte'),
    who(({ pastAgeLimit }) => !pastAgeLimit),
  ),
  elb: ratio(
    100,
    ba('elb'),
    who(({ age, pastAgeLimit }) => age >= 15 && !pastAgeLimit),
  ),
  nef15: ratio(100, ba('nef-unter-15'), ages([0, 14])),
  alo: ratio(100, ba('arbeitslose'), ages([15, 64])),
  'alo-j': ratio(100, ba('arbeitslose-15-24'), ages([15, 24])),
  lzb: ratio(100, ba('elb-langzeit'), ba('elb')),
  svb: ratio(100, ba('svb'), ages([15, 64])),
};

/** A count, or a count that its office hides. */
type Count = (place: TruthPlace, truth: GroundTruth) => number | { readonly hidden: true };

function ratio(per: number, numerator: Count, denominator: Count): Compute {
  return (place, truth) => {
    const [upper, lower] = [numerator(place, truth), denominator(place, truth)];
    if (typeof upper !== 'number' || typeof lower !== 'number') return { value: null, hidden: true };
    return { value: lower > 0 ? (per * upper) / lower : null, hidden: false };
  };
}

function plain(value: number): Expected {
  return { value, hidden: false };
}

function asDelivered(count: ReturnType<Count>): Expected {
  return typeof count === 'number' ? plain(count) : { value: null, hidden: true };
}

function who(matches: (person: TruthPerson) => boolean) {
  return (place: TruthPlace, truth: GroundTruth) => truth.count(place, matches) ?? Number.NaN;
}

function ages([from, to]: Ages) {
  return who(({ age }) => age >= from && age <= to);
}

function persons(place: TruthPlace, truth: GroundTruth): number {
  return who(() => true)(place, truth);
}

function measure(name: TruthMeasure) {
  return (place: TruthPlace, truth: GroundTruth) => truth.value({ ...place, measure: name }) ?? Number.NaN;
}

function households(type?: string) {
  return (place: TruthPlace, truth: GroundTruth) =>
    truth.value({ ...place, measure: 'haushalte', ...(type ? { breakdown: { haushaltstyp: type } } : {}) }) ??
    Number.NaN;
}

/** The BA tells nothing below 10 but nil. */
function ba(name: TruthMeasure): Count {
  return (place, truth) => {
    const count = measure(name)(place, truth);
    return count > 0 && count < 10 ? { hidden: true } : count;
  };
}

/** The county's offices tell neither 1 nor 2. */
function office(name: TruthMeasure): Count {
  return (place, truth) => {
    const count = measure(name)(place, truth);
    return count === 1 || count === 2 ? { hidden: true } : count;
  };
}
