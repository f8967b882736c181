/**
 * The small words all YAML languages share: ids, texts, days, patterns, keys. No meaning of a whole file.
 * Setting zod's language here makes every message of every schema German.
 */
import * as z from 'zod';
import { areaKey, levelId } from '../core/area.ts';
import { parseReferenceDate, referenceDate } from '../core/reference-date.ts';

z.config(z.locales.de());

/** KomMonitor's database columns for names, units, notes and tags end at 255 characters. */
export const MAX_SHORT_TEXT = 255;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const UNSAFE = /[<\u0000-\u001f\u007f]/;
// oxlint-disable-next-line no-control-regex -- as above, line breaks and tabs allowed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export const id = z.string().regex(ID, {
  error: 'Eine Kennung besteht aus Kleinbuchstaben a-z, Ziffern und einzelnen Bindestrichen.',
});

export const level = id.transform(levelId);

/** Key of an area: text as the statistics write it, with its leading zeros. */
export const key = z
  .string()
  .min(1, { error: 'Ein Gebietsschlüssel ist nicht leer.' })
  .regex(/^\S+$/, { error: 'Ein Gebietsschlüssel enthält keine Leerzeichen.' })
  .transform(areaKey);

/** One line shown in KomMonitor: it builds HTML of some names, so `<` has no place in them. */
export const line = z
  .string()
  .max(MAX_SHORT_TEXT, { error: `Höchstens ${MAX_SHORT_TEXT} Zeichen: KomMonitor speichert nicht mehr.` })
  .refine((text) => !UNSAFE.test(text), {
    error: 'Das Zeichen „<“, Zeilenumbrüche und Steuerzeichen sind hier nicht erlaubt.',
  });

export const title = line.refine((text) => text.trim() !== '', {
  error: 'Dieser Text darf nicht leer sein.',
});

/** Free text of any length. */
export const text = z
  .string()
  .refine((value) => !CONTROL.test(value), { error: 'Steuerzeichen sind hier nicht erlaubt.' });

export const day = z
  .string()
  .refine((value) => parseReferenceDate(value) !== undefined, {
    error: 'Kein Kalendertag. Ein Tag wird JJJJ-MM-TT geschrieben, zum Beispiel 2024-12-31.',
  })
  .transform(referenceDate);

/** `12-31`: month and day for sources that name only the year. 29 February does not exist every year. */
export const dayOfYear = z.string().refine((value) => parseReferenceDate(`2023-${value}`) !== undefined, {
  error: 'Kein Tag im Jahr. Monat und Tag werden MM-TT geschrieben, zum Beispiel 12-31.',
});

/** A regular expression, checked when the file is loaded. */
export const pattern = z.string().refine((value) => compiles(value), {
  error: 'Kein gültiger regulärer Ausdruck.',
});

/** A regular expression whose first group holds what is looked for. */
export const patternWithGroup = pattern.refine((value) => !compiles(value) || groupsIn(value) > 0, {
  error: 'Der reguläre Ausdruck braucht eine Klammer (…) um die gesuchte Stelle.',
});

/** Header label of a column, levels joined by ` / `, or its position counted from 1. */
export const columnName = z.union([z.string().min(1), z.int().min(1)]);
export type ColumnName = z.infer<typeof columnName>;

/** A section that belongs to a connector: its own schema checks it, later. */
export const opaque = z.record(z.string(), z.unknown());

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** An alternative that matches the empty text makes every expression answer with all its groups. */
function groupsIn(source: string): number {
  return (new RegExp(`(?:${source})|`, 'u').exec('')?.length ?? 1) - 1;
}
