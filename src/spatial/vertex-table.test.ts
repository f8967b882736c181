import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../core/area.ts';
import { createVertexTable } from './vertex-table.ts';

const same = (point: Position): Position => point;

describe('createVertexTable', () => {
  it('gives the same position object for the same source vertex', () => {
    const table = createVertexTable(same, 0.001);

    expect(table.degrees([6.123456789, 51])).toBe(table.degrees([6.123456789, 51]));
    expect(table.degrees([6.123456789, 51])).toEqual([6.1234568, 51]);
    expect(table.snapped()).toBe(0);
  });

  it('brings two vertices within the tolerance to one position, wherever they lie', () => {
    const metres = ([x, y]: Position): Position => [x / 71_000, y / 111_000];
    const place = fc.tuple(
      fc.double({ min: 300_000, max: 400_000, noNaN: true }),
      fc.double({ min: 5_600_000, max: 5_700_000, noNaN: true }),
    );
    const noise = fc.double({ min: -0.0006, max: 0.0006, noNaN: true });

    fc.assert(
      fc.property(place, noise, noise, ([x, y], dx, dy) => {
        const table = createVertexTable(metres, 0.001);

        const first = table.degrees([x, y]);

        expect(table.degrees([x + dx, y + dy])).toEqual(first);
      }),
    );
  });

  it('does not let noise add up to a chain', () => {
    const table = createVertexTable(([x, y]) => [x, y], 0.001);

    const chain = [0, 0.0008, 0.0016, 0.0024].map((x) => table.degrees([x, 0])?.[0]);

    expect(chain).toEqual([0, 0, 0.0016, 0.0016]);
    expect(table.snapped()).toBe(2);
  });

  it('answers undefined for what cannot be transformed', () => {
    const table = createVertexTable(() => undefined, 0.001);

    expect(table.degrees([1, 2])).toBeUndefined();
    expect(table.degrees([1, 2])).toBeUndefined();
  });
});
