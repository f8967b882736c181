/** Two published states of an indicator beside each other, out of the plans that are kept. */
import { catalogueId } from '../../core/circle.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Operation } from '../../sync/operations.ts';
import { sees, type Sight } from '../approval/sight.ts';
import { storedPlan } from '../stored-plan.ts';
import type { Publication } from './publication-book.ts';
import type { PreviewCell, Shown } from './preview-series.ts';
import type { PublishedLink } from './published-history.ts';
import type { Known, PublishedPorts } from './published-known.ts';
import { indicatorName, isForInner, levelTitle, namesOf } from './published-names.ts';
import { stateChanges } from './state-changes.ts';

export interface StatesQuestion {
  readonly id: string;
  /** Level, and runs that left the states; the newest two of the first level where they are not named. */
  readonly level?: string | undefined;
  readonly of?: string | undefined;
  readonly with?: string | undefined;
}

export interface StatesView {
  readonly id: string;
  readonly name: string;
  /** For the inner circle: values that the public may not see. */
  readonly inner: boolean;
  readonly shown: Shown | undefined;
  readonly level: { readonly id: string; readonly title: string };
  readonly levels: readonly { readonly id: string; readonly title: string }[];
  /** Newest first. */
  readonly states: readonly Publication[];
  /** Undefined where there are no two of them. */
  readonly chosen: { readonly older: Publication; readonly newer: Publication } | undefined;
  /**
   * Cells of every Stichtag that was written in between. `gone`: a plan that is needed is kept no more; `barred`: a run
   * in between is out of sight.
   */
  readonly changes: ReadonlyMap<ReferenceDate, readonly PreviewCell[]> | 'gone' | 'barred' | undefined;
}

export interface CompareDesk {
  /** Undefined where no run in sight has published the indicator. */
  compareStates(question: StatesQuestion, sight: Sight): Promise<StatesView | undefined>;
}

export function compareDesk({ ports }: PublishedPorts, now: () => Promise<Known>): CompareDesk {
  const { catalogue, ledger } = ports;

  /** Undefined where one is kept no more. */
  async function operationsOf({ planHash }: Publication): Promise<readonly Operation[] | undefined> {
    if (planHash === null || !(await ledger.plan(planHash))) return undefined;
    return (await storedPlan(ledger, planHash)).operations;
  }

  async function changesOf(
    link: PublishedLink,
    { older, newer }: NonNullable<StatesView['chosen']>,
    { publications }: Known,
    sight: Sight,
  ): Promise<StatesView['changes']> {
    const [from, to] = [link.runs.indexOf(older.run), link.runs.indexOf(newer.run)];
    const between: Operation[] = [];
    for (const run of link.runs.slice(from + 1, to + 1)) {
      const publication = publications.get(run);
      if (!publication || !sees(sight, publication.job)) return 'barred';
      const operations = await operationsOf(publication);
      if (!operations) return 'gone';
      between.push(...operations);
    }
    const until: Operation[] = [];
    for (const run of link.runs.slice(0, from + 1)) {
      const publication = publications.get(run);
      if (publication) until.push(...((await operationsOf(publication)) ?? []));
    }
    return stateChanges({ link, names: namesOf(catalogue), until, between }) ?? 'gone';
  }

  return {
    async compareStates(question, sight) {
      const known = await now();
      const { history, publications } = known;
      const seen = (link: PublishedLink) =>
        link.runs.flatMap((run) => {
          const publication = publications.get(run);
          return publication && sees(sight, publication.job) ? [publication] : [];
        });
      const links = history
        .links()
        .filter((link) => link.indicator === question.id && seen(link).length > 0)
        .sort((a, b) => seen(b).length - seen(a).length);
      const link = links.find(({ level }) => level === question.level) ?? links[0];
      if (!link) return undefined;
      const states = seen(link).reverse();
      const chosen = chosenOf(states, question);
      const named = (level: string) => ({ id: level, title: levelTitle(level, catalogue) });
      return {
        id: link.indicator,
        name: indicatorName(link.indicator, catalogue),
        inner: isForInner(link.indicator),
        shown: catalogue.indicators.get(catalogueId(link.indicator))?.description,
        level: named(link.level),
        levels: links.map(({ level }) => named(level)),
        states,
        chosen,
        changes: chosen && (await changesOf(link, chosen, known, sight)),
      };
    },
  };
}

/** `states`: newest first. Whichever way round they were named, the older one comes first. */
function chosenOf(states: readonly Publication[], { of, with: other }: StatesQuestion): StatesView['chosen'] {
  const place = (run: string | undefined, instead: number) =>
    run === undefined ? instead : states.findIndex((each) => each.run === run);
  const [a, b] = [place(of, 1), place(other, 0)].sort((one, two) => two - one);
  const [older, newer] = [states[a ?? -1], states[b ?? -1]];
  return older && newer && older !== newer ? { older, newer } : undefined;
}
