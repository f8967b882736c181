import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position, Ring } from '../core/area.ts';
import { selfContacts } from './self-contacts.ts';

const SQUARE: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];

function kinds(...polygons: Ring[][]): string[] {
  return selfContacts(polygons).map((contact) => contact.kind);
}

describe('selfContacts', () => {
  it('finds nothing on a simple area, with straight-on points and a hole', () => {
    const ring: Ring = [
      [0, 0],
      [5, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ];
    const hole: Ring = [
      [2, 2],
      [2, 4],
      [4, 4],
      [2, 2],
    ];

    expect(kinds([ring, hole])).toEqual([]);
  });

  it('finds a crossing and where it is', () => {
    const bowTie: Ring = [
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
      [0, 0],
    ];

    expect(selfContacts([[bowTie]])).toEqual([{ kind: 'crossing', at: [5, 5] }]);
  });

  it('finds a spike, there and back on one line', () => {
    const spike: Ring = [
      [0, 0],
      [10, 0],
      [15, 0],
      [10, 0],
      [10, 10],
      [0, 0],
    ];

    expect(kinds([spike])).toContain('stretch');
  });

  it('finds parts that share a border', () => {
    const beside = SQUARE.map(([x, y]): Position => [x + 10, y]);

    expect(kinds([SQUARE], [beside])).toEqual(['stretch']);
  });

  it('finds a ring that touches itself in a vertex or with a vertex on an edge', () => {
    const hourglass: Ring = [
      [0, 0],
      [10, 0],
      [5, 5],
      [10, 10],
      [0, 10],
      [5, 5],
      [0, 0],
    ];
    const onEdge: Ring = [
      [0, 0],
      [10, 0],
      [10, 10],
      [5, 0],
      [0, 10],
      [0, 0],
    ];

    expect(new Set(kinds([hourglass]))).toEqual(new Set(['touch']));
    expect(new Set(kinds([onEdge]))).toEqual(new Set(['touch']));
  });

  it('allows a hole that touches the border and parts that touch at a corner', () => {
    const hole: Ring = [
      [0, 0],
      [2, 4],
      [4, 2],
      [0, 0],
    ];
    const corner = SQUARE.map(([x, y]): Position => [x + 10, y + 10]);

    expect(kinds([SQUARE, hole])).toEqual([]);
    expect(kinds([SQUARE], [corner])).toEqual([]);
  });

  it('is not misled by nearly straight borders', () => {
    const tiny = fc.double({ min: 1e-12, max: 1e-6, noNaN: true });
    fc.assert(
      fc.property(fc.array(tiny, { minLength: 1, maxLength: 40 }), (bumps) => {
        const top = bumps.map((bump, i): Position => [10 - (9 * (i + 1)) / (bumps.length + 1), 10 + bump]);
        const ring: Ring = [[0, 0], [10, 0], [10, 10], ...top, [0, 10], [0, 0]];

        expect(kinds([ring])).toEqual([]);
      }),
    );
  });

  it('finds no contact in no polygons', () => {
    expect(selfContacts([])).toEqual([]);
  });
});
