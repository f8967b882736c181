import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countOf, rateOf, term } from '../../tests/support/formulas.ts';
import { AFTER, BEFORE, storedCell } from '../../tests/support/small-county.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { areaKey, levelId } from '../core/area.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import { contentHash } from '../core/hash.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { Formula } from '../mapping/formula.ts';
import { explain } from './explain.ts';
import type { EnginePorts } from './ports.ts';

const COUNT = countOf(term('d'));
let temporary: TemporaryLedger;
let run: string;
beforeEach(async () => {
  temporary = await temporaryLedger();
  run = (await temporary.ledger.startRun({ job: 'j', kind: 'sync' })).id;
});
afterEach(() => temporary.remove());

async function stored(file: string, ...cells: StoredCell[]): Promise<string> {
  const lineage = {
    files: [{ name: file, sha256: contentHash(file), bytes: 1 }],
    profile: { id: 'p', sha256: '' },
    levels: {},
    program: '',
  };
  const version: DatasetVersion = { id: contentHash({ file, cells }), dataset: 'd', cells, lineage };
  await temporary.ledger.putDataset(version, run);
  return version.id;
}
async function published(inputs: readonly string[], date = BEFORE): Promise<void> {
  const where = { indicator: 'bev', level: levelId('quartier'), area: areaKey('0101'), date };
  await temporary.ledger.putFacts([{ run, target: 't', ...where, value: 1, state: 'ok', inputs }]);
}
function ports(formula: Formula = COUNT): EnginePorts {
  const catalogue = {
    indicators: new Map([
      ['bev', { formula, description: { name: 'Bevölkerung' } }],
      ['basis', { formula: COUNT, description: { name: 'Basis' } }],
    ]),
    levels: new Map(),
  };
  return { catalogue, ledger: temporary.ledger } as unknown as EnginePorts;
}
async function files(date = BEFORE, formula: Formula = COUNT): Promise<string[]> {
  const { sources } = await explain({ indicator: 'bev', area: '0101', date }, ports(formula));
  return sources.map((source) => `${source.file} ${source.firstRow}-${source.lastRow}`).sort();
}
const rows = (first: number, last: number, rest = {}) =>
  storedCell('0101', 1, { source: { file: 0, rows: [first, last] }, ...rest });

describe('the explanation of a number', () => {
  it('names files and rows of the area and day, and nothing else', async () => {
    const id = await stored(
      'a.csv',
      rows(4, 4, { breakdown: { alter: 'u18' } }),
      rows(9, 9, { breakdown: { alter: '18plus' } }),
      rows(0, 0, { breakdown: { alter: 'x' } }),
      rows(50, 50, { date: AFTER }),
      rows(60, 60, { measure: 'haushalte' }),
      storedCell('0102', 1, { source: { file: 0, rows: [70, 70] } }),
    );
    await published([id]);

    expect(await files()).toEqual(['a.csv 4-9']);
  });

  it('names every day and every term a rate reads', async () => {
    const lastYear = { date: referenceDate('2022-12-31') };
    const id = await stored(
      'a.csv',
      rows(4, 4),
      rows(5, 5, { measure: 'zuzuege' }),
      rows(6, 6, { measure: 'fortzuege' }),
      rows(7, 7, lastYear),
      rows(8, 8, { ...lastYear, measure: 'zuzuege' }),
      rows(9, 9, { date: referenceDate('2021-12-31') }),
    );
    await published([id]);
    const balance = rateOf({
      numerator: [term('d', { measure: 'zuzuege' }), term('d', { measure: 'fortzuege', times: -1 })],
      denominatorDate: 'mean',
    });

    expect(await files(BEFORE, balance)).toEqual(['a.csv 4-6', 'a.csv 7-7']);
    expect(await files(BEFORE, { ...balance, pooledYears: 2 })).toEqual([
      'a.csv 4-6',
      'a.csv 7-8',
      'a.csv 9-9',
    ]);
  });

  it('follows an index to what its parts were counted from', async () => {
    await published([await stored('a.csv', rows(4, 4), rows(7, 7, { date: referenceDate('2020-12-31') }))]);
    const parts = [{ indicator: 'basis', weight: 1 }];

    expect(await files(BEFORE, { kind: 'zscore', of: 'basis' })).toEqual(['a.csv 4-4']);
    expect(await files(BEFORE, { kind: 'index', parts, changeYears: 3 })).toEqual(['a.csv 4-4', 'a.csv 7-7']);
  });

  it('does not name a file whose figures were replaced before the number was published', async () => {
    const old = await stored('alt.csv', rows(4, 4), rows(5, 5, { date: AFTER }));
    const corrected = await stored('neu.csv', rows(7, 7, { date: AFTER }));
    await published([old, corrected]);
    await published([old, corrected], AFTER);

    expect(await files(AFTER)).toEqual(['neu.csv 7-7']);
    expect(await files(BEFORE)).toEqual(['alt.csv 4-4']);
  });

  it('does not change when the figures are replaced later', async () => {
    const old = await stored('alt.csv', rows(4, 4));
    await published([old]);

    await stored('neu.csv', rows(7, 7));

    expect(await files()).toEqual(['alt.csv 4-4']);
  });

  it('does not take the same key on another level or in another target for an earlier value', async () => {
    const fact = {
      run,
      indicator: 'bev',
      area: areaKey('0101'),
      date: BEFORE,
      state: 'ok',
      inputs: [],
    } as const;
    await temporary.ledger.putFacts([
      { ...fact, target: 't', level: levelId('gemeinde'), value: 900 },
      { ...fact, target: 'other', level: levelId('quartier'), value: 7 },
    ]);
    await published([]);
    const ports = {
      catalogue: { indicators: new Map(), levels: new Map() },
      ledger: temporary.ledger,
    } as unknown as EnginePorts;

    const { facts } = await explain({ indicator: 'bev', area: '0101', date: BEFORE }, ports);

    expect(facts.map(({ level, target, value }) => [level, target, value])).toEqual([['quartier', 't', 1]]);
  });

  it('names the files by which addresses came to areas', async () => {
    const assignment = [{ name: 'strassen.csv', sha256: contentHash('s') }];
    const lineage = {
      files: [{ name: 'register.csv', sha256: contentHash('r'), bytes: 1 }],
      profile: { id: 'p', sha256: '' },
      levels: {},
      assignment,
      program: '',
    };
    const version = { id: contentHash('v'), dataset: 'd', cells: [rows(2, 90)], lineage };
    await temporary.ledger.putDataset(version, run);
    await published([version.id]);

    const { sources } = await explain({ indicator: 'bev', area: '0101', date: BEFORE }, ports());

    expect(sources).toMatchObject([{ file: 'register.csv', assignment }]);
  });

  it('says where the run that published it was taken back', async () => {
    await published([await stored('a.csv', rows(4, 4))]);
    const ports = {
      catalogue: { indicators: new Map(), levels: new Map() },
      ledger: temporary.ledger,
    } as unknown as EnginePorts;
    const question = { indicator: 'bev', area: '0101', date: BEFORE };

    expect(await explain(question, ports)).toMatchObject({ takenBack: false });
    const back = await temporary.ledger.startRun({ job: 'j', kind: 'rollback', rollsBack: run });
    await temporary.ledger.updateRun(back.id, { state: 'published', finished: true });
    expect(await explain(question, ports)).toMatchObject({ takenBack: true });
  });

  it('is refused where nothing was published', async () => {
    await expect(files()).rejects.toMatchObject({ code: 'explain.nothing-published', exitCode: 64 });
  });
});
