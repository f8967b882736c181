/** How a level's YAML makes a key of a property or of another key. Keys are text; only digits are filled up. */
import type { RawValue } from '../core/table.ts';
import type { PropertyKeyRule } from '../mapping/level.ts';

type Shape = Pick<PropertyKeyRule, 'strip' | 'padTo'>;

/** Texts as they are, whole numbers as digits; anything else is no key and no name. */
export function propertyText(value: RawValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Takes out what `strip` matches (everywhere), then fills up with zeros to `padTo` digits. */
export function shapeKey(text: string, rule: Shape): { key: string; padded: boolean } {
  const bare = rule.strip === undefined ? text : text.replace(new RegExp(rule.strip, 'gu'), '');
  const key = padKey(bare, rule.padTo);
  return { key, padded: key !== bare };
}

/** `7` becomes `007` with 3 digits; `ST7` stays what it is. */
export function padKey(text: string, digits: number | undefined): string {
  return digits !== undefined && /^\d+$/.test(text) ? text.padStart(digits, '0') : text;
}
