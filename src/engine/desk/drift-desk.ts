/** What somebody has changed in KomMonitor by hand, as it was found last by any process, and the decision about it. */
import { SyncError } from '../../errors.ts';
import { demandRole } from '../approval/decide.ts';
import { pseudonym, type Person } from '../approval/person.ts';
import { sees, type Sight } from '../approval/sight.ts';
import { findDrift } from '../drift.ts';
import {
  cellText,
  isAcceptable,
  withoutAccepted,
  type AcceptedPlace,
  type DriftPlace,
} from '../drift-book.ts';
import { targetNames } from '../former-release.ts';
import { restoreRun } from '../restore-published.ts';
import type { Publication } from './publication-book.ts';
import type { PublishedLink } from './published-history.ts';
import type { Known, PublishedPorts } from './published-known.ts';
import { levelTitle, namesOf } from './published-names.ts';

export interface DriftView {
  /** ISO instant, UTC. */
  readonly at: string;
  readonly compared: number;
  readonly underWay: number;
  /** Values that stand otherwise in KomMonitor, without accepted ones, by indicator. */
  readonly byIndicator: ReadonlyMap<string, number>;
}

export interface IndicatorDrift {
  /** ISO instant, UTC. */
  readonly at: string;
  readonly open: readonly DriftCellView[];
  /** Those that somebody lets stand. */
  readonly accepted: readonly (DriftCellView & AcceptedPlace)[];
}

export interface DriftCellView extends DriftPlace {
  readonly level: { readonly id: string; readonly title: string };
}

export interface DriftQuestion {
  /** Of the indicator. */
  readonly id: string;
  /** When the look was that the person has seen. */
  readonly seen: string;
}

export interface DriftDesk {
  /** What was found last; undefined before anybody has looked. */
  lastDrift(): Promise<DriftView | undefined>;
  /** Of one indicator, cells whose runs are in sight. */
  indicatorDrift(id: string, sight: Sight): Promise<IndicatorDrift | undefined>;
  /** Reads KomMonitor; throws what that throws. */
  lookForDrift(): Promise<void>;
  /**
   * Begins the run that puts our values back and answers it; it ends as a draft and writes nothing to KomMonitor. Throws
   * SyncError `login.role-missing` (kind permission), `drift.none` (usage), `drift.looked-again` (stale).
   */
  restorePublished(question: DriftQuestion, person: Person, sight: Sight): Promise<string>;
  /**
   * Lets those stand that may, see `isAcceptable`. Throws what the other throws, and `drift.no-reason`,
   * `drift.only-restore` (kind usage).
   */
  acceptDrift(
    question: DriftQuestion & { readonly reason: string },
    person: Person,
    sight: Sight,
  ): Promise<void>;
}

const RESTORING = 'In KomMonitor wurde von Hand geändert: unseren Stand wiederherstellen.';
const LONGEST_REASON = 300;

