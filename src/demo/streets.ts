/**
 * Streets and house numbers. Most streets lie in one quarter; about one in eight crosses into the next one,
 * at a number that differs per side, along its middle line, or at a suffix of one and the same number.
 */
import { centimetres, SIDE, type Point } from './hex-grid.ts';
import { streetNames } from './names.ts';
import { random, shuffled, type Random } from './random.ts';
import type { Settlement } from './settlement.ts';
import type { Territory } from './territory.ts';

export interface DemoStreet {
  readonly gemeinde: number;
  /** Five digits with leading zeros, unique in the municipality. */
  readonly key: string;
  readonly name: string;
}

export interface DemoAddress {
  readonly street: number;
  readonly number: number;
  /** Lower case letter or empty. */
  readonly suffix: string;
  readonly hex: number;
  readonly point: Point;
  /** Number of dwellings by size: 1-2, 3-4, 5 and more rooms. */
  readonly dwellings: readonly [number, number, number];
  /** Year in which the house was ready; 0: before the first reference date. */
  readonly since: number;
}

export interface StreetNetwork {
  readonly streets: readonly DemoStreet[];
  readonly addresses: readonly DemoAddress[];
}

const INHABITANTS_PER_STREET = 48;
const SHARE_CROSSING = 0.12;
/** Houses stand within this distance of the hexagon's centre, which no border reaches. */
const BUILT_UP = SIDE * 0.42;

type Crossing = 'number' | 'sides' | 'suffix';
interface Course {
  /** One hexagon, or two neighbours in different quarters. */
  readonly hexes: readonly number[];
  readonly crossing: Crossing | null;
}

export function streetNetwork(
  seed: number,
  t: Territory,
  settlement: Settlement,
  size: { population: number; firstYear: number; lastYear: number },
): StreetNetwork {
  const rnd = random(seed, 'streets');
  const total = size.population / INHABITANTS_PER_STREET;
  const within = settlement.weights.flatMap((weight, hex) =>
    Array.from({ length: Math.max(1, Math.round(weight * total * (1 - SHARE_CROSSING))) }, () => [hex]),
  );
  const crossing = crossingPairs(t, settlement, (within.length * SHARE_CROSSING) / (1 - SHARE_CROSSING), rnd);
  const courses: Course[] = [
    ...within.map((hexes) => ({ hexes, crossing: null })),
    ...crossing.map((hexes) => ({ hexes, crossing: crossingKind(rnd) })),
  ];

  const gemeindeOf = municipalityOfHex(t);
  const streets: DemoStreet[] = [];
  const addresses: DemoAddress[] = [];
  t.gemeinden.forEach((_, gemeinde) => {
    const own = shuffled(
      courses.filter((course) => gemeindeOf[course.hexes[0]!] === gemeinde),
      rnd,
    );
    const names = streetNames(own.length, rnd).sort();
    own.forEach((course, i) => {
      streets.push({ gemeinde, key: String((i + 1) * 7).padStart(5, '0'), name: names[i]! });
      addresses.push(...houses({ course, t, street: streets.length - 1, size, rnd }));
    });
  });
  return { streets, addresses };
}

export function municipalityOfHex(t: Territory): readonly number[] {
  const owner: number[] = [];
  t.gemeinden.forEach((gemeinde, index) => gemeinde.hexes.forEach((hex) => (owner[hex] = index)));
  return owner;
}

function crossingKind(rnd: Random): Crossing {
  const draw = rnd.next();
  return draw < 0.65 ? 'number' : draw < 0.9 ? 'sides' : 'suffix';
}

/** Neighbouring hexagons of one municipality that belong to different quarters in both editions. */
function crossingPairs(t: Territory, settlement: Settlement, wanted: number, rnd: Random): number[][] {
  const gemeindeOf = municipalityOfHex(t);
  const pairs = t.grid.neighbours.flatMap((neighbours, hex) =>
    neighbours
      .filter(
        (other) =>
          other > hex &&
          gemeindeOf[other] === gemeindeOf[hex] &&
          t.editions.every((edition) => edition.quartierOf[hex] !== edition.quartierOf[other]),
      )
      .map((other) => [hex, other]),
  );
  const weighted = pairs.map((pair) => ({
    pair,
    rank: Math.log(1 - rnd.next()) / (settlement.weights[pair[0]!]! * settlement.weights[pair[1]!]!),
  }));
  weighted.sort((a, b) => b.rank - a.rank);
  return weighted
    .slice(0, Math.round(wanted))
    .map(({ pair }) => (rnd.chance(0.5) ? pair : pair.toReversed()));
}

