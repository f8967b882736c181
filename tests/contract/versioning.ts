/** Contract letters (h) versions of areas and (k) the hierarchy of units. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createIndicator,
  createUnit,
  featuresBody,
  featuresOf,
  readVersions,
  unitBody,
  unitPatchBody,
  valuesBody,
  type FeatureInput,
} from './payloads.ts';
import { needsSimulator, openContract, type Contract, type Reply } from './support.ts';

export function versioningContract(): void {
  let contract: Contract;

  beforeAll(async () => {
    contract = await openContract();
  });
  afterAll(() => contract?.close());

  function put(unit: string, areas: readonly FeatureInput[], start: string, partial = true): Promise<Reply> {
    return contract.request('PUT', `/spatial-units/${unit}`, { body: featuresBody(areas, start, partial) });
  }

  describe('(h) versions of areas', () => {
    it('keeps the row of an unchanged area and versions a changed one', async () => {
      const unit = await createUnit(contract, 'changed', [
        { id: 'A', at: 7.1 },
        { id: 'B', at: 7.2 },
      ]);

      await put(
        unit,
        [
          { id: 'A', at: 7.1 },
          { id: 'B', at: 7.3 },
        ],
        '2026-01-01',
      );

      expect(await readVersions(contract, unit)).toEqual([
        'A 2020-01-01..',
        'B 2020-01-01..2025-12-31',
        'B 2026-01-01..',
      ]);
    });

    it('corrects in place where the start is the existing one', async () => {
      const unit = await createUnit(contract, 'corrected', [{ id: 'A', name: 'alt' }]);

      await put(unit, [{ id: 'A', name: 'neu' }], '2020-01-01');
      const reply = await contract.request('GET', `/spatial-units/${unit}/allFeatures`);

      const [feature, ...others] = featuresOf(reply);
      expect(others).toEqual([]);
      expect(feature?.id).toMatch(/^SPATIAL_UNIT_\d+\.1$/);
      expect(feature?.properties).toEqual({ ID: 'A', NAME: 'neu', validStartDate: '2020-01-01' });
    });

    it('puts an earlier version before, ending the day before the first', async () => {
      const unit = await createUnit(contract, 'earlier', [{ id: 'A' }]);

      await put(unit, [{ id: 'A', name: 'früher' }], '2015-01-01');

      expect(await readVersions(contract, unit)).toEqual(['A 2015-01-01..2019-12-31', 'A 2020-01-01..']);
    });

    it('destroys a history with a full update at the original start', async () => {
      const unit = await createUnit(contract, 'destroyed', [{ id: 'A' }, { id: 'B' }]);

      await put(unit, [{ id: 'A' }], '2020-01-01', false);

      expect(await readVersions(contract, unit)).toEqual(['A 2020-01-01..']);
    });

    it('fails between two versions with an open end, with phase A already committed', async () => {
      const unit = await createUnit(contract, 'between', [{ id: 'A' }, { id: 'B', at: 7.2 }]);
      await put(unit, [{ id: 'A', name: 'zweite' }], '2026-01-01');

      const failed = await put(unit, [{ id: 'A', name: 'dazwischen' }], '2023-01-01', false);

      expect(failed.status).toBe(500);
      expect(await readVersions(contract, unit)).toEqual([
        'A 2020-01-01..2025-12-31',
        'A 2026-01-01..',
        'B 2020-01-01..2022-12-31',
      ]);
    });

    it('shows a day with both ends included and single features whatever their case', async () => {
      const unit = await createUnit(contract, 'days', [{ id: 'Q1', end: '2024-12-31' }]);

      const lastDay = await contract.request('GET', `/spatial-units/${unit}/2024/12/31`);
      const nextDay = await contract.request('GET', `/spatial-units/${unit}/2025/1/1`);
      const single = await contract.request('GET', `/spatial-units/${unit}/singleFeature/q1`);

      const none = await contract.request('GET', `/spatial-units/${unit}/singleFeature/q2`);

      expect([lastDay.status, nextDay.status, single.status, none.status]).toEqual([200, 500, 200, 500]);
    });

    it('never deletes by day, and empties on request', async () => {
      const unit = await createUnit(contract, 'emptied', [{ id: 'A' }]);

      const byDay = await contract.request('DELETE', `/spatial-units/${unit}/2020/1/1`);
      const all = await contract.request('DELETE', `/spatial-units/${unit}/allFeatures`);
      const read = await contract.request('GET', `/spatial-units/${unit}/allFeatures`);

      expect([byDay.status, byDay.text, all.status, read.status]).toEqual([500, '', 200, 500]);
    });
  });

  describe('(k) the hierarchy', () => {
    async function neighbours(unit: string): Promise<unknown[]> {
      const overview = (await contract.request('GET', `/spatial-units/${unit}`)).object();
      return [overview['nextLowerHierarchyLevel'], overview['nextUpperHierarchyLevel']];
    }

    function create(name: string, lower: string | null, upper: string | null): Promise<Reply> {
      const links = { nextLowerHierarchyLevel: lower, nextUpperHierarchyLevel: upper };
      return contract.request('POST', '/spatial-units', { body: { ...unitBody(contract, name), ...links } });
    }

    it('puts a new unit in between where a neighbour is the same, and takes it out again', async () => {
      const below = contract.name('below');
      const first = (await create('first', below, contract.name('above first'))).location ?? '';
      const second = (await create('second', below, contract.name('above second'))).location ?? '';
      const inserted = await neighbours(first);
      await contract.request('DELETE', `/spatial-units/${second}`);

      expect(inserted).toEqual([contract.name('second'), contract.name('above first')]);
      expect(await neighbours(first)).toEqual([below, contract.name('above first')]);
    });

    it('lets neighbours follow a rename and nothing else', async () => {
      const lower = (await create('lower', contract.name('ground'), contract.name('upper'))).location ?? '';
      const upper = (await create('upper', contract.name('lower'), contract.name('sky'))).location ?? '';

      const body = unitPatchBody(contract, 'upper renamed');
      await contract.request('PATCH', `/spatial-units/${upper}`, { body });

      expect(await neighbours(lower)).toEqual([contract.name('ground'), contract.name('upper renamed')]);
    });

    it('takes the name of another unit, after which no look-up by that name works', async () => {
      await createUnit(contract, 'twin');
      const second = await createUnit(contract, 'other');

      const body = unitPatchBody(contract, 'twin');
      const renamed = await contract.request('PATCH', `/spatial-units/${second}`, { body });
      const indicator = await createIndicator(contract, 'twin');
      const values = await contract.request('PUT', `/indicators/${indicator}`, {
        body: valuesBody(contract, 'twin', [['Q01', { '2024-12-31': 1 }]]),
      });

      expect([renamed.status, values.status]).toEqual([200, 500]);
    });

    it('rewires units at the ends of the chain to a unit posted with two nulls', async (context) => {
      needsSimulator(context, 'it would rewire the units of a real instance');
      const top = (await create('top', contract.name('x'), null)).location ?? '';

      await create('outside', null, null);

      expect(await neighbours(top)).toEqual([contract.name('x'), contract.name('outside')]);
    });
  });
}
