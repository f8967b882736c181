/**
 * What the layouts `ffcsv` and `ffcsv-old` make of a file that no profile describes yet. Lines come in no order, so
 * the codes of statistics and variables are collected from all of them.
 */
import {
  cellText,
  openPackedText,
  probeText,
  readDelimited,
  type LandedDelivery,
  type LayoutProposal,
} from '../../src/sdk/index.ts';

/** Codes of variables that name a region: Germany down to municipalities, and those of the Zensus database. */
const REGION = /^(?:GEMEIN|KREISE|REGBEZ|DLAND|DLAENDER|DINSG|GEO[A-Z]{2}\d)$/;
const FIRST_GROUP = 5;
const GROUP_WIDTH = 4;
const NEW_GROUP = /^\d+_variable_code$/;
const OLD_GROUP = /^\d+_(?:merkmal|variable)_code$/i;

export type FlatEdition = 'new' | 'old';

export async function recogniseFlat(
  delivery: LandedDelivery,
  edition: FlatEdition,
  signal: AbortSignal,
): Promise<LayoutProposal | undefined> {
  const probe = await probeText(delivery);
  const header = probe?.text.split(/\r?\n/, 1)[0]?.split(';').map(cellText) ?? [];
  const groups = groupsOf(header, edition);
  if (groups === 0) return undefined;
  const met = await codesIn(delivery, groups, signal);
  const [statistic, ...others] = met.statistics;
  if (statistic === undefined || others.length > 0) return undefined;
  const regions = met.variables.filter((code) => REGION.test(code));
  const variables = met.variables.filter((code) => !REGION.test(code));
  if (regions.length === 0) return undefined;
  return {
    options: { statistic, regions, ...(variables.length > 0 ? { variables } : {}) },
    certainty: 0.98,
    because: `Die Kopfzeile ist die der GENESIS-Flachdatei ${edition === 'new' ? 'seit Frühjahr 2025' : 'bis April 2025'} mit ${groups} Merkmalen; alle Zeilen gehören zur Statistik ${statistic}.`,
    signs: { base: 'genesis' },
  };
}

function groupsOf(header: readonly string[], edition: FlatEdition): number {
  if (!/^(?:statistik|statistics)_code$/i.test(header[0] ?? '')) return 0;
  if (header.includes('value') !== (edition === 'new')) return 0;
  const form = edition === 'new' ? NEW_GROUP : OLD_GROUP;
  let groups = 0;
  while (form.test(header[FIRST_GROUP + GROUP_WIDTH * groups] ?? '')) groups += 1;
  return groups;
}

async function codesIn(delivery: LandedDelivery, groups: number, signal: AbortSignal) {
  const statistics = new Set<string>();
  const variables = new Set<string>();
  const ignore = () => undefined;
  const text = await openPackedText(delivery, {}, ignore);
  if (!text) return { statistics: [], variables: [] };
  let isHeader = true;
  for await (const batch of readDelimited(text.chunks, { file: delivery.file, delimiter: ';' }, ignore)) {
    signal.throwIfAborted();
    for (const { cells } of batch) {
      if (!isHeader) {
        statistics.add(cells[0] ?? '');
        for (let group = 0; group < groups; group += 1)
          variables.add(cells[FIRST_GROUP + GROUP_WIDTH * group] ?? '');
      }
      isHeader = false;
    }
  }
  variables.delete('');
  return { statistics: [...statistics], variables: [...variables].sort() };
}
