/** The publications of the ledger and what came of them, read once and kept: asking again costs what was published since. */
import { sees, type Sight } from '../approval/sight.ts';
import type { EnginePorts } from '../ports.ts';
import { storedPlan } from '../stored-plan.ts';
import type { Publication, PublicationBook, PublishedCell } from './publication-book.ts';
import { PublishedHistory, type CatalogueNames, type PublishedLink } from './published-history.ts';
import { namesOf } from './published-names.ts';

/** Publications whose facts are read at once. */
const PORTION = 200;

export interface PublishedPorts {
  readonly ports: EnginePorts;
  readonly ledger: PublicationBook;
  readonly targetAddress: () => string;
}

export interface Known {
  readonly history: PublishedHistory;
  /** In the order in which they ended. */
  readonly publications: Map<string, Publication>;
  readonly takenBack: Set<string>;
  last: string;
}

/** Answers what is known now; those who ask at the same time wait for the same answer. */
export function publishedKnown({ ports, ledger, targetAddress }: PublishedPorts): () => Promise<Known> {
  const names = namesOf(ports.catalogue);
  let known = nothing(names);
  let reading: Promise<Known> | undefined;

  async function upToDate(): Promise<Known> {
    const { count, last } = await ledger.publicationCount();
    if (count === known.publications.size && (last ?? '') === known.last) return known;
    await readOn(known);
    // Something ended in between with an earlier time, as where a clock was set back.
    if (known.publications.size < count) {
      known = nothing(names);
      await readOn(known);
    }
    return known;
  }

  async function readOn(into: Known): Promise<void> {
    const fresh = (await ledger.publications(into.last)).filter(({ run }) => !into.publications.has(run));
    for (let start = 0; start < fresh.length; start += PORTION) {
      const portion = fresh.slice(start, start + PORTION);
      const cells = byRun(
        await ledger.publishedCells(
          portion.map(({ run }) => run),
          targetAddress(),
        ),
      );
      for (const publication of portion) {
        into.history.add(publication, cells.get(publication.run) ?? [], await removedBy(publication, ports));
        into.publications.set(publication.run, publication);
        if (publication.rollsBack !== null) into.takenBack.add(publication.rollsBack);
        into.last = publication.finishedAt;
      }
    }
  }

  return () => {
    reading ??= upToDate().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}

function nothing(names: CatalogueNames): Known {
  return { history: new PublishedHistory(names), publications: new Map(), takenBack: new Set(), last: '' };
}

/** What only the plan of a rollback tells; it is deleted after its time. */
async function removedBy({ kind, planHash }: Publication, { ledger }: EnginePorts) {
  if (kind !== 'rollback' || planHash === null || !(await ledger.plan(planHash))) return [];
  return (await storedPlan(ledger, planHash)).operations;
}

function byRun(cells: readonly PublishedCell[]): ReadonlyMap<string, PublishedCell[]> {
  const runs = new Map<string, PublishedCell[]>();
  for (const cell of cells) {
    const known = runs.get(cell.run);
    if (known) known.push(cell);
    else runs.set(cell.run, [cell]);
  }
  return runs;
}

export function isSeen(
  links: readonly PublishedLink[],
  publications: Known['publications'],
  sight: Sight,
): boolean {
  return links.some(({ runs }) => runs.some((run) => sees(sight, publications.get(run)?.job ?? '')));
}
