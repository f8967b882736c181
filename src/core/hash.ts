/** Content addresses: sha256 over a canonical JSON text (keys sorted), so equal content has one name. */
import { createHash } from 'node:crypto';

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/**
 * JSON with object keys in code-unit order, but for those that are whole numbers: these come first, by size, as
 * everywhere in the language. Undefined members are left out.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((member) => canonicalJson(member) ?? 'null').join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON());
  const members: string[] = [];
  for (const key of inOrder(Object.keys(value))) {
    const text: string | undefined = canonicalJson((value as Record<string, unknown>)[key]);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

/** Whole numbers lead already. */
function inOrder(keys: string[]): string[] {
  const names = keys.findIndex((key) => String(Number(key) >>> 0) !== key);
  if (names <= 0) return names === 0 ? keys.sort() : keys;
  return [...keys.slice(0, names), ...keys.slice(names).sort()];
}
