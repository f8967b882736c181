/** What auditors read. Implemented by the room `store`. */
import type { DeletionObject, DeletionRule } from '../retention/deletion-words.ts';
import type { Part } from './reading-book.ts';

export interface DeletionLine {
  readonly seq: number;
  /** ISO instant, UTC. */
  readonly at: string;
  readonly class: string;
  readonly object: DeletionObject;
  readonly rule: DeletionRule;
  readonly count: number;
}

/** An entry as its hash was made: `sha256` of the canonical JSON of all but `hash`, with `facts` as the text it is. */
export interface ChainLine {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly event: string;
  readonly facts: string;
  readonly prev: string;
  readonly hash: string;
}

export interface TrailBook {
  /** Newest first. */
  deletionPage(part: Part): Promise<{ readonly lines: readonly DeletionLine[]; readonly total: number }>;
  /** Oldest first, those behind the entry `after`. */
  chainPart(after: number, limit: number): Promise<readonly ChainLine[]>;
  /** Enters who has read what of it. */
  noteTrailRead(subject: string, what: TrailPart): Promise<void>;
}

export type TrailPart = 'page' | 'csv' | 'export' | 'deletions' | 'check';
