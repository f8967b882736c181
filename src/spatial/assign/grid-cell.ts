/** Cells of the INSPIRE grid (EPSG:3035): names in both forms, the cell of a point, the cell one size up. */

export const RESOLUTIONS = [100, 1000, 10_000] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface GridCell {
  /** Side in metres. */
  readonly resolution: Resolution;
  /** Lower left corner, EPSG:3035 metres. */
  readonly north: number;
  readonly east: number;
}

const LONG = /^CRS3035RES(\d+)mN(\d+)E(\d+)$/;
/** `100mN26917E43411`, `1kmN2691E4341`: ordinates in units of the resolution. */
const SHORT = /^(100m|1km|10km)N(\d+)E(\d+)$/;
const SHORT_WORDS: Readonly<Record<string, Resolution>> = { '100m': 100, '1km': 1000, '10km': 10_000 };

/** `CRS3035RES100mN2691700E4341100` or `100mN26917E43411`; undefined for anything else, also for a corner off the grid. */
export function parseGridCell(id: string): GridCell | undefined {
  const long = LONG.exec(id);
  if (long) {
    const resolution = RESOLUTIONS.find((known) => known === Number(long[1]));
    return resolution && onGrid({ resolution, north: Number(long[2]), east: Number(long[3]) });
  }
  const short = SHORT.exec(id);
  const resolution = SHORT_WORDS[short?.[1] ?? ''];
  if (!short || !resolution) return undefined;
  return { resolution, north: Number(short[2]) * resolution, east: Number(short[3]) * resolution };
}

/** The long form, under which cells are looked up here whatever form a file uses. */
export function gridCellId({ resolution, north, east }: GridCell): string {
  return `CRS3035RES${resolution}mN${north}E${east}`;
}

/** The cell of a point, EPSG:3035 metres: lower and left border belong to it. */
export function cellAt(east: number, north: number, resolution: Resolution): GridCell {
  const floor = (value: number) => Math.floor(value / resolution) * resolution;
  return { resolution, north: floor(north), east: floor(east) };
}

/** Throws a RangeError where the cell is not smaller. */
export function parentCell(cell: GridCell, resolution: Resolution): GridCell {
  if (cell.resolution >= resolution) throw new RangeError('a parent cell is larger');
  return cellAt(cell.east, cell.north, resolution);
}

/** Do the written centre and the id say the same? Every row of a census grid file must pass this. */
export function isCentreOf(
  cell: GridCell,
  centre: { readonly east: number; readonly north: number },
): boolean {
  const half = cell.resolution / 2;
  return centre.east - cell.east === half && centre.north - cell.north === half;
}

function onGrid(cell: GridCell): GridCell | undefined {
  return cell.north % cell.resolution === 0 && cell.east % cell.resolution === 0 ? cell : undefined;
}
