/** What can be asked about the county, and what is answered. Names of measures are those of the datasets. */
import type { Breakdown } from '../core/observation.ts';
import type { ReferenceDate } from '../core/reference-date.ts';

export type TruthLevel = 'demo-quartier' | 'demo-sozialraum' | 'demo-gemeinde' | 'demo-kreis';

/** Counts of inhabitants who have something in common. */
export const PERSON_TRAITS = [
  'elb',
  'nef',
  'nef-unter-15',
  'elb-langzeit',
  'arbeitslose',
  'arbeitslose-sgb2',
  'arbeitslose-15-24',
  'svb',
  'grundsicherung-alter',
  'grundsicherung-erwerb',
  'hilfe-zur-pflege',
  'but-kinder',
  'betreut-u3',
  'pkw-privat',
  'seu-untersucht',
  'seu-sprache',
  'seu-adipositas',
] as const;
export type PersonTrait = (typeof PERSON_TRAITS)[number];

export const PERSON_SUMS = [
  'personen',
  'altersjahre',
  'wohntage',
  'wohndauer-bekannt',
  'leistungsberechtigte',
] as const;
export type PersonSum = (typeof PERSON_SUMS)[number];

export const HOUSEHOLD_MEASURES = [
  'haushalte',
  'haushaltspersonen',
  'wohnflaeche',
  'bedarfsgemeinschaften',
  'wohngeldhaushalte',
] as const;
export type HouseholdMeasure = (typeof HOUSEHOLD_MEASURES)[number];

export const MOVEMENT_MEASURES = [
  'geburten',
  'sterbefaelle',
  'zuzuege',
  'fortzuege',
  'umzuege-hinein',
  'umzuege-hinaus',
  'umzuege-innerhalb',
] as const;
export type MovementMeasure = (typeof MOVEMENT_MEASURES)[number];

/** Of houses, land and facilities; `wohnflaeche` with the dataset `zensus-wohnen` is one of them. */
export const PLACE_MEASURES = [
  'wohnungen',
  'leerstand',
  'bewohnt',
  'eigentuemer',
  'mietsumme',
  'miete-wohnungen',
  'siedlungsflaeche',
  'kitaplaetze',
  'pflegeplaetze',
] as const;
export type PlaceMeasure = (typeof PLACE_MEASURES)[number];

/** Those of them that nobody but the census counts. */
export const CENSUS_MEASURES = [
  'leerstand',
  'bewohnt',
  'eigentuemer',
  'mietsumme',
  'miete-wohnungen',
] as const satisfies readonly PlaceMeasure[];

export type TruthMeasure = PersonTrait | PersonSum | HouseholdMeasure | MovementMeasure | PlaceMeasure;

/** Where the same measure means something else than in the other datasets. */
export type TruthDataset = 'sgb2-gemeinde' | 'bevoelkerung-amtlich' | 'zensus-wohnen' | 'zensus-miete';

export interface TruthPlace {
  readonly level: TruthLevel;
  readonly area: string;
  readonly date: ReferenceDate;
}

export interface TruthQuestion extends TruthPlace {
  readonly measure: TruthMeasure;
  /**
   * Datasets that are not told apart may be named or left out. `sgb2-gemeinde`: with those who are assigned to no
   * quarter. `bevoelkerung-amtlich`: as the state's office has it. `zensus-wohnen`, `zensus-miete`: the census.
   */
  readonly dataset?: TruthDataset | (string & {});
  /**
   * Dimensions not named are summed over: `alter` as in AGE_GROUPS or REGISTER_AGE_GROUPS, `geschlecht` m, w,
   * `staat` deutsch, nichtdeutsch, `altersgrenze` unter, ab, `haushaltsgroesse` 1, 2, 3, 4, 5-x, ohne,
   * `haltestelle` and `nahversorgung` innerhalb, ausserhalb, unbekannt, `haushaltstyp`, `leistungsart` elb, nef,
   * `raeume`.
   */
  readonly breakdown?: Breakdown;
}
