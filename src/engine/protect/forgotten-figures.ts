/**
 * Figures that could be read and of which nobody can say any more how they hang together with today's: a sum whose
 * indicator is gone from the catalogue.
 */
import { finding, type Finding } from '../../core/finding.ts';
import type { FigureTable } from '../../disclosure/figures.ts';
import type { ReadableRelease } from './knowledge-of.ts';

/** Quantity, level, area and day; what was converted to other borders stands by itself. */
const FIGURE = /^(.+)\|[^|]+\|[^|]+\|(\d{4}-\d{2}-\d{2})(?:\+rest)?$/s;
const SHOWN = 5;

/** A finding that blocks, or none. Of other measures and other days they tell nothing. */
export function forgottenFigures({ figures }: FigureTable, before: readonly ReadableRelease[]): Finding[] {
  const quantities = new Set<string>();
  const measures = new Set<string>();
  for (const { quantity, date } of figures.values()) {
    quantities.add(`${quantity} ${date}`);
    for (const one of measuresOf(quantity)) measures.add(`${one} ${date}`);
  }
  const forgotten = new Set<string>();
  for (const { content } of before)
    for (const { open } of content.tables)
      for (const id of Object.keys(open)) {
        const [, quantity = '', day = ''] = FIGURE.exec(id) ?? [];
        if (quantity === '' || quantities.has(`${quantity} ${day}`)) continue;
        if (measuresOf(quantity).some((one) => measures.has(`${one} ${day}`))) forgotten.add(quantity);
      }
  if (forgotten.size === 0) return [];
  const names = [...forgotten].sort();
  const more = names.length > SHOWN ? ` und ${names.length - SHOWN} weitere` : '';
  const found = names.slice(0, SHOWN).join('; ') + more;
  return [finding('disclosure.former-unknown', { file: 'Geheimhaltung', row: 0 }, { found })];
}

/** Of all parts of a sum, whatever their factors and selections: `einwohner.personen`. */
function measuresOf(quantity: string): string[] {
  return quantity
    .replaceAll(/\[[^\]]*\]/g, '')
    .split('+')
    .map((part) => part.replace(/^-?[\d.]+\*/, '').replace(/[#~].*$/s, ''));
}
