/** How figures and places are written in findings: German numbers, degrees a person can paste into a map. */
import type { Position } from '../core/area.ts';
import type { Box } from './polygons.ts';

/** `12,3 m²`, from 10,000 m² on `1,25 ha`. */
export function areaText(squareMetres: number): string {
  if (squareMetres >= 10_000) return `${german(squareMetres / 10_000, 2)} ha`;
  return `${german(squareMetres, squareMetres < 10 ? 2 : 1)} m²`;
}

/** `50.93456, 6.95123`: latitude first, as map services expect it. */
export function degreesText([lon, lat]: Position): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

/** `6,77–7,16 O, 50,83–51,08 N` */
export function degreeBoxText([west, south, east, north]: Box): string {
  return `${german(west, 2)}–${german(east, 2)} O, ${german(south, 2)}–${german(north, 2)} N`;
}

/** `x 343914–371104, y 5632759–5661476`; degrees with three decimals. */
export function rangeText([west, south, east, north]: Box): string {
  const digits = Math.max(Math.abs(east), Math.abs(north)) < 1000 ? 3 : 0;
  const number = (n: number) => german(n, digits);
  return `x ${number(west)}–${number(east)}, y ${number(south)}–${number(north)}`;
}

/** At most `limit` items, then how many more there are. */
export function listText(items: readonly string[], limit = 8): string {
  const shown = items.slice(0, limit).join(', ');
  return items.length > limit ? `${shown} und ${items.length - limit} weitere` : shown;
}

function german(value: number, digits: number): string {
  return value.toFixed(digits).replace('.', ',');
}
