/**
 * How many of an indicator's values are hidden, and by which rules, as one German sentence for its metadata: KomMonitor
 * shows hidden and missing values alike. Primary and secondary ones are not told apart.
 */
import { hasValue } from '../core/cell.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { ReleasePolicy } from '../core/release.ts';

/** Empty for an indicator that has no values at all. `series`: the same indicator on its levels. */
export function hiddenNote(series: readonly IndicatorSeries[], { id, version }: ReleasePolicy): string {
  const cells = series.flatMap(({ values }) => values.map(({ cell }) => cell));
  const hidden = cells.filter(({ state }) => state === 'suppressed').length;
  const all = cells.filter(hasValue).length + hidden;
  if (all === 0) return '';
  const rules = `Geheimhaltung nach den Regeln „${id}“, Fassung ${version}`;
  const number = (count: number) => count.toLocaleString('de-DE');
  return hidden === 0
    ? `${rules}: Kein Wert ist gesperrt.`
    : `${rules}: ${number(hidden)} von ${number(all)} Werten sind gesperrt und bleiben leer.`;
}
