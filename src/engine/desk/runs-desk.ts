/** What the list of runs can be narrowed down to, beside what stands in a run itself. */
import { indicatorKeyText, keyOf } from '../../sync/operations.ts';
import { pseudonym } from '../approval/person.ts';
import type { Sight } from '../approval/sight.ts';
import type { EnginePorts } from '../ports.ts';
import type { ReadingBook } from './reading-book.ts';

export interface RunsDesk {
  /** Everybody who brought, submitted or decided something within the sight; `id` is the pseudonym that may stand in an address. */
  runPeople(sight: Sight): Promise<readonly { readonly id: string; readonly subject: string }[]>;
  /** In the order of their names; `written`: all ids under which runs have written values of it. */
  runIndicators(): readonly {
    readonly id: string;
    readonly name: string;
    readonly written: readonly string[];
  }[];
}

export function runsDesk({
  catalogue,
  ledger,
}: {
  readonly catalogue: EnginePorts['catalogue'];
  readonly ledger: Pick<ReadingBook, 'people'>;
}): RunsDesk {
  return {
    async runPeople({ jobs }) {
      return (await ledger.people(jobs)).map((subject) => ({ id: pseudonym(subject), subject }));
    },
    runIndicators() {
      return [...catalogue.indicators.values()]
        .map(({ id, description }) => {
          const { name, characteristic } = description;
          // A rollback knows the name in the target only.
          const written = [id, indicatorKeyText(keyOf(description))];
          return { id, name: characteristic ? `${name} (${characteristic})` : name, written };
        })
        .sort((a, b) => a.name.localeCompare(b.name, 'de'));
    },
  };
}
