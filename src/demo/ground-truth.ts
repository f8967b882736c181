/**
 * What is true of the county, counted from its persons and houses one by one. Shares no counting with the
 * files it is compared with.
 */
import { yearOf, type ReferenceDate } from '../core/reference-date.ts';
import { CENSUS_DAY } from './census.ts';
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import { officialFigure } from './official-population.ts';
import { shops, stops } from './point-files.ts';
import { COUNTY_KEY, editionOn } from './territory.ts';
import { homesByQuartier, type Home } from './truth-homes.ts';
import { countPersons, householdFigure, personFigure, type Matches } from './truth-measures.ts';
import { countEvents, eventsOf } from './truth-movements.ts';
import { placeTruth } from './truth-places.ts';
import {
  CENSUS_MEASURES,
  HOUSEHOLD_MEASURES,
  MOVEMENT_MEASURES,
  PLACE_MEASURES,
  type HouseholdMeasure,
  type MovementMeasure,
  type PlaceMeasure,
  type TruthLevel,
  type TruthMeasure,
  type TruthPlace,
  type TruthQuestion,
} from './truth-questions.ts';
import { reachOf } from './truth-reach.ts';

export type { TruthPerson } from './truth-homes.ts';
export type { TruthLevel, TruthMeasure, TruthPlace, TruthQuestion } from './truth-questions.ts';

export interface GroundTruth {
  /**
   * What is assigned to the quarters of the area; undefined where the area does not exist on the day, and where
   * the dataset knows nothing of the level or date.
   */
  readonly value: (question: TruthQuestion) => number | undefined;
  /** What lies in a municipality or in the county but is assigned to no quarter; 0 on the other levels. */
  readonly residual: (question: TruthQuestion) => number;
  /** Assigned main-dwelling inhabitants for whom the condition holds. */
  readonly count: (place: TruthPlace, matches: Matches) => number | undefined;
}

/** The dates are those of the county, and that of the census for houses; any other date is a RangeError. */
export function groundTruth(county: County): GroundTruth {
  const reach = { stop: reachOf(county, stops(county)), shop: reachOf(county, shops(county)) };
  const placeFigure = placeTruth(county);
  const homesOn = remembered((index: number) => homesByQuartier(county, county.snapshots[index]!, reach));
  const eventsOn = remembered((index: number) =>
    groupBy(eventsOf(county, index), ({ quartier }) => quartier),
  );
  const residualHomes = (place: TruthPlace) =>
    residualOf(county, place, homesOn(indexOn(county, place.date)).get(-1) ?? []);
  const inQuartiere = remembered((name: string): readonly Home[] | undefined => {
    const place = JSON.parse(name) as TruthPlace;
    const homes = homesOn(indexOn(county, place.date));
    return quartiereIn(county, place)?.flatMap((quarter) => homes.get(quarter) ?? []);
  });
  const homesIn = ({ level, area, date }: TruthPlace) => inQuartiere(JSON.stringify({ level, area, date }));

  return {
    value,
    residual(question) {
      const { measure, dataset, date, breakdown = {} } = question;
      if (isPlaceMeasure(question) || dataset === 'sgb2-gemeinde' || dataset === 'bevoelkerung-amtlich')
        return 0;
      if (!isMovement(measure)) return figure(residualHomes(question), question);
      const events = eventsOn(indexOn(county, date)).get(-1) ?? [];
      return countEvents(residualOf(county, question, events), measure, breakdown['alter']);
    },
    count(place, matches) {
      const homes = homesIn(place);
      return homes && countPersons(homes, matches);
    },
  };

  function value(question: TruthQuestion): number | undefined {
    const { measure, dataset, breakdown = {} } = question;
    if (dataset === 'bevoelkerung-amtlich') return official(question);
    if (isPlaceMeasure(question)) return ofPlace(question);
    if (isMovement(measure)) return movements(question, measure);
    const homes = homesIn(question);
    if (!homes) return undefined;
    if (dataset !== 'sgb2-gemeinde') return figure(homes, { measure, breakdown });
    const isDelivered = question.level === 'demo-gemeinde' || question.level === 'demo-kreis';
    return isDelivered ? figure([...homes, ...residualHomes(question)], { measure, breakdown }) : undefined;
  }

  function ofPlace(question: TruthQuestion): number | undefined {
    if (isCensus(question) && question.date !== CENSUS_DAY) return undefined;
    const { quartiere } = editionOn(county.territory, question.date);
    const own = quartiereIn(county, question);
    const hexes = new Set(own?.flatMap((index) => quartiere[index]!.hexes));
    return (
      own &&
      placeFigure(hexes, {
        measure: question.measure as PlaceMeasure,
        isCensus: isCensus(question),
        year: yearOf(question.date),
        raeume: question.breakdown?.['raeume'],
      })
    );
  }

  function movements(question: TruthQuestion, measure: MovementMeasure): number | undefined {
    const index = indexOn(county, question.date);
    const own = quartiereIn(county, question);
    if (index === 0 || !own) return undefined;
    const events = own.flatMap((quarter) => eventsOn(index).get(quarter) ?? []);
    return countEvents(events, measure, question.breakdown?.['alter']);
  }

  function official(question: TruthQuestion): number | undefined {
    if (question.level !== 'demo-gemeinde' && question.level !== 'demo-kreis') return undefined;
    const year = yearOf(question.date);
    return county.territory.gemeinden.reduce((sum, { key }, gemeinde) => {
      if (question.level === 'demo-gemeinde' && key !== question.area) return sum;
      const place = { level: 'demo-gemeinde', area: key, date: question.date } as const;
      const homes = [...homesIn(place)!, ...residualHomes(place)];
      const register = countPersons(homes, () => true);
      return sum + officialFigure(county.options.seed, { gemeinde, year, register });
    }, 0);
  }
}

