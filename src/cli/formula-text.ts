/** A formula as a German sentence. */
import type { CountFormula, Formula } from '../mapping/formula.ts';

export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'count':
      return countText(formula);
    case 'rate': {
      const earlier = formula.denominatorDate === 'previousYearEnd' ? ' zum 31.12. des Vorjahres' : '';
      return `${formula.per} · [${countText(formula.numerator)}] / [${countText(formula.denominator)}${earlier}]`;
    }
    case 'change': {
      const years = formula.years === 1 ? 'einem Jahr' : `${formula.years} Jahren`;
      const how = formula.as === 'percent' ? 'Veränderung in Prozent' : 'Unterschied';
      return `${how} der veröffentlichten Werte von ${formula.of} gegenüber dem Stand vor ${years}`;
    }
  }
}

function countText({ measure, dataset, where }: CountFormula): string {
  const parts = Object.entries(where).map(([dimension, codes]) => `${dimension} ${codes.join(', ')}`);
  return `${measure} aus ${dataset}${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`;
}
