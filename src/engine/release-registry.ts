/**
 * The release registry as the engine sees it: everything that disclosure control has ever let through, in a chain that
 * is only added to. Content is sealed at rest, because the figures behind a rate are nobody else's business.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';

export interface PolicyStamp {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
}

/** Published values of one indicator on one level, a full rectangle; null: hidden or without a value. */
export interface ReleasedSeries {
  /** `former`: what a rollback shows again, by its names in the target. */
  readonly circle: string;
  readonly indicator: string;
  readonly level: LevelId;
  readonly dates: readonly ReferenceDate[];
  readonly areas: readonly AreaKey[];
  /** One row for each area, one value for each date. */
  readonly rows: readonly (readonly (number | null)[])[];
  /** Of an indicator that counts: what it means. Another formula, another text. */
  readonly definition?: string;
  /** Of a rollback: what it is in the catalogue, as far as it is there. */
  readonly of?: { readonly indicator: string; readonly level: LevelId };
}

/** The decision on one table of figures, for one circle. */
export interface ReleasedTable {
  readonly circle: string;
  /** Stable over releases. */
  readonly table: string;
  /** Hash over figures, relations and policy: equal hash, equal decision. */
  readonly hash: string;
  /** True values by figure id. */
  readonly open: Readonly<Record<string, number>>;
  /** Ids only: what a hidden figure comes to is not kept. */
  readonly hidden: readonly string[];
}

export interface ReleaseProtocol {
  readonly tables: number;
  readonly reused: number;
  readonly figures: number;
  /** Hidden by a rule of its own, and to protect others; figures of all circles. */
  readonly primary: number;
  readonly secondary: number;
  readonly cost: number;
  readonly bound: number | null;
  readonly ways: Readonly<Record<string, number>>;
  readonly programs: number;
  readonly solver: string;
  readonly durationMs: number;
}

export interface ReleaseContent {
  readonly job: string;
  readonly target: string;
  readonly policy: PolicyStamp;
  readonly series: readonly ReleasedSeries[];
  /** Those decided anew; every other one stands in an earlier release with the same hash. */
  readonly tables: readonly ReleasedTable[];
  /** Circle and table to hash, for all tables of the release: `public sgb2.elb@2024-12-31`. */
  readonly index: Readonly<Record<string, string>>;
  readonly protocol: ReleaseProtocol;
}

export interface ReleaseRecord {
  /** sha256 over the content. */
  readonly id: string;
  readonly seq: number;
  readonly run: string;
  readonly job: string;
  readonly target: string;
  readonly policy: PolicyStamp;
  /** ISO instant, UTC. */
  readonly createdAt: string;
  /** When the first write began that may have made it readable; null: it never was. */
  readonly readableSince: string | null;
  /** Place of that in the chain. */
  readonly readableSeq: number | null;
  readonly previous: string;
  /** Over this record (without `readableSince`) and the hash before. */
  readonly hash: string;
}

export interface ReleaseRegistry {
  /** The same content again is the same release and is not added twice. */
  putRelease(content: ReleaseContent, run: string): Promise<ReleaseRecord>;
  /** Before the first write: from now on anybody may have read it. Kept in the chain as well. */
  markReadable(release: string, run: string): Promise<void>;
  /** Oldest first; verifies the chain and throws SyncError `registry.broken` (kind local) where it does not hold. */
  releases(target: string): Promise<readonly ReleaseRecord[]>;
  /** Throws `registry.unknown` (kind usage) where there is none, `registry.damaged` where the seal does not open. */
  releaseContent(id: string): Promise<ReleaseContent>;
}