function figure(
  homes: readonly Home[],
  { measure, breakdown = {} }: Pick<TruthQuestion, 'measure' | 'breakdown'>,
): number {
  if (isHousehold(measure)) return householdFigure(homes, measure, breakdown);
  if (isMovement(measure) || isPlace(measure)) throw new RangeError(`${measure} is not counted by homes`);
  return personFigure(homes, measure, breakdown);
}

/** Those of the municipality or of the county; none on the other levels. */
function residualOf<T extends { readonly gemeinde: number }>(
  county: County,
  { level, area }: TruthPlace,
  list: readonly T[],
): T[] {
  return list.filter(
    ({ gemeinde }) =>
      level === 'demo-kreis' ||
      (level === 'demo-gemeinde' && county.territory.gemeinden[gemeinde]!.key === area),
  );
}

/** The dwellings of the statistics office are counted at the end of a year, those of the census on its day. */
function isCensus({ measure, dataset, date }: TruthQuestion): boolean {
  const isNamed = dataset === 'zensus-wohnen' || dataset === 'zensus-miete';
  return isNamed || date === CENSUS_DAY || (CENSUS_MEASURES as readonly TruthMeasure[]).includes(measure);
}

/** Of land, not of people; living area is one or the other. */
function isPlaceMeasure(question: TruthQuestion): boolean {
  return isPlace(question.measure) || (question.measure === 'wohnflaeche' && isCensus(question));
}

function isPlace(measure: TruthMeasure): measure is PlaceMeasure {
  return (PLACE_MEASURES as readonly TruthMeasure[]).includes(measure);
}

function isMovement(measure: TruthMeasure): measure is MovementMeasure {
  return (MOVEMENT_MEASURES as readonly TruthMeasure[]).includes(measure);
}

function isHousehold(measure: TruthMeasure): measure is HouseholdMeasure {
  return (HOUSEHOLD_MEASURES as readonly TruthMeasure[]).includes(measure);
}

function indexOn(county: County, date: ReferenceDate): number {
  const index = county.snapshots.findIndex((candidate) => candidate.date === date);
  if (index < 0) throw new RangeError(`${date} is no reference date of this county`);
  return index;
}

/** Indices of the quarters that make up the area on the day. */
function quartiereIn(county: County, { level, area, date }: TruthPlace): number[] | undefined {
  const { quartiere } = editionOn(county.territory, date);
  const { sozialraeume, gemeinden } = county.territory;
  const own = quartiere.flatMap((quarter, index) => {
    const sozialraum = sozialraeume[quarter.parent]!;
    const keys: Record<TruthLevel, string> = {
      'demo-quartier': quarter.key,
      'demo-sozialraum': sozialraum.key,
      'demo-gemeinde': gemeinden[sozialraum.parent]!.key,
      'demo-kreis': COUNTY_KEY,
    };
    return keys[level] === area ? [index] : [];
  });
  return own.length === 0 ? undefined : own;
}

function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}
