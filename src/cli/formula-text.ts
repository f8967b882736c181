/** A formula as a German sentence. */
import { germanDate } from '../core/reference-date.ts';
import type {
  Codes,
  DenominatorDate,
  Formula,
  IndexPart,
  Quantity,
  RateFormula,
  Term,
} from '../mapping/formula.ts';

export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'count':
      return quantityText(formula.terms);
    case 'rate':
      return rateText(formula);
    case 'change': {
      const how = formula.as === 'percent' ? 'Veränderung in Prozent' : 'Unterschied';
      return `${how} der veröffentlichten Werte von ${formula.of} gegenüber dem Stand vor ${yearsText(formula.years)}`;
    }
    case 'zscore':
      return `z-Wert ${scaleText(`der veröffentlichten Werte von ${formula.of}`)}`;
    case 'index': {
      const { parts, changeYears } = formula;
      const of = `der veröffentlichten Werte von ${parts.map(partText).join(', ')}`;
      const what =
        changeYears === null ? of : `der Veränderung ${of} gegenüber dem Stand vor ${yearsText(changeYears)}`;
      return `gewogenes Mittel der z-Werte ${scaleText(what)}`;
    }
  }
}

function rateText({ numerator, denominator, per, denominatorDate, pooledYears }: RateFormula): string {
  const factor = per === 1 ? '' : `${numberText(per)} · `;
  const pooled =
    pooledYears === 1 ? '' : `, Zähler und Nenner über ${pooledYears} Jahre bis zum Stichtag zusammengezählt`;
  return `${factor}[${quantityText(numerator)}] / [${quantityText(denominator)}${dayText(denominatorDate)}]${pooled}`;
}

function dayText(rule: DenominatorDate): string {
  switch (rule) {
    case 'same':
      return '';
    case 'previousYearEnd':
      return ' zum 31.12. des Vorjahres';
    case 'mean':
      return ' im Mittel aus diesem Stichtag und dem des Vorjahres';
    default:
      return ` zum ${germanDate(rule)}`;
  }
}

function quantityText(terms: Quantity): string {
  return terms.map(termText).join('');
}

/** `− 2 · personen aus …`; the first one without a plus. */
function termText(term: Term, index: number): string {
  const sign = term.times < 0 ? '− ' : '+ ';
  const size = Math.abs(term.times);
  const factor = size === 1 ? '' : `${numberText(size)} · `;
  const before = index === 0 ? (term.times < 0 ? sign : '') : ` ${sign}`;
  return `${before}${factor}${countText(term)}`;
}

function countText({ measure, dataset, where, coefficients }: Term): string {
  const table = coefficients.map((row) => `${codesText(row.where)}: ${numberText(row.times)}`);
  const parts = [
    ...(Object.keys(where).length > 0 ? [codesText(where)] : []),
    ...(table.length > 0 ? [`mal Koeffizient ${table.join(' | ')}`] : []),
  ];
  return `${measure} aus ${dataset}${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`;
}

function codesText(where: Codes): string {
  return Object.entries(where)
    .map(([dimension, codes]) => `${dimension} ${codes.join(', ')}`)
    .join('; ');
}

function partText({ indicator, weight }: IndexPart): string {
  return `${indicator} (Gewicht ${numberText(weight)})`;
}

function scaleText(what: string): string {
  return `${what}: Abstand vom Mittelwert aller Raumeinheiten der Ebene, geteilt durch deren Standardabweichung`;
}

function yearsText(years: number): string {
  return years === 1 ? 'einem Jahr' : `${years} Jahren`;
}

function numberText(value: number): string {
  return value.toLocaleString('de-DE', { maximumFractionDigits: 12 });
}
