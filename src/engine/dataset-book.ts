/**
 * The datasets a run works with: what the ledger knows, overlaid by what this run has taken in. Nothing
 * reaches the ledger before the whole intake has passed its checks.
 */
import type { LevelId } from '../core/area.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { Cube } from '../statistics/cube.ts';
import type { KnownDataset } from '../statistics/indicator-series.ts';
import { cellsInForce } from './in-force.ts';
import type { Ledger } from './ledger.ts';

export class DatasetBook {
  readonly #ledger: Ledger;
  readonly #taken: DatasetVersion[] = [];
  readonly #cells = new Map<
    string,
    Promise<readonly { readonly version: string; readonly cell: StoredCell }[]>
  >();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  take(version: DatasetVersion): void {
    this.#taken.push(version);
    this.#cells.delete(version.dataset);
  }

  get taken(): readonly DatasetVersion[] {
    return this.#taken;
  }

  /** The newest cells of a dataset: for every level and date those of the last version that has them. */
  async cells(dataset: string): Promise<readonly StoredCell[]> {
    return (await this.#effective(dataset)).map((entry) => entry.cell);
  }

  async known(dataset: string): Promise<KnownDataset | undefined> {
    const entries = await this.#effective(dataset);
    if (entries.length === 0) return undefined;
    const versions = [...new Set(entries.map((entry) => entry.version))].sort();
    return { cube: new Cube(entries.map((entry) => entry.cell)), versions };
  }

  /** Stores what was taken in; a version that is there already becomes the newest again. */
  async store(run: string): Promise<void> {
    for (const version of this.#taken) {
      for (const { name, sha256, bytes } of version.lineage.files)
        await this.#ledger.recordDelivery({ file: name, sha256, bytes, source: version.dataset });
      await this.#ledger.putDataset(version, run);
    }
  }

  #effective(dataset: string) {
    let entries = this.#cells.get(dataset);
    if (!entries) {
      entries = this.#load(dataset);
      this.#cells.set(dataset, entries);
    }
    return entries;
  }

  async #load(dataset: string) {
    const owner = new Map<string, string>();
    for (const { level, date, version } of await this.#ledger.newestDatasets(dataset))
      owner.set(`${level} ${date}`, version);
    const contents = new Map<string, DatasetVersion>();
    for (const version of this.#taken.filter((taken) => taken.dataset === dataset)) {
      contents.set(version.id, version);
      for (const { role, level, date } of version.cells)
        if (role === 'value') owner.set(`${level} ${date}`, version.id);
    }
    for (const id of new Set(owner.values())) {
      const version = contents.get(id) ?? (await this.#ledger.dataset(id));
      if (version) contents.set(id, version);
    }
    const ownerOf = (level: LevelId, date: ReferenceDate) => owner.get(`${level} ${date}`);
    return [...contents.values()].flatMap((version) =>
      cellsInForce(version, ownerOf).map((stored) => ({ version: version.id, cell: stored })),
    );
  }
}
