/** The table of a crosswalk that stands in a CSV file beside its YAML: from;to;weight, a decimal comma allowed. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { areaKey } from '../core/area.ts';
import { findingText, type Finding } from '../core/finding.ts';
import { sha256 } from '../core/hash.ts';
import { readDelimited } from '../formats/delimited.ts';
import { openText } from '../formats/encoding.ts';
import { parseNumber } from '../formats/number-text.ts';
import type { PartTable, WrittenPart } from './crosswalk.ts';
import { trimCell } from './column-label.ts';
import type { Problem } from './problem.ts';

const COLUMNS = ['from', 'to', 'weight'] as const;

export interface PartFile {
  /** Absolute. */
  readonly folder: string;
  /** Shown in messages: `mappings/crosswalks`. */
  readonly shown: string;
  readonly name: string;
}

/** Undefined, with problems, where the table cannot be read as a whole. */
export async function readParts(
  { folder, shown, name }: PartFile,
  problems: Problem[],
): Promise<(PartTable & { readonly sha256: string }) | undefined> {
  const file = `${shown}/${name}`;
  const own: Problem[] = [];
  const flag = (line: number, message: string) =>
    own.push({ file, line: Math.max(line, 1), column: 1, message });
  const report = (found: Finding) => flag(found.place.row, findingText(found).text);
  const source = { file: name, path: path.join(folder, name) };

  const bytes = await readFile(source.path).catch(() => undefined);
  if (!bytes) {
    problems.push({ file, line: 1, column: 1, message: 'Diese Datei gibt es nicht.' });
    return undefined;
  }
  const parts: WrittenPart[] = [];
  const text = await openText(source, {}, report);
  let columns: number[] | undefined;
  if (text)
    for await (const batch of readDelimited(text.chunks, { file: name, delimiter: ';' }, report))
      for (const { row, cells } of batch)
        if (columns)
          parts.push(
            ...partOf(
              row,
              columns.map((at) => trimCell(cells[at] ?? '')),
              flag,
            ),
          );
        else columns = columnsOf(cells, flag);
  if (text && own.length === 0 && parts.length === 0) flag(1, 'Die Tabelle enthält keine Zeile.');
  problems.push(...own);
  return own.length > 0 ? undefined : { file: name, parts, sha256: sha256(bytes) };
}

type Flag = (line: number, message: string) => void;

function columnsOf(cells: readonly string[], flag: Flag): number[] {
  const labels = cells.map(trimCell);
  const columns = COLUMNS.map((name) => labels.indexOf(name));
  if (columns.includes(-1) || labels.length !== COLUMNS.length)
    flag(1, `Die erste Zeile nennt die Spalten ${COLUMNS.join(';')} und keine weiteren.`);
  return columns;
}

function partOf(row: number, [from = '', to = '', text = '']: readonly string[], flag: Flag): WrittenPart[] {
  if (from === '' || to === '') flag(row, 'Ein Gebietsschlüssel ist nicht leer.');
  const decimal = text.includes(',') ? 'comma' : 'point';
  const weight = parseNumber(text, { decimal, thousands: 'none' });
  if (typeof weight !== 'number' || weight < 0 || weight > 1) {
    flag(row, `„${text}“ ist kein Anteil zwischen 0 und 1.`);
    return [];
  }
  return [{ row, from: areaKey(from), to: areaKey(to), weight }];
}
