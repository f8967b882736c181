/** The connectors of the generated list, by id. */
import { CONNECTORS } from '../../connectors/generated.ts';
import type { DeliverySource } from '../engine/ports.ts';

/** `as`: what a source is turned into. */
export function connectorSources(
  as: (source: DeliverySource) => DeliverySource = (source) => source,
): ReadonlyMap<string, DeliverySource> {
  return new Map(CONNECTORS.map((connector) => [connector.id, as(connector as DeliverySource)]));
}
