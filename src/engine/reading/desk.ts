/**
 * The side that reads: answers questions about one file after the other, piece by piece and never ahead of what is
 * asked. Runs in a process of its own; knows nothing of it.
 */
import type { Finding } from '../../core/finding.ts';
import type { RawRow, Table } from '../../core/table.ts';
import { SyncError } from '../../errors.ts';
import type { GeoLayer, SourceFeature } from '../../formats/geo-layer.ts';
import type { DeliverySource } from '../ports.ts';
import type { ReadingAnswer, ReadingQuestion, ReadingStep, Told } from './messages.ts';
import { cellsOf, packRows } from './packed-rows.ts';

/** What one message holds, about: small enough to be taken in between two turns of the other side's event loop. */
const CELLS = 65_536;
const POSITIONS = 20_000;

export interface ReadingDesk {
  /** One question at a time. Never rejects. */
  answer(question: ReadingQuestion): Promise<ReadingAnswer>;
}

interface Reading {
  readonly tables?: AsyncIterator<Table>;
  table?: Table | undefined;
  pieces: AsyncIterator<Told>;
}

export function readingDesk(sources: ReadonlyMap<string, Pick<DeliverySource, 'layouts'>>): ReadingDesk {
  let findings: Finding[] = [];
  let reading: Reading | undefined;
  const { signal } = new AbortController();
  const context = { signal, report: (found: Finding) => void findings.push(found) };

  return {
    async answer(question) {
      const steps: ReadingStep[] = [];
      let cells = 0;
      do {
        const step = await next(question);
        steps.push(step);
        if (step.told.kind !== 'rows') break;
        cells += cellsOf(step.told.rows);
      } while (cells < CELLS);
      return steps;
    },
  };

  async function next(question: ReadingQuestion): Promise<ReadingStep> {
    findings = [];
    const told = await attempt(question);
    if (told.kind === 'end' || told.kind === 'failed' || told.kind === 'broken') reading = undefined;
    return { findings, told };
  }

  async function attempt(question: ReadingQuestion): Promise<Told> {
    try {
      if (question.kind === 'open') return await open(question);
      if (!reading) throw new RangeError('nothing is open');
      return question.kind === 'table' ? await nextTable(reading) : await nextOf(reading.pieces);
    } catch (error) {
      return failureOf(error);
    }
  }

  async function open({ connector, form, options, delivery }: QuestionOf<'open'>): Promise<Told> {
    const layout = sources.get(connector)?.layouts?.[form];
    if (!layout) throw new RangeError(`${connector} has no layout ${form}`);
    if (layout.kind === 'polygons') {
      const layer: GeoLayer | undefined = await layout.read(delivery, options, context);
      if (!layer) return { kind: 'end' };
      const { features, ...head } = layer;
      reading = { pieces: featurePieces(features)[Symbol.asyncIterator]() };
      return { kind: 'layer', head };
    }
    const tables: AsyncIterable<Table> = layout.read(delivery, options, context);
    reading = { tables: tables[Symbol.asyncIterator](), pieces: nothing() };
    return nextTable(reading);
  }
}

type QuestionOf<Kind> = Extract<ReadingQuestion, { kind: Kind }>;

async function nextTable(reading: Reading): Promise<Told> {
  await reading.pieces.return?.();
  const next = await reading.tables?.next();
  if (!next || next.done) return { kind: 'end' };
  const { rows: _rows, ...head } = next.value;
  reading.pieces = rowPieces(next.value);
  return { kind: 'table', head };
}

async function nextOf(pieces: AsyncIterator<Told>): Promise<Told> {
  const next = await pieces.next();
  return next.done ? { kind: 'end' } : next.value;
}

async function* rowPieces(table: Table): AsyncGenerator<Told> {
  for await (const batch of table.rows)
    for (const rows of piecesOf(batch, ({ cells }: RawRow) => cells.length, CELLS))
      yield { kind: 'rows', rows: packRows(rows) };
  yield { kind: 'rows-end', notes: table.notes };
}

async function* featurePieces(features: readonly SourceFeature[]): AsyncGenerator<Told> {
  for (const piece of piecesOf(features, positions, POSITIONS)) yield { kind: 'features', features: piece };
}

async function* nothing(): AsyncGenerator<Told> {}

/** In order, each as large as fits, one item at least. */
function* piecesOf<Item>(
  items: readonly Item[],
  weight: (item: Item) => number,
  limit: number,
): Generator<readonly Item[]> {
  let [from, sum] = [0, 0];
  for (const [index, item] of items.entries()) {
    const own = weight(item);
    if (sum + own > limit && index > from) {
      yield items.slice(from, index);
      [from, sum] = [index, 0];
    }
    sum += own;
  }
  if (from < items.length) yield from === 0 ? items : items.slice(from);
}

function positions({ geometry }: SourceFeature): number {
  if (!geometry) return 1;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce((sum, rings) => sum + rings.reduce((all, ring) => all + ring.length, 0), 1);
}

function failureOf(error: unknown): Told {
  if (error instanceof SyncError) {
    const { code, kind: errorKind, message, hint } = error;
    return { kind: 'failed', code, errorKind, message, hint };
  }
  return { kind: 'broken', thrown: error instanceof Error ? placeOf(error) : typeof error };
}

/** Class and stack, without the message that stands between them. */
function placeOf({ name, stack = '' }: Error): string {
  return [name, ...stack.split('\n').filter((line) => /^ {4}at /.test(line))].join('\n');
}
