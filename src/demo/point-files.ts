/**
 * Stops and shops with their reach, and the address lists of the statistics office: institutions and the
 * protected address. Stop and shop stand where the hexagon says so, so that they stay for every year.
 */
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { centimetres, type Point } from './hex-grid.ts';
import { noise } from './random.ts';
import { municipalityOfHex } from './streets.ts';

export interface ReachPoint {
  readonly name: string;
  readonly point: Point;
  /** Metres. */
  readonly reach: number;
}

const BUS = { share: 0.5, reach: 300 };
const TRAIN = { share: 0.04, reach: 600 };
const SHOP = { share: 0.14, reach: 1000 };
const OFF_CENTRE = 150;

/** Bus stops, some of them railway stations with a longer reach. */
export function stops(county: County): ReachPoint[] {
  return points(county, { subject: 70, share: BUS.share, word: 'Haltestelle' }).map(({ hex, ...stop }) => {
    const isStation = noise(county.options.seed, hex, 73) < TRAIN.share / BUS.share;
    return isStation
      ? { ...stop, name: stop.name.replace('Haltestelle', 'Bahnhof'), reach: TRAIN.reach }
      : { ...stop, reach: BUS.reach };
  });
}

export function shops(county: County): ReachPoint[] {
  const found = points(county, { subject: 80, share: SHOP.share, word: 'Markt' });
  return found.map(({ name, point }) => ({ name, point, reach: SHOP.reach }));
}

export function pointFile(list: readonly ReachPoint[]): Buffer {
  const lines = list.map(({ name, point: [east, north], reach }) =>
    [name, east.toFixed(2), north.toFixed(2), reach].join(';'),
  );
  return encodeText(['NAME;OST;NORD;METER', ...lines, ''].join('\r\n'), 'windows-1252');
}

/** Indices of addresses to the form in which the register would have them. */
export function addressListFile({ network, territory }: County, list: readonly number[]): Buffer {
  const lines = list.map((index) => {
    const { street, number, suffix } = network.addresses[index]!;
    const { gemeinde, key, name } = network.streets[street]!;
    return [territory.gemeinden[gemeinde]!.key, key, name, number, suffix].join(';');
  });
  return encodeText(['AGS;STRSCHL;STRNAME;HNR;HNRZUS', ...lines, ''].join('\r\n'), 'windows-1252');
}

interface Sort {
  readonly subject: number;
  /** Of hexagons that have one. */
  readonly share: number;
  readonly word: string;
}

function points({ options, territory: t }: County, { subject, share, word }: Sort) {
  const gemeindeOf = municipalityOfHex(t);
  const draw = (hex: number, n: number) => noise(options.seed, hex, subject + n);
  return t.grid.centres.flatMap((centre, hex) => {
    if (draw(hex, 0) >= share) return [];
    const at: Point = [
      centimetres(centre[0] + (draw(hex, 1) * 2 - 1) * OFF_CENTRE),
      centimetres(centre[1] + (draw(hex, 2) * 2 - 1) * OFF_CENTRE),
    ];
    const place = t.gemeinden[gemeindeOf[hex]!]!.name.replace(', Stadt', '');
    return [{ hex, name: `${place}, ${word} ${hex + 1}`, point: at }];
  });
}
