/** Calls the adapter does not live from: records, filter, topics, organizational units, georesources. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createIndicator,
  createUnit,
  featuresOf,
  geoJson,
  readRows,
  TWO_AREAS,
  unitBody,
  valuesBody,
} from './payloads.ts';
import { needsSimulator, openContract, UNKNOWN_ID, type Contract } from './support.ts';

const ADMIN = { id: 'admin-cli', secret: 'simulator-admin' };

export function furtherCallsContract(): void {
  let contract: Contract;
  let unit: string;
  let indicator: string;

  beforeAll(async () => {
    contract = await openContract();
    unit = await createUnit(contract, 'further');
    indicator = await createIndicator(contract, 'further');
    const body = valuesBody(contract, 'further', [['Q01', { '2024-12-31': 1 }]]);
    await contract.request('PUT', `/indicators/${indicator}`, { body });
  });
  afterAll(() => contract?.close());

  it('lists indicators by id and fails for an unknown topic', async () => {
    const byId = await contract.request('POST', '/indicators/filter', {
      body: { topicIds: [], ids: [indicator] },
    });
    const unknown = await contract.request('POST', '/indicators/filter', {
      body: { topicIds: [UNKNOWN_ID], ids: [] },
    });

    expect(byId.json()).toMatchObject([{ indicatorId: indicator }]);
    expect(unknown.status).toBe(500);
  });

  it('changes a value record by its fid, and never reads one', async () => {
    const path = `/indicators/${indicator}/${unit}/singleFeature/Q01/singleFeatureRecord/1`;

    const changed = await contract.request('PUT', path, { body: { 'DATE_2024-12-31': '5.5' } });
    const read = await contract.request('GET', path);
    const [row] = await readRows(contract, indicator, unit);

    expect([changed.status, read.status, Number(row?.['DATE_2024-12-31'])]).toEqual([200, 500, 5.5]);
  });

  it('reads, changes and deletes a feature record by its GeoJSON id', async () => {
    const id = await createUnit(contract, 'records', [{ id: 'A' }, { id: 'B', at: 7.2 }]);
    const [first] = featuresOf(await contract.request('GET', `/spatial-units/${id}/allFeatures`));
    const path = `/spatial-units/${id}/singleFeature/A/singleFeatureRecord/${first?.id}`;

    const changed = await contract.request('PUT', path, { body: { NAME: 'neu' } });
    const read = await contract.request('GET', path);
    const deleted = await contract.request('DELETE', path);
    const left = featuresOf(await contract.request('GET', `/spatial-units/${id}/allFeatures`));

    expect([changed.status, deleted.status]).toEqual([200, 200]);
    expect(featuresOf(read)[0]?.properties['NAME']).toBe('neu');
    expect(left.map((feature) => feature.properties['ID'])).toEqual(['B']);
  });

  it('gives back the schema text of a unit as it was sent', async () => {
    const body = { ...unitBody(contract, 'schema'), jsonSchema: '{"x":1}' };
    const created = await contract.request('POST', '/spatial-units', { body });

    const schema = await contract.request('GET', `/spatial-units/${created.location}/schema`);

    expect([schema.status, schema.text]).toEqual([200, '{"x":1}']);
  });

  describe('topics', () => {
    it('match children by name on PUT and detach the others, and go with their sub tree', async (context) => {
      needsSimulator(context, 'topics belong to everybody');
      const token = await contract.token(ADMIN);
      const topic = (topicName: string, topicType: string, subTopics: object[] = []) => ({
        topicName,
        topicType,
        topicResource: 'indicator',
        subTopics,
      });
      const tree = topic('Klima', 'main', [topic('Hitze', 'sub'), topic('Regen', 'sub')]);
      const id = (await contract.request('POST', '/topics', { token, body: tree })).location;
      const children = async () => {
        const overview = (await contract.request('GET', `/public/topics/${id}`)).object();
        return overview['subTopics'] as { topicId: string; topicName: string }[];
      };
      const [heat] = await children();

      const twin = await contract.request('POST', '/topics', { token, body: tree });
      const without = topic('Klima', 'main', [topic('Hitze', 'sub'), topic('Wind', 'sub')]);
      await contract.request('PUT', `/topics/${id}`, { token, body: without });
      const after = await children();
      const deleted = await contract.request('DELETE', `/topics/${id}`, { token });
      const names = contract.simulator?.state().topics.map((one) => one.name);

      expect(twin.status).toBe(500);
      expect(after.map((child) => child.topicName)).toEqual(['Hitze', 'Wind']);
      expect(after[0]?.topicId).toBe(heat?.topicId);
      expect(deleted.status).toBe(200);
      expect(names).toContain('Regen');
      expect(names).not.toContain('Hitze');
    });
  });

  describe('organizational units', () => {
    it('show the tree of the caller with ids of permissions, one unit only to the administrator', async (context) => {
      needsSimulator(context, 'the administrator is needed');
      const own = await contract.request('GET', '/organizationalUnits');
      const path = `/organizationalUnits/${contract.owner.id}`;

      expect((own.json() as { name: string }[]).map((one) => one.name)).toEqual([
        'Musterkreis',
        'Statistikstelle',
        'Berechtigtenkreis',
      ]);
      expect((await contract.request('GET', path)).status).toBe(403);
      expect((await contract.request('GET', path, { token: await contract.token(ADMIN) })).status).toBe(200);
    });

    it('need a mandant above them, a new name and a contact', async (context) => {
      needsSimulator(context, 'units would stay behind');
      const token = await contract.token(ADMIN);
      const valid = { name: 'Amt', mandant: false, contact: 'x', parentId: contract.owner.id };
      const bad = [
        { ...valid, parentId: null },
        { ...valid, name: 'Statistikstelle' },
        { ...valid, contact: null },
        { ...valid, name: 'A/B' },
      ];

      for (const body of bad)
        expect((await contract.request('POST', '/organizationalUnits', { token, body })).status).toBe(500);
      expect((await contract.request('POST', '/organizationalUnits', { body: valid })).status).toBe(403);
    });
  });

  it('keeps georesources like units, but ignores the submitted lastUpdate', async (context) => {
    needsSimulator(context, 'georesources are not part of the throw-away data');
    const { spatialUnitLevel, geoJsonString, periodOfValidity, metadata, permissions, ownerId, isPublic } =
      unitBody(contract, 'points');
    const body = { geoJsonString, periodOfValidity, metadata, permissions, ownerId, isPublic };
    const named = { ...body, datasetName: spatialUnitLevel, isPOI: true };

    const created = await contract.request('POST', '/georesources', { body: named });
    const twin = await contract.request('POST', '/georesources', { body: named });
    const path = `/georesources/${created.location}`;
    const put = await contract.request('PUT', path, {
      body: { geoJsonString: geoJson(TWO_AREAS), periodOfValidity, isPartialUpdate: true },
    });
    const patch = await contract.request('PATCH', path, { body: { datasetName: 'neu', metadata } });
    const overview = (await contract.request('GET', path)).object();
    const deleted = await contract.request('DELETE', path);

    expect([created.status, twin.status, put.status, patch.status, deleted.status]).toEqual([
      201, 500, 200, 200, 200,
    ]);
    expect(overview).toMatchObject({ datasetName: 'neu', isPOI: false });
    expect((overview['metadata'] as { lastUpdate: string }).lastUpdate).not.toBe('2025-01-15');
  });
}
