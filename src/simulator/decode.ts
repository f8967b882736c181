/**
 * Reads JSON bodies the way the real server's Jackson does: unknown members, wrong literals and unparsable
 * dates are unreadable (400); missing members are null. It does not check what a handler needs.
 */
import { parseReferenceDate, type ReferenceDate } from '../core/reference-date.ts';
import { LONGEST_STRING, REJECTS_UNKNOWN_MEMBERS, VALIDATES_REQUIRED } from './assumptions.ts';

/** `undefined` stands for an absent member. */
export type Decoder<T> = (raw: unknown) => T;
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

export class Unreadable extends Error {}

export function text(raw: unknown): string | null {
  if (raw === undefined || raw === null) return null;
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  if (typeof raw !== 'string') throw new Unreadable('a text is expected');
  if (raw.length > LONGEST_STRING) throw new Unreadable('the text is too long');
  return raw;
}

export function flag(raw: unknown): boolean | null {
  if (raw === undefined || raw === null || raw === '') return null;
  if (typeof raw === 'boolean') return raw;
  if (typeof raw === 'number' && Number.isInteger(raw)) return raw !== 0;
  if (raw === 'true' || raw === 'false') return raw === 'true';
  throw new Unreadable('true or false is expected');
}

/** Absent is false, an explicit null stays null. */
export function flagOrFalse(raw: unknown): boolean | null {
  return raw === undefined ? false : flag(raw);
}

/** A number; the texts of numbers, "NaN" and "Infinity" are read as well. */
export function decimal(raw: unknown): number | null {
  if (raw === undefined || raw === null) return null;
  if (typeof raw === 'number') return raw;
  if (typeof raw !== 'string') throw new Unreadable('a number is expected');
  const trimmed = raw.trim();
  if (trimmed === '') return null;
  const value = Number(trimmed);
  if (Number.isNaN(value) && trimmed !== 'NaN') throw new Unreadable('a number is expected');
  return value;
}

const DAY_WITH_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/;

/** `YYYY-MM-DD`; a time after it is accepted and dropped. */
export function day(raw: unknown): ReferenceDate | null {
  if (raw === undefined || raw === null || raw === '') return null;
  if (typeof raw !== 'string') throw new Unreadable('a date is expected');
  const date = parseReferenceDate(DAY_WITH_TIME.exec(raw)?.[1] ?? raw);
  if (!date) throw new Unreadable('a date is expected');
  return date;
}

export function literal<const T extends string>(...values: readonly T[]): Decoder<T | null> {
  return (raw) => {
    if (raw === undefined || raw === null) return null;
    const value = values.find((candidate) => candidate === raw);
    if (value === undefined) throw new Unreadable('unknown literal');
    return value;
  };
}

/** Absent is the empty list, an explicit null stays null. */
export function list<T>(item: Decoder<T>): Decoder<T[] | null> {
  return (raw) => {
    if (raw === undefined) return [];
    if (raw === null) return null;
    if (!Array.isArray(raw)) throw new Unreadable('a list is expected');
    return raw.map((member) => item(member));
  };
}

type Fields = Readonly<Record<string, Decoder<unknown>>>;
export type Shape<F extends Fields> = { [K in keyof F]: Decoded<F[K]> };

/** `required` is the list of the API description; it only counts if Bean Validation is on. */
export function record<F extends Fields>(
  fields: F,
  required: readonly (keyof F & string)[] = [],
): Decoder<Shape<F> | null> {
  const known = Object.entries(fields);
  return (raw) => {
    if (raw === undefined || raw === null) return null;
    if (typeof raw !== 'object' || Array.isArray(raw)) throw new Unreadable('an object is expected');
    const members = raw as Record<string, unknown>;
    for (const key in members)
      if (REJECTS_UNKNOWN_MEMBERS && !Object.hasOwn(fields, key)) throw new Unreadable('unknown member');
    if (VALIDATES_REQUIRED && required.some((key) => (members[key] ?? null) === null))
      throw new Unreadable('a required member is missing');
    const decoded: Record<string, unknown> = {};
    for (const [key, decode] of known) decoded[key] = decode(members[key]);
    return decoded as Shape<F>;
  };
}

/** Column to text or null, any column. */
export function textMap(raw: unknown): Record<string, string | null> | null {
  if (raw === undefined || raw === null) return null;
  if (typeof raw !== 'object' || Array.isArray(raw)) throw new Unreadable('an object is expected');
  return Object.fromEntries(Object.entries(raw).map(([key, member]) => [key, text(member)]));
}

/** The document itself: it must be there. */
export function body<T>(decode: Decoder<T | null>): Decoder<T> {
  return (raw) => {
    const value = raw === undefined ? null : decode(raw);
    if (value === null) throw new Unreadable('a body is expected');
    return value;
  };
}
