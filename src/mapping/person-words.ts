/** What can be counted of the files of a residents register: the words that profiles use. */

/**
 * Of a full-stock extract. `population`: persons with main or sole dwelling. `entitled`: dwellings of any kind
 * (wohnberechtigt). `age-years`: sum of completed years of the population. `residence-days`: days since the move
 * into the dwelling, of those of the population for whom the day is known; `residence-known`: their number.
 */
export const PERSON_MEASURES = [
  'population',
  'entitled',
  'age-years',
  'residence-days',
  'residence-known',
] as const;
export type PersonMeasure = (typeof PERSON_MEASURES)[number];

/**
 * Of a movement file. A move within the Gemeinde is one `moves-within` where both addresses lie in one unit,
 * otherwise one `moves-in` and one `moves-out`. Arrivals and departures cross the border of the Gemeinde, so those
 * between two of the county are in both.
 */
export const MOVEMENT_MEASURES = [
  'births',
  'deaths',
  'arrivals',
  'departures',
  'moves-in',
  'moves-out',
  'moves-within',
] as const;
export type MovementMeasure = (typeof MOVEMENT_MEASURES)[number];

/** Ways in which a person's place in a dimension is told. */
export const SEX_RULES = ['kept', 'by-birth-day'] as const;
