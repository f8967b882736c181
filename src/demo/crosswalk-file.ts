/**
 * How the old quarters of the county go into the new ones, as the county's office would write it down: a crosswalk for
 * the folder `mappings/crosswalks` of the demo site. Its shares are those of the last register before the change.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import type { County } from './generate-county.ts';

export const DEMO_CROSSWALK = 'mappings/crosswalks/demo-quartier-neu.yaml';

/** Undefined where the quarters never change between the dates of the county. */
export function demoCrosswalk({ territory: t, snapshots, network }: County): string | undefined {
  const [before, after] = t.editions;
  const last = snapshots.findLast(({ date }) => after !== undefined && date < after.validFrom);
  if (!before || !after || !last) return undefined;
  const residents = new Map<string, Map<string, number>>();
  for (const [row, address] of last.households.address.entries()) {
    const { hex } = network.addresses[address]!;
    const from = before.quartiere[before.quartierOf[hex]!]!.key;
    const to = after.quartiere[after.quartierOf[hex]!]!.key;
    const parts = residents.get(from) ?? new Map<string, number>();
    residents.set(from, parts.set(to, (parts.get(to) ?? 0) + last.households.size[row]!));
  }
  const parts = [...residents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([from, own]) => (own.size === 1 && own.has(from) ? [] : sharesOf(from, own)));
  return yaml(parts, { from: before.validFrom, to: after.validFrom, weightsOn: last.date });
}

/** Four digits that make exactly 1. */
function sharesOf(from: string, own: ReadonlyMap<string, number>): string[] {
  const all = [...own.values()].reduce((sum, count) => sum + count, 0);
  const sorted = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
  let rest = 10_000;
  return sorted.map(([to, count], index) => {
    const share = index === sorted.length - 1 ? rest : Math.round((count / all) * 10_000);
    rest -= share;
    return `  - { from: '${from}', to: '${to}', weight: ${share / 10_000} }`;
  });
}

function yaml(
  parts: readonly string[],
  days: { readonly from: ReferenceDate; readonly to: ReferenceDate; readonly weightsOn: ReferenceDate },
): string {
  return `# Anteile: Einwohner der alten Quartiere in den neuen Grenzen, aus dem Register zum letzten Stichtag davor.
id: demo-quartier-neu
title: Quartiere vor und nach dem neuen Zuschnitt
level: demo-quartier
from: { edition: ${days.from} }
validFrom: ${days.to}
weightsOn: ${days.weightsOn}
parts:
${parts.join('\n')}
`;
}