/** `begin`: carries the work out behind whoever asked for it. */
export function driftDesk(
  { ports, targetAddress }: PublishedPorts,
  now: () => Promise<Known>,
  begin: (work: Promise<unknown>, run: string) => void,
): DriftDesk {
  const { ledger, catalogue } = ports;
  const names = namesOf(catalogue);
  const { keys } = targetNames(ports);
  const idOf = ({ indicator }: Pick<DriftPlace, 'indicator'>) => names.indicator(indicator);

  /** Has nothing from here written it since that look? */
  async function standsSince(at: string) {
    const { history, publications } = await now();
    const links = new Map(history.links().map((link) => [`${link.indicator}|${link.level}`, link]));
    return (place: Pick<DriftPlace, 'indicator' | 'unitName' | 'date'>) => {
      const link = links.get(`${idOf(place)}|${names.level(place.unitName)}`);
      return !link || writtenAt(link, place.date, publications) <= at;
    };
  }

  async function indicatorDrift(id: string, sight: Sight): Promise<IndicatorDrift | undefined> {
    const target = targetAddress();
    const look = await ledger.lastLook(target);
    if (!look) return undefined;
    const stands = await standsSince(look.at);
    const places = (await ledger.driftPlaces(target, keys.get(id) ?? id)).filter(
      (place) => sees(sight, place.job) && stands(place),
    );
    const all = await ledger.acceptedDrift(target);
    const open = new Set(withoutAccepted(places, all));
    const left = new Set(places.filter((place) => !open.has(place)).map(cellText));
    const shown = <Place extends DriftPlace>(place: Place) => {
      const level = names.level(place.unitName);
      return { ...place, level: { id: level, title: levelTitle(level, catalogue) } };
    };
    return {
      at: look.at,
      open: [...open].map(shown),
      accepted: all.filter((place) => left.has(cellText(place))).map(shown),
    };
  }

  /** Throws where there is nothing to decide about, or something else than the person has seen. */
  async function decidable({ id, seen }: DriftQuestion, sight: Sight): Promise<readonly DriftPlace[]> {
    const found = await indicatorDrift(id, sight);
    if (found && found.at !== seen) throw lookedAgain();
    if (!found || found.open.length === 0) throw nothingFound();
    return found.open;
  }

  return {
    indicatorDrift,

    async lastDrift() {
      const look = await ledger.lastLook(targetAddress());
      if (!look) return undefined;
      const stands = await standsSince(look.at);
      const counts = new Map<string, number>();
      for (const part of await ledger.driftCounts(targetAddress()))
        if (stands(part)) counts.set(idOf(part), (counts.get(idOf(part)) ?? 0) + part.count);
      return { ...look, byIndicator: counts };
    },

    async lookForDrift() {
      await findDrift(undefined, ports);
    },

    async restorePublished(question, person, sight) {
      demandRole(person, ports, 'sync-editor');
      const [first] = await decidable(question, sight);
      if (!first) throw nothingFound();
      const brought = { by: person.subject, remark: RESTORING };
      // Rules of disclosure control are those of a job; what another one has published is a run of its own.
      const run = await ledger.startRun({ job: first.job, kind: 'rollback', brought });
      begin(
        restoreRun(run, (place) => idOf(place) === question.id, ports),
        run.id,
      );
      return run.id;
    },

    async acceptDrift(question, person, sight) {
      demandRole(person, ports, 'sync-approver');
      const reason = question.reason.trim().slice(0, LONGEST_REASON);
      if (reason === '') throw noReason();
      const places = (await decidable(question, sight)).filter(isAcceptable);
      if (places.length === 0) throw onlyRestore();
      const by = pseudonym(person.subject);
      for (const job of new Set(places.map((place) => place.job))) {
        const own = places.filter((place) => place.job === job);
        await ledger.acceptDrift(own, { target: targetAddress(), job, by, reason });
        ports.log('Drift:Accepted', { job, count: own.length, subject: by });
      }
    },
  };
}

/** When a run from here last wrote or removed that Stichtag. */
function writtenAt(
  { dates, runs }: PublishedLink,
  date: string,
  publications: ReadonlyMap<string, Publication>,
): string {
  const run = dates.get(date)?.run ?? runs.at(-1) ?? '';
  return publications.get(run)?.finishedAt ?? '';
}

function lookedAgain(): SyncError {
  return new SyncError({
    code: 'drift.looked-again',
    kind: 'stale',
    message: 'Inzwischen wurde noch einmal mit KomMonitor verglichen. Es wurde nichts entschieden.',
    hint: 'Sehen Sie sich die Abweichungen noch einmal an und entscheiden Sie dann.',
  });
}

function nothingFound(): SyncError {
  return new SyncError({
    code: 'drift.none',
    kind: 'usage',
    message: 'Zu diesem Indikator gibt es keine Abweichung, über die zu entscheiden wäre.',
    hint: 'Ein anderer Lauf hat die Werte inzwischen geschrieben, oder jemand hat schon entschieden.',
  });
}

function noReason(): SyncError {
  return new SyncError({
    code: 'drift.no-reason',
    kind: 'usage',
    message: 'Die Begründung fehlt. Es wurde nichts übernommen.',
    hint: 'Schreiben Sie in einem Satz, warum der Stand von KomMonitor gelten soll.',
  });
}

function onlyRestore(): SyncError {
  return new SyncError({
    code: 'drift.only-restore',
    kind: 'usage',
    message: 'An diesen Stellen wurde von hier aus kein Wert veröffentlicht. Es wurde nichts übernommen.',
    hint: 'Der Wert kann geheim sein. Stellen Sie unseren Stand wieder her.',
  });
}
