/** Totals of the file are never figures of their own: they are compared with what the parts add up to. */
import { hasValue, type CellState } from '../core/cell.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import type { Cube } from './cube.ts';
import type { Geography } from './geography.ts';
import { measureCell } from './roll-up.ts';

const STATES: Readonly<Record<CellState, string>> = {
  ok: 'Wert',
  nil: 'nichts vorhanden',
  rounded_zero: 'gerundet null',
  suppressed: 'geheim',
  unknown: 'unbekannt',
  unreliable: 'nicht sicher genug',
  low_reliability: 'eingeschränkt aussagekräftig',
  not_applicable: 'nicht sinnvoll',
  not_yet: 'noch nicht vorhanden',
  missing: 'fehlt',
};

/** Half of one unit in the sixth place: sums of decimal amounts differ by binary noise only. */
const TOLERANCE = 5e-7;

/** `totals` are observations of role `total`; their breakdown names the dimensions they do not sum over. */
export function checkControlSums(
  totals: readonly Observation[],
  cube: Cube,
  geography: Geography,
): Finding[] {
  return totals.flatMap((total) => {
    const parts = measureCell(cube, geography, {
      level: total.level,
      area: total.area,
      date: total.date,
      measure: total.measure,
      where: total.breakdown,
    });
    if (!hasValue(total.cell) || parts.state === 'not_applicable') return [];
    if (!hasValue(parts))
      return [finding('statistics.control-sum-unchecked', total.place, { found: STATES[parts.state] })];
    if (Math.abs(parts.value - total.cell.value) <= TOLERANCE) return [];
    return [
      finding('statistics.control-sum', total.place, {
        found: german(parts.value),
        expected: german(total.cell.value),
      }),
    ];
  });
}

function german(value: number): string {
  return value.toLocaleString('de-DE', { maximumFractionDigits: 6 });
}
