/** The connectors of the generated list, by id. */
import { CONNECTORS } from '../../connectors/generated.ts';
import type { DeliverySource } from '../engine/ports.ts';

export function connectorSources(): ReadonlyMap<string, DeliverySource> {
  return new Map(CONNECTORS.map((connector) => [connector.id, connector as DeliverySource]));
}
