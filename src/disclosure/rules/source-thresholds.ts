/** What a source hides itself, is hidden everywhere: one open small figure beside its stars would be an answer. */
import type { Figure } from '../figures.ts';

/** Least count by quantity and day of a figure; 0 where the source hides nothing. */
export function sourceThresholds(figures: readonly Figure[]): (figure: Figure) => number {
  const least = new Map<string, number>();
  for (const figure of figures) {
    if (figure.value !== null || figure.range === undefined) continue;
    const key = keyOf(figure);
    least.set(key, Math.max(least.get(key) ?? 0, figure.range[1] + 1));
  }
  return (figure) => least.get(keyOf(figure)) ?? 0;
}

function keyOf({ quantity, date }: Figure): string {
  return JSON.stringify([quantity, date]);
}
