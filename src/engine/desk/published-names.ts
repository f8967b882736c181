/** Names of what is published, as people and KomMonitor call it. */
import { catalogueId, INNER_CHARACTERISTIC, isInner } from '../../core/circle.ts';
import type { Catalogue } from '../../mapping/catalogue.ts';
import { targetNames } from '../former-release.ts';
import type { CatalogueNames } from './published-history.ts';

export function indicatorName(id: string, catalogue: Catalogue): string {
  const known = catalogue.indicators.get(catalogueId(id))?.description;
  // Of what the catalogue does not describe any more there is the key in KomMonitor.
  const [name = id, characteristic = ''] = known ? [known.name, known.characteristic] : id.split(' | ');
  const more = [characteristic, known && isInner(id) ? INNER_CHARACTERISTIC : ''].filter(Boolean).join(' ');
  return more === '' ? name : `${name} (${more.replace(/^\((.*)\)$/, '$1')})`;
}

export function levelTitle(level: string, catalogue: Catalogue): string {
  return [...catalogue.levels.values()].find(({ id }) => id === level)?.name ?? level;
}

/** Ids of this program by the names in KomMonitor. */
export function namesOf(catalogue: Catalogue): CatalogueNames {
  const { keys, units } = targetNames({ catalogue });
  const indicators = new Map([...keys].map(([id, key]) => [key, id]));
  const levels = new Map([...units].map(([id, name]) => [name, id]));
  return {
    indicator: (name) => indicators.get(name) ?? name,
    level: (name) => levels.get(name) ?? name,
  };
}

/** For the inner circle: values that the public may not see. */
export function isForInner(id: string): boolean {
  const [, characteristic = ''] = id.split(' | ');
  return isInner(id) || characteristic.endsWith(INNER_CHARACTERISTIC);
}
