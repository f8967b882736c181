/** Land and facilities by place: settled area, day care, care homes. Follows from the place alone; counts nothing. */
import type { County } from './generate-county.ts';
import { noise } from './random.ts';

/** Of the 65 hectares of a hexagon. */
const SETTLED = { least: 6, spread: 30 };
const DAY_CARE_SHARE = 0.0016;

export interface Facility {
  /** Index of the address. */
  readonly address: number;
  readonly places: number;
}

/** Settlement and traffic area in hectares, which are hundredths of a square kilometre. */
export function settledHectares(seed: number, hex: number): number {
  return SETTLED.least + Math.floor(noise(seed, hex, 61) * SETTLED.spread);
}

/** Day care centres open in the year. */
export function dayCareCentres({ options: { seed }, network }: County, year: number): Facility[] {
  return network.addresses.flatMap(({ since }, address) => {
    if (since > year || noise(seed, address, 62) >= DAY_CARE_SHARE) return [];
    return [{ address, places: 20 * (2 + Math.floor(noise(seed, address, 63) * 4)) }];
  });
}

export function careHomes({ options: { seed }, institutions }: County): Facility[] {
  return institutions.homes.map((address) => ({
    address,
    places: 10 * (7 + Math.floor(noise(seed, address, 64) * 6)),
  }));
}