interface Building {
  readonly course: Course;
  readonly t: Territory;
  readonly street: number;
  readonly size: { firstYear: number; lastYear: number };
  readonly rnd: Random;
}

function houses({ course, t, street, size, rnd }: Building): DemoAddress[] {
  const count = 6 + rnd.int(16);
  const numbers = houseNumbers(count, rnd);
  const turn = { odd: 2 + rnd.int(count - 4), even: 2 + rnd.int(count - 4) };
  const angle = rnd.next() * Math.PI;
  const isNew = rnd.chance(0.05);
  const built = numbers.map(({ number, suffix }, i) => {
    const odd = number % 2 === 1;
    const second = crosses(course.crossing, odd, i >= (odd ? turn.odd : turn.even));
    const hex = course.hexes[second && course.hexes.length > 1 ? 1 : 0]!;
    return {
      street,
      number,
      suffix,
      hex,
      point: housePoint(t.grid.centres[hex]!, angle, {
        along: (2 * (i + 0.5)) / count - 1,
        side: odd ? -1 : 1,
      }),
      dwellings: dwellings(rnd),
      since: isNew ? size.firstYear + 1 + rnd.int(Math.max(1, size.lastYear - size.firstYear)) : 0,
    };
  });
  return course.crossing === 'suffix' ? cutAtSuffix(built, course, t) : built;
}

function crosses(crossing: Crossing | null, odd: boolean, past: boolean): boolean {
  if (crossing === null) return false;
  return crossing === 'sides' ? !odd : past;
}

/** Turns the middle house into two: number without suffix in the first quarter, `a` in the second one. */
function cutAtSuffix(built: readonly DemoAddress[], course: Course, t: Territory): DemoAddress[] {
  const plainHouses = built.filter((house) => house.suffix === '');
  const middle = Math.floor(plainHouses.length / 2);
  const [first, second] = course.hexes as [number, number];
  const shift = (house: DemoAddress, hex: number): DemoAddress => {
    const [from, to] = [t.grid.centres[house.hex]!, t.grid.centres[hex]!];
    const point: Point = [
      centimetres(house.point[0] + to[0] - from[0]),
      centimetres(house.point[1] + to[1] - from[1]),
    ];
    return { ...house, hex, point };
  };
  return plainHouses.flatMap((house, i) => {
    if (i < middle) return [shift(house, first)];
    if (i > middle) return [shift(house, second)];
    return [shift(house, first), shift({ ...house, suffix: 'a' }, second)];
  });
}

function houseNumbers(count: number, rnd: Random): { number: number; suffix: string }[] {
  const numbers: { number: number; suffix: string }[] = [];
  const next = { odd: 1, even: 2 };
  while (numbers.length < count) {
    const side = rnd.chance(0.5) ? 'odd' : 'even';
    const number = next[side];
    next[side] += rnd.chance(0.15) ? 4 : 2;
    numbers.push({ number, suffix: '' });
    if (numbers.length < count && rnd.chance(0.08)) numbers.push({ number, suffix: 'a' });
  }
  return numbers.sort((a, b) => a.number - b.number || (a.suffix < b.suffix ? -1 : 1));
}

function housePoint(centre: Point, angle: number, at: { along: number; side: number }): Point {
  const reach = BUILT_UP * 0.95 * at.along;
  const off = 12 * at.side;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [centimetres(centre[0] + reach * cos - off * sin), centimetres(centre[1] + reach * sin + off * cos)];
}

function dwellings(rnd: Random): [number, number, number] {
  if (rnd.chance(0.5)) return [0, rnd.chance(0.3) ? 1 : 0, 1];
  if (rnd.chance(0.6)) return [1, 1, rnd.int(2)];
  return [1 + rnd.int(3), 2 + rnd.int(4), rnd.int(2)];
}
