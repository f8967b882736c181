/** Connectors of all kinds side by side: each has a configuration of its own, checked by its own schema. */
import type { Connector } from './connector.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- see above; the schema gives the value its type
export type AnyConnector = Connector<any>;
