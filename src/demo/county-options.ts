/** What the fictional county can be asked for, and what it is by default. */
import { referenceDate, type ReferenceDate } from '../core/reference-date.ts';

export interface CountyOptions {
  readonly seed: number;
  /** Quarters at the last date; one fewer before the boundary change. At least 16. */
  readonly quartiere: number;
  readonly sozialraeume: number;
  readonly gemeinden: number;
  /** Main-dwelling inhabitants at the first date, nearly met. */
  readonly population: number;
  /** Ascending, about a year apart. */
  readonly dates: readonly ReferenceDate[];
}

const DEFAULTS: CountyOptions = {
  seed: 20241231,
  quartiere: 64,
  sozialraeume: 20,
  gemeinden: 10,
  population: 60_000,
  dates: [2019, 2020, 2021, 2022, 2023, 2024].map((year) => referenceDate(`${year}-12-31`)),
};

/** Fills in the defaults. Throws a RangeError where the numbers cannot make a county. */
export function countyOptions(options: Partial<CountyOptions> = {}): CountyOptions {
  const all = { ...DEFAULTS, ...options };
  if (all.quartiere < 16) throw new RangeError('a county needs at least 16 quarters');
  if (all.sozialraeume > all.quartiere / 2) throw new RangeError('at least two quarters to a social area');
  if (all.gemeinden > all.sozialraeume || all.gemeinden < 2 || all.gemeinden > 99)
    throw new RangeError('2 to 99 municipalities, not more than there are social areas');
  if (all.population < all.quartiere * 50) throw new RangeError('at least 50 inhabitants to a quarter');
  if (all.dates.length === 0) throw new RangeError('at least one reference date');
  return all;
}
