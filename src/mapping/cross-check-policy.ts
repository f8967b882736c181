/** Do the datasets, measures and indicators exist that a policy names? What it misses would go unprotected in silence. */
import type { Catalogue } from './catalogue.ts';
import { profilesOf } from './cross-check-count.ts';
import { measureNames } from './dataset-shape.ts';
import type { Policy } from './policy.ts';
import { problemAt, type Problem } from './problem.ts';

type Path = readonly PropertyKey[];
interface Named {
  readonly dataset: string;
  readonly datasetPath: Path;
  readonly measures: readonly (readonly [measure: string, path: Path])[];
}

export function checkPolicy(policy: Policy, catalogue: Catalogue): Problem[] {
  const flag = (path: Path, message: string) => problemAt(policy.origin, path, message);
  const datasets = namedIn(policy).flatMap(({ dataset, datasetPath, measures }) => {
    const profiles = profilesOf(dataset, catalogue);
    if (profiles.length === 0)
      return [flag(datasetPath, `Den Datenbestand „${dataset}“ liefert kein Profil.`)];
    return measures
      .filter(([measure]) => !profiles.some((profile) => measureNames(profile).has(measure)))
      .map(([measure, path]) => flag(path, `Die Messgröße „${measure}“ gibt es in „${dataset}“ nicht.`));
  });
  const indicators = Object.keys(policy.rounding.indicators)
    .filter((id) => !catalogue.indicators.has(id))
    .map((id) => flag(['rounding', 'indicators', id], `Den Indikator „${id}“ gibt es nicht.`));
  return [...datasets, ...indicators];
}

function namedIn(policy: Policy): Named[] {
  const { population, units, contributions, identities, balances, censusTolerance } = policy;
  return [
    reference(population, ['population']),
    ...units.map(({ dataset, counter, measures }, index) =>
      named(dataset, ['units', index], [[counter, 'counter'], ...listed(measures, 'measures')]),
    ),
    ...contributions.map(({ dataset, measure, largest, second, holders }, index) =>
      named(
        dataset,
        ['contributions', index],
        [
          [measure, 'measure'],
          [largest, 'largest'],
          [second, 'second'],
          [holders, 'holders'],
        ],
      ),
    ),
    ...identities.map(({ dataset, total, parts }, index) =>
      named(dataset, ['identities', index], [[total, 'total'], ...listed(parts, 'parts')]),
    ),
    ...balances.flatMap(({ stock, flows, plus, minus }, index) => {
      const path = ['balances', index];
      const moved = named(flows, path, [...listed(plus, 'plus'), ...listed(minus, 'minus')]);
      return [reference(stock, [...path, 'stock']), { ...moved, datasetPath: [...path, 'flows'] }];
    }),
    ...censusTolerance.datasets.map((dataset, index) => ({
      dataset,
      datasetPath: ['censusTolerance', 'datasets', index],
      measures: [],
    })),
  ];
}

type Member = readonly [measure: string, ...path: PropertyKey[]];

function named(dataset: string, base: Path, members: readonly Member[]): Named {
  return {
    dataset,
    datasetPath: [...base, 'dataset'],
    measures: members.map(([measure, ...path]) => [measure, [...base, ...path]]),
  };
}

function listed(measures: readonly string[], member: string): Member[] {
  return measures.map((measure, index): Member => [measure, member, index]);
}

function reference({ dataset, measure }: Policy['population'], path: Path): Named {
  return named(dataset, path, [[measure, 'measure']]);
}
