/**
 * Files are read in processes of their own, one for each file that is being read at the same time: a file that eats
 * memory, never ends or brings the reader down costs a delivery and not the service, and its event loop stays free.
 * A process that has read a file reads the next one.
 */
import type { LandedDelivery } from '../../core/delivery.ts';
import type { Table } from '../../core/table.ts';
import type { GeoLayer, SourceFeature } from '../../formats/geo-layer.ts';
import type { AnyLayout, LayoutContext } from '../../formats/layout.ts';
import type { DeliverySource } from '../ports.ts';
import type { WorkerProcess } from '../threads.ts';
import { Conversation } from './conversation.ts';
import type { ReadingQuestion } from './messages.ts';
import { unpackRows } from './packed-rows.ts';
import type { ReadingLimits } from './reading-end.ts';

export interface ReadersOptions {
  readonly start: () => WorkerProcess;
  readonly limits: ReadingLimits;
  /** Deliveries of fewer bytes are read in this process; none if left out. */
  readonly smallBytes?: number;
}

/** The same source, whose layouts read elsewhere: same tables, layers, findings and errors. */
export type ReadApart = <Source extends Pick<DeliverySource, 'id' | 'layouts'>>(source: Source) => Source;

/** Then the process ends: memory for files that may never come, and what it has read is still in it. */
const IDLE_MILLISECONDS = 10_000;
/** A process larger than this part of its limit is not used again: the limit is that of one file. */
const REUSED_BELOW = 0.3;

type Opening = Extract<ReadingQuestion, { kind: 'open' }>;

export function openReaders({ start, limits, smallBytes = 0 }: ReadersOptions): ReadApart {
  /** With the timer that ends each. */
  const idle = new Map<WorkerProcess, NodeJS.Timeout>();

  return (source) => {
    const layouts = Object.entries(source.layouts ?? {}).map(
      ([form, layout]) => [form, layoutApart(layout, { connector: source.id, form })] as const,
    );
    return { ...source, layouts: Object.fromEntries(layouts) };
  };

  function isSmall({ bytes, companions }: LandedDelivery): boolean {
    return companions.reduce((sum, companion) => sum + companion.bytes, bytes) < smallBytes;
  }

  function layoutApart(layout: AnyLayout, named: Pick<Opening, 'connector' | 'form'>): AnyLayout {
    const opening = (delivery: LandedDelivery, options: unknown): Opening => ({
      kind: 'open',
      ...named,
      delivery,
      options,
    });
    return layout.kind === 'tables'
      ? {
          ...layout,
          read: (delivery, options, context) =>
            isSmall(delivery)
              ? layout.read(delivery, options, context)
              : tablesApart(opening(delivery, options), context),
        }
      : {
          ...layout,
          read: (delivery, options, context) =>
            isSmall(delivery)
              ? layout.read(delivery, options, context)
              : layerApart(opening(delivery, options), context),
        };
  }

  async function* tablesApart(opening: Opening, context: LayoutContext): AsyncGenerator<Table> {
    const { talk, leave } = begin(opening, context);
    let isDone = false;
    try {
      let told = await talk.tell(opening);
      while (told.kind === 'table') {
        const notes = [...told.head.notes];
        yield { ...told.head, notes, rows: rowsApart(talk, notes) };
        told = await talk.tell({ kind: 'table' });
      }
      isDone = !talk.isOver;
    } finally {
      await leave(isDone);
    }
  }

  async function layerApart(opening: Opening, context: LayoutContext): Promise<GeoLayer | undefined> {
    const { talk, leave } = begin(opening, context);
    let isDone = false;
    try {
      const first = await talk.tell(opening);
      const features: SourceFeature[] = [];
      if (first.kind === 'layer')
        for (;;) {
          const told = await talk.tell({ kind: 'piece' });
          if (told.kind !== 'features') break;
          for (const feature of told.features) features.push(feature);
        }
      isDone = !talk.isOver;
      return first.kind === 'layer' && isDone ? { ...first.head, features } : undefined;
    } finally {
      await leave(isDone);
    }
  }

  function begin({ delivery: { file } }: Opening, context: LayoutContext) {
    context.signal.throwIfAborted();
    const reader = take();
    const talk = new Conversation(reader, { file, context, limits });
    return {
      talk,
      /** A process that did not come to the end of its file is of no use any more. */
      leave: async (isDone: boolean): Promise<void> => {
        talk.close();
        await (isDone ? giveBack(reader) : reader.stop());
      },
    };
  }

  function take(): WorkerProcess {
    const [reader] = idle.keys();
    if (reader) {
      rouse(reader);
      return reader;
    }
    const fresh = start();
    void fresh.over.then(() => rouse(fresh));
    return fresh;
  }

  async function giveBack(reader: WorkerProcess): Promise<void> {
    if (reader.residentMb() > limits.memoryMb * REUSED_BELOW) return reader.stop();
    const rest = setTimeout(() => {
      rouse(reader);
      void reader.stop();
    }, IDLE_MILLISECONDS);
    rest.unref();
    idle.set(reader, rest);
  }

  function rouse(reader: WorkerProcess): void {
    clearTimeout(idle.get(reader));
    idle.delete(reader);
  }
}

/** One answer is fetched while the one before it is worked on. */
async function* rowsApart(talk: Conversation, notes: string[]): Table['rows'] & AsyncGenerator {
  let ahead = talk.ask({ kind: 'piece' });
  for (;;) {
    const steps = await talk.hear(ahead);
    if (steps.at(-1)?.told.kind === 'rows') ahead = talk.ask({ kind: 'piece' });
    for (const step of steps) {
      const told = talk.take(step);
      if (told.kind === 'rows-end') notes.splice(0, notes.length, ...told.notes);
      if (told.kind !== 'rows') return;
      yield unpackRows(told.rows);
    }
  }
}
