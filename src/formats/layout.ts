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

/** `Options` is the `layout` section of a profile or level. */
export type Layout<Options> =
  | {
      readonly kind: 'tables';
      /** The rows are persons: only what counts persons may read them, never a plain profile. */
      readonly holds?: 'persons';
      readonly options: ZodType<Options>;
      readonly read: (
        delivery: LandedDelivery,
        options: Options,
        context: LayoutContext,
      ) => AsyncIterable<Table>;
    }
  | {
      readonly kind: 'polygons';
      readonly options: ZodType<Options>;
      readonly read: (
        delivery: LandedDelivery,
        options: Options,
        context: LayoutContext,
      ) => Promise<GeoLayer | undefined>;
    };

// oxlint-disable-next-line typescript/no-explicit-any -- each layout has options of its own
export type AnyLayout = Layout<any>;
