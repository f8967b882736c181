/**
 * The figures of a job once more, from the dataset and level versions of the ledger: nothing is fetched, nothing is
 * stored, no solver is needed. What comes out is what a run would decide about, had it no new delivery.
 */
import type { LevelId } from '../../core/area.ts';
import { SyncError } from '../../errors.ts';
import type { FigureTable } from '../../disclosure/figures.ts';
import type { Job } from '../../mapping/job.ts';
import type { Policy } from '../../mapping/policy.ts';
import { geographyOf, type Geography } from '../../statistics/geography.ts';
import { buildCrosswalks } from '../build-crosswalks.ts';
import { compute } from '../compute.ts';
import { DatasetBook } from '../dataset-book.ts';
import type { EnginePorts } from '../ports.ts';
import { figureMeans } from '../protect/figure-means.ts';
import { figureTable } from '../protect/figure-table.ts';
import { policyInForce } from '../protect/policy-in-force.ts';

export interface StoredFigures {
  readonly policy: Policy;
  readonly geography: Geography;
  readonly table: FigureTable;
}

type Ports = Pick<EnginePorts, 'ledger' | 'catalogue' | 'now'>;

/** Throws `disclosure.nothing-stored` (kind usage) where no run of the job has stored its levels yet. */
export async function storedFigures(job: Job, ports: Ports): Promise<StoredFigures> {
  const { ledger, catalogue } = ports;
  const policy = policyInForce(job, ports);
  const geography = await storedGeography(job.levels, ports);
  const versions = [];
  for (const level of job.levels) versions.push((await ledger.newestLevel(level)) ?? nothingStored(job.id));
  const crosswalks = buildCrosswalks(catalogue, versions, () => undefined);
  const book = new DatasetBook(ledger);
  const computation = await compute(job, { catalogue, book, geography, versions, crosswalks });
  const means = figureMeans({ job, computation, geography, versions, policy }, catalogue);
  return { policy, geography, table: figureTable(computation.base, means) };
}

/** The newest boundaries of these levels; a level above that is not among them is none. */
export async function storedGeography(
  levels: readonly LevelId[],
  { ledger, catalogue }: Ports,
): Promise<Geography> {
  const entries = [];
  for (const level of levels) {
    const parent = catalogue.levels.get(level)?.parent ?? null;
    const version = (await ledger.newestLevel(level)) ?? nothingStored(level);
    entries.push({ level, parent: parent !== null && levels.includes(parent) ? parent : null, version });
  }
  return geographyOf(entries);
}

function nothingStored(what: string): never {
  throw new SyncError({
    code: 'disclosure.nothing-stored',
    kind: 'usage',
    message: `Von „${what}“ ist noch nichts gespeichert.`,
    hint: 'Erst ein Plan oder ein Abgleich speichert Grenzen und Datenbestände: kmsync plan <auftrag>.',
  });
}
