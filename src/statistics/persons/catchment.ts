/** Catchments: is a coordinate within reach of any of many points? Straight lines in metres, no walking routes. */

export interface CatchmentPoint {
  /** Metres in one projected coordinate system, the same for points and addresses. */
  readonly east: number;
  readonly north: number;
  /** Reach of this point; its edge belongs to it. */
  readonly metres: number;
}

/** Throws a RangeError for a point without a finite place and reach. */
export function catchmentOf(points: readonly CatchmentPoint[]): (east: number, north: number) => boolean {
  const reach = points.reduce((most, { metres }) => Math.max(most, metres), 1);
  const cells = new Map<number, CatchmentPoint[]>();
  const cellOf = (value: number) => Math.floor(value / reach);
  for (const point of points) {
    if (![point.east, point.north, point.metres].every(Number.isFinite) || point.metres < 0)
      throw new RangeError('a point of a catchment has a place and a reach in metres');
    const key = cellKey(cellOf(point.east), cellOf(point.north));
    cells.set(key, [...(cells.get(key) ?? []), point]);
  }
  return (east, north) => {
    const [column, row] = [cellOf(east), cellOf(north)];
    for (let x = column - 1; x <= column + 1; x += 1)
      for (let y = row - 1; y <= row + 1; y += 1)
        if (cells.get(cellKey(x, y))?.some((point) => reaches(point, east, north))) return true;
    return false;
  };
}

/** One number for two; metres of any projected system are below 2^25. */
function cellKey(column: number, row: number): number {
  return column * 2 ** 26 + row;
}

function reaches(point: CatchmentPoint, east: number, north: number): boolean {
  return (point.east - east) ** 2 + (point.north - north) ** 2 <= point.metres ** 2;
}
