/**
 * What is said between a run and the process that reads a file for it. One question, one answer: some steps through the
 * file, each with what was found on the way and what was then read.
 */
import type { LandedDelivery } from '../../core/delivery.ts';
import type { Finding } from '../../core/finding.ts';
import type { Table } from '../../core/table.ts';
import type { ErrorKind } from '../../errors.ts';
import type { GeoLayer, SourceFeature } from '../../formats/geo-layer.ts';
import type { PackedRows } from './packed-rows.ts';

export type ReadingQuestion =
  | {
      readonly kind: 'open';
      readonly connector: string;
      readonly form: string;
      /** Of the layout, checked. */
      readonly options: unknown;
      readonly delivery: LandedDelivery;
    }
  /** The next rows of the table, or the next features of the layer; as many steps as are worth a message. */
  | { readonly kind: 'piece' }
  /** The next table; what is left of the rows of the one before is not read. */
  | { readonly kind: 'table' };

export type ReadingAnswer = readonly ReadingStep[];

export interface ReadingStep {
  readonly findings: readonly Finding[];
  readonly told: Told;
}

export type Told =
  | { readonly kind: 'table'; readonly head: Omit<Table, 'rows'> }
  | { readonly kind: 'rows'; readonly rows: PackedRows }
  | { readonly kind: 'rows-end'; readonly notes: readonly string[] }
  | { readonly kind: 'layer'; readonly head: Omit<GeoLayer, 'features'> }
  | { readonly kind: 'features'; readonly features: readonly SourceFeature[] }
  /** There is nothing more in the file. */
  | { readonly kind: 'end' }
  /** A SyncError, part by part. */
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly errorKind: ErrorKind;
      readonly message: string;
      readonly hint: string;
    }
  /** Any other error: its class and where it was thrown. Its message may hold what stands in the file, and stays there. */
  | { readonly kind: 'broken'; readonly thrown: string };
