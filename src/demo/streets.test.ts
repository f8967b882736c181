import { describe, expect, it } from 'vitest';
import { dissolve, isInsideRing } from './dissolve.ts';
import { crossingStreets, generateCounty } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import { directoryRanges, type DirectoryRange } from './street-directory-file.ts';
import type { DemoAddress } from './streets.ts';

const county = generateCounty();
const { addresses, streets } = county.network;
const edition = county.territory.editions[1];

describe('the streets of the demo county', () => {
  it('lie in more than one quarter in about 12 percent of cases', () => {
    const share = crossingStreets(county.territory, county.network).size / streets.length;

    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.14);
  });

  it('have keys and names that occur once in a municipality', () => {
    for (const own of groupBy(streets, ({ gemeinde }) => gemeinde).values()) {
      expect(new Set(own.map(({ key }) => key)).size).toBe(own.length);
      expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
      expect(own.every(({ key }) => /^\d{5}$/.test(key))).toBe(true);
    }
  });

  it('have every house number once', () => {
    const all = addresses.map(({ street, number, suffix }) => `${street} ${number}${suffix}`);

    expect(new Set(all).size).toBe(all.length);
  });

  it('have addresses with coordinates inside their quarter', () => {
    for (const { quartiere, quartierOf } of county.territory.editions) {
      const shapes = quartiere.map(({ hexes }) => dissolve(county.territory.grid, hexes));

      const outside = addresses.filter(({ point, hex }) => {
        const polygons = shapes[quartierOf[hex]!]!;
        return !polygons.some((rings) => rings.filter((ring) => isInsideRing(point, ring)).length === 1);
      });

      expect(outside).toEqual([]);
    }
  });

  it('are listed in the directory so that each house finds its quarter exactly once', () => {
    const quartierOf = ({ hex }: DemoAddress) => edition.quartiere[edition.quartierOf[hex]!]!.key;

    for (const own of groupBy(addresses, ({ street }) => street).values()) {
      const ranges = directoryRanges(own, quartierOf);
      for (const address of own) {
        const hits = ranges.filter((range) => covers(range, address));
        expect(hits.map(({ quartier }) => quartier)).toEqual([quartierOf(address)]);
      }
    }
  });

  it('change quarters by number, by side and by suffix alone', () => {
    const all = [...groupBy(addresses, ({ street }) => street).values()].map((own) =>
      directoryRanges(own, ({ hex }) => edition.quartiere[edition.quartierOf[hex]!]!.key),
    );

    const bySuffix = all.filter((ranges) => ranges.some(({ from }) => from.suffix === 'a'));
    const bySide = all.filter((ranges) => ranges.length === 2 && ranges[0]!.quartier !== ranges[1]!.quartier);
    const byNumber = all.filter((ranges) => ranges.length === 4);

    expect(bySuffix.length).toBeGreaterThan(5);
    expect(bySide.length).toBeGreaterThan(20);
    expect(byNumber.length).toBeGreaterThan(50);
  });
});

function covers({ side, from, to }: DirectoryRange, { number, suffix }: DemoAddress): boolean {
  const parity = number % 2 === 0 ? 'G' : 'U';
  const rank = (house: { number: number; suffix: string }) =>
    house.number * 100 + ((house.suffix.charCodeAt(0) || 0) % 100);
  const own = rank({ number, suffix });
  return (side === 'B' || side === parity) && rank(from) <= own && own <= rank(to);
}
