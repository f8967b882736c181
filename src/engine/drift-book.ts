/**
 * What was found last where KomMonitor differs from what was published, and which of it people have accepted. Places
 * and counts only: no value that stands in KomMonitor is kept. Implemented by `store`.
 */
import type { DriftedCell, FoundValue } from '../sync/drift.ts';
import { indicatorKeyText } from '../sync/operations.ts';

/** What stands there instead of the published value, without saying which value. */
export type FoundKind = 'value' | 'empty' | 'absent' | 'contradictory';

/** A cell, by its names in KomMonitor. */
export interface DriftPlace {
  readonly job: string;
  /** That wrote it last. */
  readonly run: string;
  /** Key text. */
  readonly indicator: string;
  readonly unitName: string;
  readonly area: string;
  readonly date: string;
  /** `empty`: no value was published there, perhaps because it is kept secret. */
  readonly ours: 'value' | 'empty';
  readonly found: FoundKind;
}

export interface DriftLook {
  /** Address of KomMonitor. */
  readonly target: string;
  readonly compared: number;
  readonly underWay: number;
  readonly places: readonly DriftPlace[];
  /** Accepted places that do not stand as they were accepted any more. */
  readonly overtaken: readonly DriftPlace[];
}

export interface AcceptedPlace extends DriftPlace {
  /** As it was typed. */
  readonly reason: string;
  /** Pseudonym of whoever accepted it. */
  readonly by: string;
  /** ISO instant, UTC. */
  readonly at: string;
}

export interface DriftCount extends Pick<DriftPlace, 'indicator' | 'unitName' | 'date'> {
  readonly count: number;
}

export interface DriftBook {
  /** Replaces what was found before. */
  putDrift(look: DriftLook): Promise<void>;
  /** Undefined before anybody has looked. `at`: ISO instant, UTC. */
  lastLook(
    target: string,
  ): Promise<(Pick<DriftLook, 'compared' | 'underWay'> & { readonly at: string }) | undefined>;
  /** Of the indicator of that key text, accepted ones with the others. */
  driftPlaces(target: string, indicator: string): Promise<readonly DriftPlace[]>;
  /** Places without those that stand as they were accepted. */
  driftCounts(target: string): Promise<readonly DriftCount[]>;
  acceptedDrift(target: string): Promise<readonly AcceptedPlace[]>;
  /** Of one job. A place that was accepted before keeps its newest reason. */
  acceptDrift(
    places: readonly DriftPlace[],
    of: { readonly target: string; readonly job: string; readonly by: string; readonly reason: string },
  ): Promise<void>;
}

export function placeOf({ indicator, value, found, ...cell }: DriftedCell): DriftPlace {
  const { job, run, unitName, area, date } = cell;
  const ours = value === null ? 'empty' : 'value';
  return {
    job,
    run,
    indicator: indicatorKeyText(indicator),
    unitName,
    area,
    date,
    ours,
    found: kindOf(found),
  };
}

/** A number where none was published may be one that reveals a person: it can be taken away, but nobody lets it stand. */
export function isAcceptable({ ours }: Pick<DriftPlace, 'ours'>): boolean {
  return ours === 'value';
}

/** Names the cell alone, whatever stands there. */
export function cellText({
  indicator,
  unitName,
  area,
  date,
}: Pick<DriftPlace, 'indicator' | 'unitName' | 'area' | 'date'>): string {
  return `${indicator}|${unitName}|${area}|${date}`;
}

/** Places that stand as somebody has accepted them: nothing from here has written them since, and the kind is the same. */
export function withoutAccepted(
  places: readonly DriftPlace[],
  accepted: readonly DriftPlace[],
): readonly DriftPlace[] {
  const known = new Map(accepted.map((each) => [cellText(each), each]));
  return places.filter((place) => !isSame(known.get(cellText(place)), place));
}

export function isSame(one: DriftPlace | undefined, other: DriftPlace): boolean {
  return one?.run === other.run && one.found === other.found;
}

function kindOf(found: FoundValue): FoundKind {
  if (found === 'absent' || found === 'contradictory') return found;
  return found === null ? 'empty' : 'value';
}
