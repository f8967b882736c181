/** Contract letters (a) errors, (b) Accept, (c) strict bodies, (d) members needed in practice, (j) duplicates. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createIndicator,
  createUnit,
  featuresBody,
  geoJson,
  indicatorBody,
  indicatorPatchBody,
  TWO_AREAS,
  unitBody,
  unitPatchBody,
  valuesBody,
} from './payloads.ts';
import { openContract, UNKNOWN_ID, type Contract } from './support.ts';

export function errorsContract(): void {
  let contract: Contract;
  let unit: string;
  let indicator: string;

  beforeAll(async () => {
    contract = await openContract();
    unit = await createUnit(contract, 'errors');
    indicator = await createIndicator(contract, 'errors');
    const body = valuesBody(contract, 'errors', [['Q01', { '2024-12-31': 1 }]]);
    await contract.request('PUT', `/indicators/${indicator}`, { body });
  });
  afterAll(() => contract?.close());

  describe('(a) errors', () => {
    it.each([
      ['GET', '/spatial-units/ID'],
      ['GET', '/indicators/ID'],
      ['GET', '/spatial-units/ID/allFeatures'],
      ['DELETE', '/spatial-units/ID'],
      ['DELETE', '/indicators/ID/ID'],
    ])('answers 403 without a body where %s %s does not exist', async (method, path) => {
      const reply = await contract.request(method, path.replaceAll('ID', UNKNOWN_ID));

      expect([reply.status, reply.text]).toEqual([403, '']);
    });

    it.each(['/indicators/ID/permissions', '/public/spatial-units/ID', '/public/indicators/ID'])(
      'answers 500 with type, label and message where %s does not exist',
      async (path) => {
        const reply = await contract.request('GET', path.replace('ID', UNKNOWN_ID));

        expect(reply.status).toBe(500);
        expect(Object.keys(reply.object()).sort()).toEqual(['label', 'message', 'type']);
      },
    );

    it('answers framework errors with the default document and no message', async () => {
      const replies = [
        await contract.request('POST', '/indicators', { raw: '{' }),
        await contract.request('GET', '/nirgends'),
        await contract.request('PATCH', '/indicators'),
        await contract.request('POST', '/indicators', { raw: 'x', contentType: 'text/plain' }),
      ];

      expect(replies.map((reply) => reply.status)).toEqual([400, 404, 405, 415]);
      for (const reply of replies)
        expect(Object.keys(reply.object()).sort()).toEqual(['error', 'path', 'status', 'timestamp']);
    });

    it('answers 401 for a framework error on a public path without token', async () => {
      const reply = await contract.request('GET', '/public/nirgends', { token: null });

      expect([reply.status, reply.text]).toEqual([401, '']);
    });
  });

  describe('(b) the Accept header', () => {
    it.each([
      '/indicators',
      '/indicators/IND',
      '/spatial-units/UNIT',
      '/organizationalUnits',
      '/public/topics',
    ])('answers %s with an empty 500 for */*', async (path) => {
      const real = path.replace('IND', indicator).replace('UNIT', unit);
      const wildcard = await contract.request('GET', real, { accept: '*/*' });
      const named = await contract.request('GET', real);

      expect([wildcard.status, wildcard.text]).toEqual([500, '']);
      expect(named.status).toBe(200);
    });

    it('serves the list of spatial units for */*', async () => {
      const reply = await contract.request('GET', '/spatial-units', { accept: '*/*' });

      expect(reply.status).toBe(200);
    });

    it.each(['/indicators/IND/UNIT', '/indicators/IND/UNIT/2024/12/30', '/spatial-units/UNIT/2024/12/30'])(
      'answers %s with 406 for JSON alone and with geo+json for both',
      async (path) => {
        const real = path.replace('IND', indicator).replace('UNIT', unit);
        const jsonOnly = await contract.request('GET', real, { accept: 'application/json' });
        const both = await contract.request('GET', real);

        expect(jsonOnly.status).toBe(406);
        expect(both.status).toBe(200);
        expect(both.header('content-type')).toMatch(/^application\/vnd\.geo\+json/);
        expect(both.header('content-disposition')).toMatch(/^attachment; filename=.*json$/);
      },
    );
  });

  describe('(c) strict bodies', () => {
    it('rejects unknown members, old members and wrong literals with 400', async () => {
      const body = indicatorBody(contract, 'strict');
      const replies = [
        await contract.request('POST', '/indicators', { body: { ...body, allowedRoles: [] } }),
        await contract.request('POST', '/indicators', { body: { ...body, indicatorValues: [] } }),
        await contract.request('POST', '/indicators', { body: { ...body, indicatorType: 'status' } }),
        await contract.request('PUT', `/indicators/${indicator}`, {
          body: { ...valuesBody(contract, 'errors', []), aggregations: [] },
        }),
        await contract.request('PUT', `/spatial-units/${unit}`, {
          body: { ...featuresBody(TWO_AREAS, '2026-01-01'), metadata: {} },
        }),
      ];

      expect(replies.map((reply) => reply.status)).toEqual([400, 400, 400, 400, 400]);
    });

    it('rejects bare NaN and dates that do not exist with 400', async () => {
      const body = JSON.stringify(valuesBody(contract, 'errors', [['Q01', { '2024-12-31': 1 }]]));
      const nan = await contract.request('PUT', `/indicators/${indicator}`, {
        raw: body.replace('"indicatorValue":1', '"indicatorValue":NaN'),
      });
      const date = await contract.request('PUT', `/indicators/${indicator}`, {
        raw: body.replace('2024-12-31', '2023-02-29'),
      });

      expect([nan.status, date.status]).toEqual([400, 400]);
    });
  });

  describe('(d) members that are needed in practice', () => {
    it.each([
      ['ownerId', { ownerId: null }],
      ['isPublic', { isPublic: null }],
      ['permissions', { permissions: null }],
      ['an existing permission', { permissions: [UNKNOWN_ID] }],
      ['isHeadlineIndicator', { isHeadlineIndicator: null }],
      ['creationType', { creationType: null }],
      ['defaultClassificationMapping', { defaultClassificationMapping: null }],
      ['a short interpretation', { interpretation: 'x'.repeat(256) }],
      ['metadata.lastUpdate', { metadata: { updateInterval: 'YEARLY' } }],
    ])('answers 500 to an indicator without %s', async (_what, part) => {
      const body = { ...indicatorBody(contract, 'needed'), ...part };

      expect((await contract.request('POST', '/indicators', { body })).status).toBe(500);
    });

    it('answers 500 to a unit without lastUpdate, sridEPSG, start of validity or owner', async () => {
      const body = unitBody(contract, 'needed');
      const { lastUpdate: _date, ...undated } = body.metadata;
      const { sridEPSG: _srid, ...unreferenced } = body.metadata;
      const bad = [
        { ...body, metadata: undated },
        { ...body, metadata: unreferenced },
        { ...body, periodOfValidity: { endDate: null } },
        { ...body, ownerId: UNKNOWN_ID },
        { ...body, isOutlineLayer: null },
      ];

      for (const sent of bad)
        expect((await contract.request('POST', '/spatial-units', { body: sent })).status).toBe(500);
    });

    it('answers 500 to feature uploads without isPartialUpdate', async () => {
      const { isPartialUpdate: _flag, ...body } = featuresBody(TWO_AREAS, '2026-01-01');

      expect((await contract.request('PUT', `/spatial-units/${unit}`, { body })).status).toBe(500);
    });

    it('answers 500 to patches without name, lastUpdate or creation type', async () => {
      const patch = indicatorPatchBody(contract, 'errors');
      const replies = [
        await contract.request('PATCH', `/indicators/${indicator}`, {
          body: { ...patch, creationType: null },
        }),
        await contract.request('PATCH', `/indicators/${indicator}`, { body: { ...patch, metadata: {} } }),
        await contract.request('PATCH', `/spatial-units/${unit}`, {
          body: { ...unitPatchBody(contract, 'errors'), datasetName: null },
        }),
      ];

      expect(replies.map((reply) => reply.status)).toEqual([500, 500, 500]);
    });

    it('answers 500 to geometry that cannot be used', async () => {
      const first = { type: 'Feature', properties: { ID: 'A' }, geometry: null };
      const texts = ['{', geoJson([]), JSON.stringify({ type: 'FeatureCollection', features: [first] })];

      for (const geoJsonString of texts) {
        const body = { ...unitBody(contract, 'geometry'), geoJsonString };
        expect((await contract.request('POST', '/spatial-units', { body })).status).toBe(500);
      }
    });
  });

  describe('(j) duplicates', () => {
    it('answers 500 of type Exception to a second unit or indicator of the same key', async () => {
      const twinUnit = await contract.request('POST', '/spatial-units', {
        body: unitBody(contract, 'errors'),
      });
      const twin = await contract.request('POST', '/indicators', { body: indicatorBody(contract, 'errors') });

      for (const reply of [twinUnit, twin]) {
        expect(reply.status).toBe(500);
        expect(reply.object()).toMatchObject({ type: 'Exception', label: 'java.lang.Exception' });
        expect(reply.object()['message']).toMatch(/Raumeinheit|Indikator/);
      }
    });

    it('takes another characteristic value for another indicator', async () => {
      const body = { ...indicatorBody(contract, 'errors'), characteristicValue: 'anders' };

      expect((await contract.request('POST', '/indicators', { body })).status).toBe(201);
    });
  });
}
