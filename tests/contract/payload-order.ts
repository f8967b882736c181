/** The payloads of section 3.5, one after the other, and letter (i): status codes and the bare id in Location. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  featuresBody,
  indicatorBody,
  indicatorPatchBody,
  readIndicator,
  readRows,
  readVersions,
  unitBody,
  unitPatchBody,
  valuesBody,
} from './payloads.ts';
import { needsSimulator, openContract, type Contract } from './support.ts';

export function payloadOrderContract(): void {
  let contract: Contract;
  let unit: string;
  let indicator: string;

  beforeAll(async () => {
    contract = await openContract();
  });
  afterAll(() => contract?.close());

  describe('section 3.5, in order', () => {
    it('creates a spatial unit', async () => {
      const reply = await contract.request('POST', '/spatial-units', {
        body: unitBody(contract, 'payloads'),
      });
      unit = reply.location ?? '';

      expect(reply.status).toBe(201);
      expect(reply.object()).toMatchObject({
        spatialUnitId: unit,
        spatialUnitLevel: contract.name('payloads'),
        availablePeriodsOfValidity: [{ startDate: '2020-01-01', endDate: null }],
        ownerId: contract.owner.id,
        permissions: [contract.owner.viewer],
        isPublic: true,
        outlineWidth: 3,
        userPermissions: null,
      });
    });

    it('creates an indicator that has neither dates nor units yet', async () => {
      const reply = await contract.request('POST', '/indicators', {
        body: indicatorBody(contract, 'payloads'),
      });
      indicator = reply.location ?? '';

      expect(reply.status).toBe(201);
      expect(reply.object()).toMatchObject({
        indicatorId: indicator,
        indicatorName: contract.name('payloads'),
        applicableDates: [],
        applicableSpatialUnits: [],
        metadata: { sridEPSG: null, lastUpdate: '2025-01-15' },
        defaultClassificationMapping: { colorBrewerSchemeName: 'Blues', numClasses: 5 },
      });
    });

    it('puts values: 200, empty, with the id of the indicator', async () => {
      const body = valuesBody(contract, 'payloads', [
        ['Q01', { '2023-12-31': 4120, '2024-12-31': 4188 }],
        ['Q02', { '2023-12-31': 2875, '2024-12-31': null }],
      ]);

      const reply = await contract.request('PUT', `/indicators/${indicator}`, { body });
      const overview = await readIndicator(contract, indicator);

      expect([reply.status, reply.text, reply.location]).toEqual([200, '', indicator]);
      expect(overview.applicableDates).toEqual(['2023-12-31', '2024-12-31']);
      expect(overview.applicableSpatialUnits).toMatchObject([
        { spatialUnitId: unit, spatialUnitName: contract.name('payloads') },
      ]);
      expect(await readRows(contract, indicator, unit)).toHaveLength(2);
    });

    it('updates features partially: nothing else is touched', async () => {
      const body = featuresBody([{ id: 'Q01', name: 'Hafen' }], '2026-01-01');

      const reply = await contract.request('PUT', `/spatial-units/${unit}`, { body });

      expect([reply.status, reply.text, reply.location]).toEqual([200, '', unit]);
      expect(await readVersions(contract, unit)).toEqual(['Q01 2020-01-01..', 'Q02 2020-01-01..']);
    });

    it('updates features in full: what is missing is closed the day before', async () => {
      const areas = [
        { id: 'Q01', name: 'Hafen' },
        { id: 'Q03', name: 'Neustadt', at: 7.12 },
      ];

      const reply = await contract.request('PUT', `/spatial-units/${unit}`, {
        body: featuresBody(areas, '2026-01-01', false),
      });

      expect(reply.status).toBe(200);
      expect(await readVersions(contract, unit)).toEqual([
        'Q01 2020-01-01..',
        'Q02 2020-01-01..2025-12-31',
        'Q03 2026-01-01..',
      ]);
    });

    it('patches an indicator: a replacement, not a merge', async () => {
      const body = indicatorPatchBody(contract, 'payloads');
      const { regionalReferenceValues: _values, abbreviation: _short, displayOrder: _order, ...rest } = body;

      const full = await contract.request('PATCH', `/indicators/${indicator}`, { body });
      const afterFull = await readIndicator(contract, indicator);
      await contract.request('PATCH', `/indicators/${indicator}`, { body: rest });
      const afterPart = await readIndicator(contract, indicator);

      expect([full.status, full.text, full.location]).toEqual([200, '', indicator]);
      expect(afterFull).toMatchObject({ abbreviation: 'EW', displayOrder: 3, isHeadlineIndicator: true });
      expect(afterFull['regionalReferenceValues']).toMatchObject([
        { referenceDate: '2024-12-31', regionalSum: 6995 },
      ]);
      expect(afterPart).toMatchObject({ abbreviation: null, displayOrder: 3, regionalReferenceValues: [] });
    });

    it('patches a spatial unit and renames it in its links', async () => {
      const body = unitPatchBody(contract, 'payloads renamed');

      const reply = await contract.request('PATCH', `/spatial-units/${unit}`, { body });
      const overview = await readIndicator(contract, indicator);

      expect([reply.status, reply.location]).toEqual([200, unit]);
      expect(overview.applicableSpatialUnits).toMatchObject([
        { spatialUnitName: contract.name('payloads renamed') },
      ]);
    });
  });

  describe('(i) status codes', () => {
    it('deletes with 200 and an empty body', async () => {
      const link = await contract.request('DELETE', `/indicators/${indicator}/${unit}`);
      const dataset = await contract.request('DELETE', `/indicators/${indicator}`);
      const level = await contract.request('DELETE', `/spatial-units/${unit}`);

      expect([link.status, dataset.status, level.status]).toEqual([200, 200, 200]);
      expect([link.text, dataset.text, level.text]).toEqual(['', '', '']);
    });

    it('creates topics with 201 and organizational units with 200 without a body', async (context) => {
      needsSimulator(context, 'neither belongs to the suite on a real instance');
      const token = await contract.token({ id: 'admin-cli', secret: 'simulator-admin' });
      const topic = await contract.request('POST', '/topics', {
        token,
        body: { topicName: 'Klima', topicType: 'main', topicResource: 'indicator', subTopics: [] },
      });
      const group = await contract.request('POST', '/organizationalUnits', {
        token,
        body: { name: 'Jugendamt', mandant: false, contact: 'x', parentId: contract.owner.id },
      });

      expect([topic.status, topic.object()['topicId']]).toEqual([201, topic.location]);
      expect([group.status, group.text]).toEqual([200, '']);
      expect(group.location).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('orders indicators with a bare list and no Location, all or none', async () => {
      const created = await contract.request('POST', '/indicators', {
        body: indicatorBody(contract, 'order'),
      });
      const id = created.location ?? '';
      const order = (ids: string[]) =>
        contract.request('PATCH', '/indicators/display-order', {
          body: ids.map((indicatorId) => ({ indicatorId, displayOrder: 7 })),
        });

      const mixed = await order([id, unit]);
      const own = await order([id]);

      expect([mixed.status, own.status, own.location]).toEqual([403, 200, null]);
      expect((await readIndicator(contract, id))['displayOrder']).toBe(7);
    });
  });
}
