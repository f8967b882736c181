import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AFTER, storedCell } from '../../tests/support/small-county.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import { contentHash } from '../core/hash.ts';
import { DatasetBook } from './dataset-book.ts';

let temporary: TemporaryLedger;
let run: string;
beforeEach(async () => {
  temporary = await temporaryLedger();
  run = (await temporary.ledger.startRun({ job: 'j', kind: 'sync' })).id;
});
afterEach(() => temporary.remove());

function version(file: string, cells: readonly StoredCell[], dataset = 'd'): DatasetVersion {
  const lineage = {
    files: [{ name: file, sha256: contentHash(file), bytes: 1 }],
    profile: { id: 'p', sha256: '' },
    levels: {},
    program: '',
  };
  return { id: contentHash({ file, cells, dataset }), dataset, cells, lineage };
}
const quarter = (value: number, rest = {}) => storedCell('0101', value, rest);
const kreis = (value: number, rest = {}) => storedCell('K', value, { level: 'kreis', ...rest });
const residual = (value: number) => kreis(value, { role: 'residual' });
/** Level, date, role and value of what holds. */
async function holding(book: DatasetBook, dataset = 'd'): Promise<string[]> {
  const cells = await book.cells(dataset);
  return cells
    .map(({ level, date, role, cell }) => `${level} ${date.slice(0, 4)} ${role} ${cell.value}`)
    .sort();
}
/** A book of a later run, after these versions were stored one after the other. */
async function stored(...versions: DatasetVersion[]): Promise<DatasetBook> {
  for (const one of versions) await temporary.ledger.putDataset(one, run);
  return new DatasetBook(temporary.ledger);
}

describe('a dataset', () => {
  it('holds for every level and date the figures of the last version that has them', async () => {
    const both = version('alt.csv', [quarter(1), quarter(2, { date: AFTER }), kreis(10)]);
    const later = version('neu.csv', [quarter(3, { date: AFTER })]);

    const book = await stored(both, later);

    expect(await holding(book)).toEqual([
      'kreis 2023 value 10',
      'quartier 2023 value 1',
      'quartier 2024 value 3',
    ]);
    expect((await book.known('d'))?.versions).toEqual([both.id, later.id].sort());
  });

  it('names no version of which nothing holds any more', async () => {
    const old = version('alt.csv', [quarter(1)]);
    const corrected = version('neu.csv', [quarter(2)]);

    expect((await (await stored(old, corrected)).known('d'))?.versions).toEqual([corrected.id]);
  });

  it('is not known before anything was delivered', async () => {
    const book = await stored(version('a.csv', [quarter(1)], 'other'));

    expect(await book.known('d')).toBeUndefined();
    expect(await book.cells('d')).toEqual([]);
  });

  it('shows what this run has taken in before it is stored', async () => {
    const book = await stored(version('alt.csv', [quarter(1), kreis(10)]));
    expect(await holding(book)).toEqual(['kreis 2023 value 10', 'quartier 2023 value 1']);

    book.take(version('neu.csv', [quarter(2)]));

    expect(await holding(book)).toEqual(['kreis 2023 value 10', 'quartier 2023 value 2']);
    expect(await temporary.ledger.newestDatasets('d')).toHaveLength(2);
  });

  it('is the same for the next run, once stored', async () => {
    const book = await stored(version('alt.csv', [quarter(1), kreis(10)]));
    book.take(version('a.csv', [quarter(2), quarter(5, { date: AFTER })]));
    book.take(version('b.csv', [quarter(3), residual(7)]));

    await book.store(run);

    expect(await holding(new DatasetBook(temporary.ledger))).toEqual(await holding(book));
  });

  it('goes back to an older version that is delivered again', async () => {
    const old = version('alt.csv', [quarter(1)]);
    const book = await stored(old, version('neu.csv', [quarter(2)]));

    book.take(old);
    await book.store(run);

    expect(await holding(new DatasetBook(temporary.ledger))).toEqual(['quartier 2023 value 1']);
  });
});

describe('a residual', () => {
  it('does not displace the figures another delivery has for its level', async () => {
    const official = version('kreis.csv', [kreis(100)]);
    const quarters = version('quartiere.csv', [quarter(97), residual(2)]);

    for (const order of [
      [official, quarters],
      [quarters, official],
    ])
      expect(await holding(await stored(...order))).toEqual([
        'kreis 2023 residual 2',
        'kreis 2023 value 100',
        'quartier 2023 value 97',
      ]);
  });

  it('goes when the figures it is the rest of are replaced', async () => {
    const first = version('alt.csv', [quarter(90), residual(9)]);
    const corrected = version('neu.csv', [quarter(99)]);

    expect(await holding(await stored(first, corrected))).toEqual(['quartier 2023 value 99']);

    const book = await stored(first);
    book.take(corrected);
    expect(await holding(book)).toEqual(['quartier 2023 value 99']);
  });

  it('stays on the dates that were not replaced', async () => {
    const first = version('alt.csv', [
      quarter(90),
      residual(9),
      quarter(80, { date: AFTER }),
      { ...residual(8), date: AFTER },
    ]);
    const corrected = version('neu.csv', [quarter(99, { date: AFTER })]);

    expect(await holding(await stored(first, corrected))).toEqual([
      'kreis 2023 residual 9',
      'quartier 2023 value 90',
      'quartier 2024 value 99',
    ]);
  });
});
