/**
 * The two traps of the Accept header (contract 1.1): handlers that want to read `application/json` in it,
 * and mappings that produce the misspelt `application/octed-stream`.
 */
import { ENFORCES_PRODUCES } from './assumptions.ts';

export const JSON_TYPE = 'application/json';
/** Spelt like this in the real server. */
export const OCTET_TYPE = 'application/octed-stream';

/** Trap 1: the raw header must contain the text `application/json`; a wildcard does not count. */
export function namesJson(accept: string | null): boolean {
  return accept !== null && accept.includes(JSON_TYPE);
}

/** Trap 2: whether the header covers what the mapping produces. No header covers everything. */
export function covers(accept: string | null, produced: string): boolean {
  if (!ENFORCES_PRODUCES || accept === null || accept.trim() === '') return true;
  return accept.split(',').some((range) => matches(range.split(';')[0]?.trim() ?? '', produced));
}

function matches(range: string, produced: string): boolean {
  if (range === '*/*' || range === '*') return true;
  if (range.endsWith('/*')) return produced.startsWith(range.slice(0, -1));
  return range.toLowerCase() === produced;
}
