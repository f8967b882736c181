/** What a run has read, file by file: rows, Stichtage and whether it was taken. Filled by the intake. */
import type { LandedDelivery } from '../../core/delivery.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { RawRow, Table } from '../../core/table.ts';
import type { RunDelivery } from './delivery-book.ts';

interface Read {
  rows: number;
  readonly dates: Set<ReferenceDate>;
}

export class DeliveryLog {
  readonly #open = new Map<LandedDelivery, Read>();
  readonly #closed: RunDelivery[] = [];

  get all(): readonly RunDelivery[] {
    return this.#closed;
  }

  /** The same tables, whose rows are counted as they are read. */
  async *counted(delivery: LandedDelivery, tables: AsyncIterable<Table>): AsyncGenerator<Table> {
    const read = this.#read(delivery);
    for await (const table of tables) yield { ...table, rows: countRows(table.rows, read) };
  }

  speaksFor(delivery: LandedDelivery, date: ReferenceDate): void {
    this.#read(delivery).dates.add(date);
  }

  close(
    deliveries: readonly LandedDelivery[],
    judged: Pick<RunDelivery, 'profile' | 'profileSha256' | 'dataset' | 'refused'>,
  ): void {
    for (const delivery of deliveries) {
      const { file, sha256, bytes } = delivery;
      const { rows, dates } = this.#read(delivery);
      this.#closed.push({ file, sha256, bytes, ...judged, rows, dates: [...dates].sort() });
      this.#open.delete(delivery);
    }
  }

  #read(delivery: LandedDelivery): Read {
    const known = this.#open.get(delivery);
    if (known) return known;
    const read: Read = { rows: 0, dates: new Set() };
    this.#open.set(delivery, read);
    return read;
  }
}

async function* countRows(batches: Table['rows'], read: Read): AsyncGenerator<readonly RawRow[]> {
  for await (const batch of batches) {
    read.rows += batch.length;
    yield batch;
  }
}
