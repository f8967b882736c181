/** Deliveries that a person brings instead of a source: read once, from where they were laid down, and then gone. */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as z from 'zod';
import type { DeliveryOffer } from '../../core/delivery.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { DeliverySource } from '../ports.ts';

/** Kept with a run that a person has begun: who may not decide about it, and what they wanted to say. */
export interface Brought {
  /** Subject. */
  readonly by: string;
  readonly remark: string;
}

export interface HandedFile {
  /** As the person called it, without folder; for messages, and for a Stichtag in it. */
  readonly name: string;
  /** Where it lies; it is removed as soon as it is landed. */
  readonly path: string;
}

/** What one entry of a job's intake reads in the place of its source; the others go on with what the ledger holds. */
export interface Handed {
  /** Index in the job's intake. */
  readonly entry: number;
  readonly file: HandedFile;
}

export interface HandDelivery {
  readonly job: string;
  readonly handed: Handed;
  /** Stichtag for a file that does not name it. */
  readonly date?: ReferenceDate | undefined;
  readonly remark: string;
}

/** A source with exactly this file. */
export function handedSource({ name, path }: HandedFile): {
  readonly source: DeliverySource;
  readonly offer: DeliveryOffer;
} {
  const offer: DeliveryOffer = { id: name, file: name, companions: [] };
  const source: DeliverySource = {
    id: 'by-hand',
    title: 'Von Hand gebracht',
    secrets: [],
    check: () => Promise.resolve(),
    configSchema: z.unknown(),
    async *list() {
      yield offer;
    },
    open: () => readOnce(path),
  };
  return { source, offer };
}

async function* readOnce(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } finally {
    await rm(path, { force: true });
  }
}
