/** How the inner circle's indicator is called in KomMonitor: like the public one, and never the same. */
import { INNER_CHARACTERISTIC } from '../core/circle.ts';
import type { IndicatorDescription } from '../core/indicator.ts';

export function innerDescription(description: IndicatorDescription): IndicatorDescription {
  const characteristic = `${description.characteristic} ${INNER_CHARACTERISTIC}`.trim();
  return { ...description, characteristic };
}
