/** Contract letters (e) upsert, (f) float32, (g) link access, (l) shared dates, (o) empty feature sets. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createIndicator,
  createUnit,
  featuresBody,
  featuresOf,
  readIndicator,
  readRows,
  valuesBody,
} from './payloads.ts';
import { openContract, UNKNOWN_ID, type Contract, type Reply } from './support.ts';

const D23 = '2023-12-31';
const D24 = '2024-12-31';
const D25 = '2025-12-31';

export function valuesContract(): void {
  let contract: Contract;
  let unit: string;
  let indicator: string;
  let number = 0;

  beforeAll(async () => {
    contract = await openContract();
    unit = await createUnit(contract, 'values');
  });
  beforeEach(async () => {
    indicator = await createIndicator(contract, `values ${(number += 1)}`);
  });
  afterAll(() => contract?.close());

  type Rows = Parameters<typeof valuesBody>[2];

  function put(rows: Rows, changes: object = {}, unitName = 'values'): Promise<Reply> {
    const body = { ...valuesBody(contract, unitName, rows), ...changes };
    return contract.request('PUT', `/indicators/${indicator}`, { body });
  }

  /** `ID d23 d24 d25` of every visible row, sorted. */
  async function visible(): Promise<string[]> {
    const rows = await readRows(contract, indicator, unit);
    const number = (text: string | null | undefined) => (text == null ? '-' : Number(text));
    return rows
      .map((row) => `${row['ID']} ${[D23, D24, D25].map((d) => number(row[`DATE_${d}`])).join(' ')}`)
      .sort();
  }

  describe('(e) the upsert', () => {
    it('pads a first upload and shows all its dates', async () => {
      const reply = await put([
        ['Q01', { [D24]: 1 }],
        ['Q02', { [D23]: 2 }],
      ]);

      expect(reply.status).toBe(200);
      expect(await visible()).toEqual(['Q01 - 1 -', 'Q02 2 - -']);
      expect((await readIndicator(contract, indicator)).applicableDates).toEqual([D23, D24]);
    });

    it('merges later uploads: null overwrites, what is not told stays', async () => {
      await put([
        ['Q01', { [D23]: 1, [D24]: 2 }],
        ['Q02', { [D23]: 3, [D24]: 4 }],
      ]);

      await put([['Q01', { [D24]: null }]]);

      expect(await visible()).toEqual(['Q01 1 - -', 'Q02 3 4 -']);
    });

    it('extends the date list from the first entry only', async () => {
      await put([['Q01', { [D23]: 1 }]]);

      await put([
        ['Q01', { [D24]: 2 }],
        ['Q02', { [D25]: 3 }],
      ]);

      expect(await visible()).toEqual(['Q01 1 2 -', 'Q02 - - 3']);
      expect((await readIndicator(contract, indicator)).applicableDates).toEqual([D23, D24]);
    });

    it('lets the first of repeated keys win on the first upload, the last where the row exists', async () => {
      await put([
        ['Q01', { [D23]: 1 }],
        ['Q01', { [D23]: 2 }],
      ]);
      const first = await visible();
      await put([
        ['Q01', { [D23]: 3 }],
        ['Q01', { [D23]: 4 }],
      ]);

      expect([first, await visible()]).toEqual([['Q01 1 - -'], ['Q01 4 - -']]);
    });

    it('inserts a repeated new key twice, for good, until the feature is deleted', async () => {
      await put([['Q01', { [D23]: 1 }]]);
      await put([
        ['Q02', { [D23]: 5 }],
        ['Q02', { [D23]: 6 }],
      ]);
      const twice = await visible();
      const removed = await contract.request('DELETE', `/indicators/${indicator}/${unit}/singleFeature/Q02`);

      expect(twice).toEqual(['Q01 1 - -', 'Q02 5 - -', 'Q02 6 - -']);
      expect([removed.status, await visible()]).toEqual([200, ['Q01 1 - -']]);
    });

    it('stores an unknown key and hides it until the area exists; an area without a row is not shown', async () => {
      await put([
        ['Q01', { [D23]: 1 }],
        ['Q77', { [D23]: 7 }],
      ]);
      const before = await visible();
      const area = { id: 'Q77', at: 7.2, start: '2020-01-01' };
      await contract.request('PUT', `/spatial-units/${unit}`, { body: featuresBody([area], '2020-01-01') });

      expect([before, await visible()]).toEqual([['Q01 1 - -'], ['Q01 1 - -', 'Q77 7 - -']]);
    });

    it('refuses an empty list once the link exists and takes it before', async () => {
      const first = await put([]);
      const later = await put([]);

      expect([first.status, later.status]).toEqual([200, 500]);
      expect(await visible()).toEqual([]);
    });

    it('fails for an unknown unit name and for the text NaN', async () => {
      const unknown = await put([['Q01', { [D23]: 1 }]], {}, 'nirgends');
      const nan = await put([['Q01', { [D23]: 'NaN' }]]);

      expect([unknown.status, nan.status]).toEqual([500, 500]);
      expect((await readIndicator(contract, indicator)).applicableSpatialUnits).toEqual([]);
    });

    it('joins every version of an area; GeoJSON shows one of them, the flat answer all', async () => {
      const level = await createUnit(contract, `versions ${number}`, [{ id: 'V', at: 7.3 }]);
      const changed = featuresBody([{ id: 'V', at: 7.4 }], '2025-01-01');
      await contract.request('PUT', `/spatial-units/${level}`, { body: changed });
      await put([['V', { [D23]: 9 }]], {}, `versions ${number}`);

      const geo = await contract.request('GET', `/indicators/${indicator}/${level}`);
      const flat = await readRows(contract, indicator, level);
      const onDay = await contract.request(
        'GET',
        `/indicators/${indicator}/${level}/2024/12/31/without-geometry`,
      );
      const exclusive = await contract.request('GET', `/indicators/${indicator}/${level}/2024/12/31`);

      expect(featuresOf(geo)).toHaveLength(1);
      expect(flat.map((row) => row['validEndDate'])).toEqual(['2024-12-31', null]);
      expect(onDay.json()).toHaveLength(1);
      expect(exclusive.status).toBe(500);
    });
  });

  describe('(f) float32', () => {
    it('rounds what is stored, prints texts in the flat answer and leaves nulls out of GeoJSON', async () => {
      await put([
        ['Q01', { [D23]: 123456789, [D24]: 0.1 }],
        ['Q02', { [D23]: 16777217, [D24]: null }],
      ]);

      const [first, second] = await readRows(contract, indicator, unit);
      const features = featuresOf(await contract.request('GET', `/indicators/${indicator}/${unit}`));
      const [harbour, old] = features.map((feature) => feature.properties);

      expect(Math.fround(Number(first?.[`DATE_${D23}`]))).toBe(123456792);
      expect(Number(first?.[`DATE_${D23}`])).not.toBe(123456789);
      expect(Number(second?.[`DATE_${D23}`])).toBe(16777216);
      expect([typeof first?.[`DATE_${D24}`], second?.[`DATE_${D24}`]]).toEqual(['string', null]);
      expect(Math.fround(Number(harbour?.[`DATE_${D24}`]))).toBe(Math.fround(0.1));
      expect(old).not.toHaveProperty(`DATE_${D24}`);
      expect(old).not.toHaveProperty('validEndDate');
      expect(features[0]?.id).toMatch(/^INDICATOR_\d+_VIEW\.\d+$/);
    });
  });

  describe('(g) access of the link', () => {
    it('is replaced by every upload, and stays as it was where the owner is unknown, values and all stored', async () => {
      await put([['Q01', { [D23]: 1 }]]);
      await put([['Q01', { [D23]: 2 }]], { permissions: [], isPublic: false });
      const closed = (await readIndicator(contract, indicator)).applicableSpatialUnits;
      const failed = await put([['Q01', { [D23]: 3 }]], { ownerId: UNKNOWN_ID });

      expect(closed).toMatchObject([{ permissions: [], isPublic: false, ownerId: contract.owner.id }]);
      expect(failed.status).toBe(500);
      expect(await visible()).toEqual(['Q01 3 - -']);
    });

    it('is changed by its own calls, which answer the id of the link', async () => {
      await put([['Q01', { [D23]: 1 }]]);
      const path = `/indicators/${indicator}/${unit}`;

      const changed = await contract.request('PUT', `${path}/permissions`, {
        body: { permissions: [], isPublic: false },
      });
      const levels = await contract.request('GET', `${path}/permissions`);
      const owner = await contract.request('PUT', `${path}/ownership`, {
        body: { ownerId: contract.owner.id },
      });

      expect([changed.status, owner.status]).toEqual([200, 200]);
      expect(changed.location).not.toBe(indicator);
      expect(levels.json()).toEqual(['creator', 'editor', 'viewer']);
    });
  });

  describe('(l) deletion of a date', () => {
    it('removes it from the one list of the indicator although another unit still has it', async () => {
      const other = await createUnit(contract, `second ${number}`);
      const rows: Rows = [['Q01', { [D23]: 1, [D24]: 2 }]];
      await put(rows);
      await put(rows, {}, `second ${number}`);

      const deleted = await contract.request('DELETE', `/indicators/${indicator}/${unit}/2024/12/31`);
      const again = await contract.request('DELETE', `/indicators/${indicator}/${unit}/2024/12/31`);

      expect([deleted.status, again.status]).toEqual([200, 200]);
      expect((await readIndicator(contract, indicator)).applicableDates).toEqual([D23]);
      expect((await readRows(contract, indicator, other))[0]).toHaveProperty(`DATE_${D24}`);
      expect((await readRows(contract, indicator, unit))[0]).not.toHaveProperty(`DATE_${D24}`);
    });

    it('keeps the dates where a whole link is deleted', async () => {
      await put([['Q01', { [D23]: 1 }]]);

      await contract.request('DELETE', `/indicators/${indicator}/${unit}`);
      const overview = await readIndicator(contract, indicator);

      expect([overview.applicableDates, overview.applicableSpatialUnits]).toEqual([[D23], []]);
    });
  });

  describe('(o) empty feature sets', () => {
    it('are 500 as GeoJSON and an empty list without geometry', async () => {
      await put([['Q99', { [D23]: 1 }]]);

      const geo = await contract.request('GET', `/indicators/${indicator}/${unit}`);
      const flat = await contract.request('GET', `/indicators/${indicator}/${unit}/without-geometry`);
      const early = await contract.request('GET', `/spatial-units/${unit}/1999/12/31`);

      expect([geo.status, early.status, flat.status, flat.text]).toEqual([500, 500, 200, '[]']);
    });
  });
}
