/** Does a formula name data and indicators that exist, and may it compute with them the way it does? */
import type { Catalogue } from './catalogue.ts';
import { checkCount, profilesOf, type Flagged } from './cross-check-count.ts';
import { isRate, knownCodes, measureNames } from './dataset-shape.ts';
import { codeCombinations } from './formula-file.ts';
import { basesOf, weightedCounts, type Formula, type Quantity, type Term } from './formula.ts';
import type { Indicator } from './indicator.ts';
import { problemAt, type Problem } from './problem.ts';

export function checkFormula(indicator: Indicator, catalogue: Catalogue): Problem[] {
  const base = [...indicator.path, 'formula'];
  const found = [
    ...checkBases(indicator, catalogue),
    ...sumsOfShares(indicator.formula, catalogue),
    ...placedTerms(indicator.formula).flatMap(({ term, path }) =>
      checkTerm(term, indicator, catalogue).map(
        ([inner, message]): Flagged => [[...path, ...inner], message],
      ),
    ),
  ];
  return found.map(([path, message]) =>
    problemAt(indicator.origin, [...base, ...path], `Indikator „${indicator.id}“: ${message}`),
  );
}

function checkBases(indicator: Indicator, { indicators }: Catalogue): Flagged[] {
  const { formula } = indicator;
  return basesOf(formula).flatMap((id, index): Flagged[] => {
    const path = formula.kind === 'index' ? ['index', 'of', index] : [formula.kind, 'of'];
    const base = indicators.get(id);
    if (!base) return [[path, `Den Indikator „${id}“ gibt es nicht.`]];
    if (basesOf(formula).indexOf(id) !== index) return [[path, `„${id}“ steht hier doppelt.`]];
    if (reachesItself(indicator, indicators)) return [[path, 'Die Formel beruft sich auf sich selbst.']];
    if (base.levels === null) return [];
    if (indicator.levels === null)
      return [[path, `„${id}“ gilt nur für einzelne Raumebenen; dieser Indikator für alle.`]];
    return indicator.levels
      .filter((level) => !base.levels?.includes(level))
      .map((level) => [path, `„${id}“ gilt nicht für die Raumebene „${level}“.`]);
  });
}

function reachesItself(start: Indicator, indicators: Catalogue['indicators']): boolean {
  const seen = new Set<string>();
  const open = [...basesOf(start.formula)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === start.id) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const base = indicators.get(id);
    if (base) open.push(...basesOf(base.formula));
  }
  return false;
}

/** Every term with the member of the YAML file it stands under. */
function placedTerms(f: Formula): { term: Term; path: readonly PropertyKey[] }[] {
  if (f.kind === 'count') return placed(f.terms, ['count']);
  if (f.kind !== 'rate') return [];
  return [...placed(f.numerator, [f.word, 'numerator']), ...placed(f.denominator, [f.word, 'denominator'])];
}

function placed(terms: Quantity, path: readonly PropertyKey[]) {
  return terms.map((term, index) => ({ term, path: terms.length === 1 ? path : [...path, index] }));
}

/** Over years or terms, shares are added up as little as over areas. */
function sumsOfShares(f: Formula, catalogue: Catalogue): Flagged[] {
  const overYears = f.kind === 'rate' && (f.pooledYears > 1 || f.denominatorDate === 'mean');
  return placedTerms(f).flatMap(({ term, path }): Flagged[] => {
    const isShare = profilesOf(term.dataset, catalogue).some((profile) => isRate(profile, term.measure));
    if (!isShare) return [];
    if (overYears) return [[path, 'Anteile lassen sich nicht über Jahre zusammenfassen.']];
    const isAdded = typeof path.at(-1) === 'number' || term.coefficients.length > 0;
    return isAdded ? [[path, 'Anteile lassen sich nicht addieren; bitte nur einen Summanden.']] : [];
  });
}

function checkTerm(term: Term, indicator: Indicator, catalogue: Catalogue): Flagged[] {
  if (term.coefficients.length === 0) return checkCount(term, indicator, catalogue);
  const rows = weightedCounts(term).map(({ count }, index) =>
    checkCount(count, indicator, catalogue).map(
      ([path, message]): Flagged =>
        path[0] === 'where' && path[1] !== undefined && path[1] in term.where
          ? [path, message]
          : [path[0] === 'where' ? ['coefficients', index, ...path] : path, message],
    ),
  );
  // What is wrong with the whole term would be said once for each row.
  const once = new Map(rows.flat().map((flagged) => [JSON.stringify(flagged), flagged]));
  return once.size > 0 ? [...once.values()] : codesWithoutCoefficient(term, catalogue);
}

/** Persons of a code that the table forgets would not be counted, and nobody would see it. */
function codesWithoutCoefficient(term: Term, catalogue: Catalogue): Flagged[] {
  const { dataset, measure, coefficients } = term;
  const [first] = coefficients;
  if (!first) return [];
  const given = new Set(coefficients.flatMap((row) => codeCombinations(row.where)));
  const measured = profilesOf(dataset, catalogue).filter((profile) => measureNames(profile).has(measure));
  const lacking = new Set<string>();
  for (const profile of measured) {
    const known = Object.keys(first.where).map((name) => {
      const codes = knownCodes(name, measure, { profile, codes: catalogue.codes });
      return codes && ([name, [...codes]] as const);
    });
    const listed = known.filter((entry) => entry !== undefined);
    if (listed.length < known.length) continue;
    for (const key of codeCombinations(Object.fromEntries(listed))) if (!given.has(key)) lacking.add(key);
  }
  if (lacking.size === 0) return [];
  const names = [...lacking].slice(0, 3).join('; ') + (lacking.size > 3 ? ' …' : '');
  return [
    [['coefficients'], `Es fehlt ein Koeffizient für ${names}. Wer nicht mitzählt, hat den Koeffizienten 0.`],
  ];
}
