/**
 * Dataset and level versions as lines of a sealed file: a head, then portions of the long list, so that a
 * version never has to be one single JSON text (a text has a greatest length, and it is below one county).
 */
import type { EditionArea, LevelVersion } from '../core/area.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { inChunks } from './in-chunks.ts';

type DatasetHead = Omit<DatasetVersion, 'cells'>;
interface LevelHead extends Omit<LevelVersion, 'editions'> {
  readonly validFrom: readonly ReferenceDate[];
}
interface AreaLine {
  /** Index into the head's `validFrom`. */
  readonly edition: number;
  readonly area: EditionArea;
}

export function* datasetLines(version: DatasetVersion): Generator {
  const { cells, ...head } = version;
  yield head satisfies DatasetHead;
  yield* inChunks(cells);
}

export async function datasetOf(lines: AsyncIterable<unknown>): Promise<DatasetVersion> {
  const cells: StoredCell[] = [];
  let head: DatasetHead | undefined;
  for await (const line of lines) {
    if (head) for (const cell of line as readonly StoredCell[]) cells.push(cell);
    else head = line as DatasetHead;
  }
  return { ...present(head), cells };
}

export function* levelLines(version: LevelVersion): Generator {
  const { editions, ...rest } = version;
  yield { ...rest, validFrom: editions.map((edition) => edition.validFrom) } satisfies LevelHead;
  for (const [edition, { areas }] of editions.entries())
    for (const area of areas) yield { edition, area } satisfies AreaLine;
}

export async function levelOf(lines: AsyncIterable<unknown>): Promise<LevelVersion> {
  const areas: EditionArea[][] = [];
  let head: LevelHead | undefined;
  for await (const line of lines) {
    if (head) {
      const { edition, area } = line as AreaLine;
      (areas[edition] ??= []).push(area);
    } else head = line as LevelHead;
  }
  const { validFrom, ...rest } = present(head);
  return {
    ...rest,
    editions: validFrom.map((date, index) => ({ validFrom: date, areas: areas[index] ?? [] })),
  };
}

function present<T>(head: T | undefined): T {
  if (head === undefined) throw new RangeError('a sealed version has at least a head');
  return head;
}
