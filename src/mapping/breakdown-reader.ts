/** The dimension columns of a row to a breakdown. A row with a total code speaks of all codes and is a control sum. */
import type { Breakdown } from '../core/observation.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { pad } from './area-reader.ts';
import { editionOn, type CodeList } from './code-list.ts';
import { labelKey } from './column-label.ts';
import type { Dimension } from './profile.ts';

export type ReadCode =
  | { readonly code: string; readonly repadded: boolean }
  | { readonly total: true; readonly repadded: boolean }
  | { readonly wrong: 'unknown-code' | 'total-undeclared'; readonly found: string }
  | { readonly wrong: 'label-differs'; readonly found: string; readonly expected: string };

/** `parts`: texts of the dimension's columns; `label`: text of its label column, where it has one. */
export type CodeReader = (
  parts: readonly string[],
  label: string | undefined,
  date: ReferenceDate,
) => ReadCode;

/** What stands for all codes; in tables of GENESIS also as the end of a code: `LB-INS`. */
const TOTAL_WORD =
  /^(?:\(total\)|ins ?gesamt|gesamt|gesamtsumme|zusammen|summe|total|alle)$|-INS$|^[A-Z]+INSGESAMT$/iu;

export function codeReader(dimension: Dimension, list: CodeList | undefined): CodeReader {
  const totals = new Set(typeof dimension.total === 'string' ? [dimension.total] : dimension.total);
  const known = new Map<string, ReadCode>();
  const dated = (list?.editions.length ?? 0) > 1 || list?.editions[0]?.validFrom != null;

  return (parts, label, date) => {
    const memory = [...parts, label ?? '', dated ? date : ''].join('\u0000');
    let read = known.get(memory);
    if (!read) {
      read = readCode(parts, label, date);
      known.set(memory, read);
    }
    return read;
  };

  function readCode(parts: readonly string[], label: string | undefined, date: ReferenceDate): ReadCode {
    const source = parts.map((part) => pad(part, dimension.padTo)).join('.');
    const repadded = source !== parts.join('.');
    if (totals.has(source)) return { total: true, repadded };
    if (parts.includes('')) return { wrong: 'unknown-code', found: source };
    // Added to its own parts it would count everything twice.
    const total = [...parts, label ?? ''].find((text) => TOTAL_WORD.test(text));
    if (total !== undefined && !dimension.overlapping) return { wrong: 'total-undeclared', found: total };
    if (!list) return { code: source, repadded };
    const entry = editionOn(list, date)?.codes.get(source);
    if (!entry) return { wrong: 'unknown-code', found: source };
    if (label !== undefined && labelKey(label) !== labelKey(entry.label))
      return { wrong: 'label-differs', found: `${source} ${label}`, expected: entry.label };
    return { code: entry.to, repadded };
  }
}

/** One object per breakdown that occurs, so that a million rows share a few hundred of them. */
export function breakdownPool(): (
  dimensions: readonly string[],
  codes: readonly (string | undefined)[],
  own: Breakdown,
) => Breakdown {
  const pool = new Map<Breakdown, Map<string, Breakdown>>();
  return (dimensions, codes, own) => {
    let ofColumn = pool.get(own);
    if (!ofColumn) pool.set(own, (ofColumn = new Map()));
    const memory =
      codes.length === 1 ? (codes[0] ?? '\u0000') : codes.map((code) => code ?? '\u0000').join('\u0001');
    let breakdown = ofColumn.get(memory);
    if (!breakdown) {
      const given = dimensions.flatMap((name, index): [string, string][] => {
        const code = codes[index];
        return code === undefined ? [] : [[name, code]];
      });
      breakdown = { ...Object.fromEntries(given), ...own };
      ofColumn.set(memory, breakdown);
    }
    return breakdown;
  };
}
