/**
 * Winding borders: each side of a hexagon becomes a line of sixteen pieces, drawn once for the side and used
 * by both neighbours, so that their vertices are identical.
 */
import { centimetres, cornerOf, cornerPoint, type HexGrid, type Point } from './hex-grid.ts';
import { noise } from './random.ts';

export const PIECES_PER_SIDE = 16;

/**
 * Sideways shift of the middle point, in lengths of the piece, from the first halving to the last. Together
 * they turn a line by at most 32 degrees, so two lines that leave a corner never cross.
 */
const SHIFTS = [0.12, 0.08, 0.05, 0.03];

/** The points of one side, counter-clockwise around the hexagon, without the last one (it begins the next side). */
export function borderLine(grid: HexGrid, hex: number, side: number): readonly Point[] {
  const from = cornerOf(grid, hex, side);
  const to = cornerOf(grid, hex, side + 1);
  const forward = from[0] < to[0] || (from[0] === to[0] && from[1] < to[1]);

  const [first, last] = forward ? [from, to] : [to, from];
  const line = [cornerPoint(grid, first), cornerPoint(grid, last)];
  const wind = halved(line, 0, (depth, piece) => noise(grid.seed, ...first, ...last, depth, piece) * 2 - 1);
  return forward ? wind.slice(0, -1) : wind.toReversed().slice(0, -1);
}

function halved(
  line: readonly Point[],
  depth: number,
  side: (depth: number, piece: number) => number,
): Point[] {
  const shift = SHIFTS[depth];
  if (shift === undefined) return [...line];

  const finer: Point[] = [line[0]!];
  for (let piece = 0; piece + 1 < line.length; piece += 1) {
    const [a, b] = [line[piece]!, line[piece + 1]!];
    const by = shift * side(depth, piece);
    const middle: Point = [
      centimetres((a[0] + b[0]) / 2 - (b[1] - a[1]) * by),
      centimetres((a[1] + b[1]) / 2 + (b[0] - a[0]) * by),
    ];
    finer.push(middle, b);
  }
  return halved(finer, depth + 1, side);
}
