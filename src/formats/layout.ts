/** Layout: how the bytes of a landed delivery become labelled rows, or a layer of polygons. */
import type { ZodType } from 'zod';
import type { LandedDelivery } from '../core/delivery.ts';
import type { Finding } from '../core/finding.ts';
import type { Table } from '../core/table.ts';
import type { GeoLayer } from './geo-layer.ts';

export interface LayoutContext {
  readonly signal: AbortSignal;
  /** Findings go here as they are met; reading goes on wherever only one row is concerned. */
  readonly report: (finding: Finding) => void;
}

/** What a layout makes of a file nobody has described yet: options with which `read` reads it. */
export interface LayoutProposal {
  /** As a person would write them in YAML, without `form`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** 0 to 1: several layouts may take a file for theirs, the surest one is proposed. */
  readonly certainty: number;
  /** German, one sentence: by what the file was recognised. */
  readonly because: string;
  /** Sign table of the office such files come from; left out: it has to be told from the signs that are met. */
  readonly signs?: {
    readonly base: 'din' | 'ba' | 'genesis' | 'none';
    readonly override?: Readonly<Record<string, 'unknown' | 'suppressed'>>;
  };
}

/** Undefined where the file is not of this layout. Reads no more than it needs; reports nothing. */
export type Recognise = (
  delivery: LandedDelivery,
  signal: AbortSignal,
) => Promise<LayoutProposal | undefined>;

/** `Options` is the `layout` section of a profile or level. */
export type Layout<Options> =
  | {
      readonly kind: 'tables';
      /** With these options the rows are persons: only what counts persons may read them, never a plain profile. */
      readonly holdsPersons?: (options: Options) => boolean;
      readonly options: ZodType<Options>;
      readonly read: (
        delivery: LandedDelivery,
        options: Options,
        context: LayoutContext,
      ) => AsyncIterable<Table>;
      /** Of a layout that holds persons: answers for files that look like persons, and says nothing of them. */
      readonly recognise?: Recognise;
    }
  | {
      readonly kind: 'polygons';
      readonly options: ZodType<Options>;
      readonly read: (
        delivery: LandedDelivery,
        options: Options,
        context: LayoutContext,
      ) => Promise<GeoLayer | undefined>;
      readonly recognise?: Recognise;
    };

// oxlint-disable-next-line typescript/no-explicit-any -- each layout has options of its own
export type AnyLayout = Layout<any>;
