/** Reads a file once and keeps what somebody may want to see of it. */
import { findingText, type Finding } from '../../core/finding.ts';
import { rawValue, type RawRow } from '../../core/table.ts';
import { SyncError } from '../../errors.ts';
import {
  FIRST_ROWS,
  MOST_BYTES,
  ROWS_BESIDE,
  weightOf,
  type LookedSheet,
  type LookQuestion,
  type NearRow,
} from './look.ts';
import type { RawSource } from './raw-layout.ts';

export type LookInto = (question: LookQuestion) => Promise<readonly LookedSheet[]>;

/**
 * `source`: reads in a process of its own. The answer throws SyncError of kind check: `look.persons`,
 * `look.unreadable`, and a finding's code where the process that reads did not come to its end.
 */
export function lookInto({ layouts }: RawSource, signal: AbortSignal): LookInto {
  return async ({ options, near, ...file }) => {
    const wanted = wantedRows(near);
    const sheets: LookedSheet[] = [];
    let ended: Finding | undefined;
    let left = MOST_BYTES;
    const context = { signal, report: (found: Finding) => void (ended ??= found) };
    const delivery = { ...file, companions: [] };
    for await (const { sheet, rows } of layouts.raw.read(delivery, options, context)) {
      const kept = new Map<number, readonly string[]>();
      const isWanted = wanted.get(sheet ?? '');
      for await (const batch of rows)
        for (const row of batch) {
          if (kept.size >= FIRST_ROWS && isWanted?.has(row.row) !== true) continue;
          const texts = copied(row);
          left -= weightOf(texts);
          if (left >= 0) kept.set(row.row, texts);
        }
      sheets.push({ name: sheet, rows: kept });
    }
    if (ended) throw broken(ended);
    return sheets;
  };
}

/** By name of the sheet; a text file has none. */
function wantedRows(near: readonly NearRow[]): ReadonlyMap<string, ReadonlySet<number>> {
  const wanted = new Map<string, Set<number>>();
  for (const { sheet = '', row } of near) {
    const rows = wanted.get(sheet) ?? new Set();
    wanted.set(sheet, rows);
    for (let each = row - ROWS_BESIDE; each <= row + ROWS_BESIDE; each += 1) rows.add(each);
  }
  return wanted;
}

/** A cell may be a piece of a text that would stay in memory with it. */
function copied({ cells }: RawRow): string[] {
  return cells.map((cell) => Buffer.from(String(rawValue(cell) ?? '')).toString());
}

function broken(found: Finding): SyncError {
  const { text, hint } = findingText(found);
  return new SyncError({ code: found.code, kind: 'check', message: text, hint });
}
