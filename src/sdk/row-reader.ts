/** Rows one by one from batches, with a look ahead: for reading titles and headers before a streamed body. */
import type { RawRow } from '../core/table.ts';

export class RowReader {
  readonly #batches: AsyncIterator<readonly RawRow[]>;
  #batch: readonly RawRow[] = [];
  #at = 0;
  #closed = false;

  constructor(batches: AsyncIterable<readonly RawRow[]>) {
    this.#batches = batches[Symbol.asyncIterator]();
  }

  /** The next row without taking it; undefined at the end. */
  async peek(ahead = 0): Promise<RawRow | undefined> {
    if (this.#closed) throw new RangeError('the rows of a table are read before the next table is asked for');
    while (this.#at + ahead >= this.#batch.length) if (!(await this.#fetch())) return undefined;
    return this.#batch[this.#at + ahead];
  }

  async take(): Promise<RawRow | undefined> {
    const row = await this.peek();
    if (row) this.#at += 1;
    return row;
  }

  /** Everything not yet taken, in batches. Throws where the reader was closed before it was read to its end. */
  async *rest(): AsyncGenerator<readonly RawRow[]> {
    while (await this.peek()) {
      const batch = this.#batch.slice(this.#at);
      this.#at = this.#batch.length;
      yield batch;
    }
  }

  /** Lets go of the file. Rows that nobody read are then lost for good, and asking for them is an error. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#batches.return?.();
  }

  async #fetch(): Promise<boolean> {
    const next = await this.#batches.next();
    if (next.done === true) return false;
    this.#batch = [...this.#batch.slice(this.#at), ...next.value];
    this.#at = 0;
    return true;
  }
}
