/**
 * An indicator whose values the inner circle may see further than the public is published twice. The one for the inner
 * circle has an id and a name of its own, so that it can never be taken for the public one.
 */
const INNER = ':intern';
/** What the name of the inner circle's indicator ends in, in KomMonitor. */
export const INNER_CHARACTERISTIC = '(intern)';

export function innerId(indicator: string): string {
  return `${indicator}${INNER}`;
}

export function isInner(id: string): boolean {
  return id.endsWith(INNER);
}

/** Id of the indicator in the catalogue. */
export function catalogueId(id: string): string {
  return isInner(id) ? id.slice(0, -INNER.length) : id;
}
