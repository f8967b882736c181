/** Contract letters (m) tokens and permissions, (n) last modification, (p) overlapping writes, and public twins. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createIndicator,
  createUnit,
  featuresBody,
  indicatorPatchBody,
  readIndicator,
  TWO_AREAS,
  valuesBody,
} from './payloads.ts';
import { needsSimulator, openContract, type Contract } from './support.ts';

export function accessContract(): void {
  let contract: Contract;
  let unit: string;
  let indicator: string;

  beforeAll(async () => {
    contract = await openContract();
    unit = await createUnit(contract, 'access');
    indicator = await createIndicator(contract, 'access');
    const body = valuesBody(contract, 'access', [['Q01', { '2024-12-31': 1 }]]);
    await contract.request('PUT', `/indicators/${indicator}`, { body });
  });
  afterAll(() => contract?.close());

  describe('(m) tokens', () => {
    it('are demanded on every protected path, and a bad one is refused even on public ones', async () => {
      const none = await contract.request('GET', '/spatial-units', { token: null });
      const forged = await contract.request('GET', '/spatial-units', { token: 'a.b.c' });
      const publicly = await contract.request('GET', '/public/spatial-units', { token: 'a.b.c' });

      expect([none.status, forged.status, publicly.status]).toEqual([401, 401, 401]);
      expect([none.text, forged.text, publicly.text]).toEqual(['', '', '']);
      expect(none.header('www-authenticate')).toMatch(/^Bearer/);
      expect(forged.header('www-authenticate')).toMatch(/invalid_token/);
    });

    it('live 300 seconds and a minute of grace', async (context) => {
      needsSimulator(context, 'the clock of the server must be moved');
      const token = await contract.token();
      const start = contract.clock.now.getTime();
      const statusAfter = async (seconds: number) => {
        contract.clock.now = new Date(start + seconds * 1000);
        return (await contract.request('GET', '/spatial-units', { token })).status;
      };

      expect([await statusAfter(299), await statusAfter(359), await statusAfter(361)]).toEqual([
        200, 200, 401,
      ]);
    });
  });

  describe('(m) permissions', () => {
    it('show what is public without a token and hide the rest', async () => {
      const anonymous = { token: null };
      const listed = await contract.request('GET', '/public/indicators', anonymous);
      const features = await contract.request('GET', `/public/spatial-units/${unit}/allFeatures`, anonymous);
      const flat = await contract.request(
        'GET',
        `/public/indicators/${indicator}/${unit}/without-geometry`,
        anonymous,
      );
      await contract.request('PUT', `/indicators/${indicator}/permissions`, {
        body: { permissions: [], isPublic: false },
      });
      const hidden = await contract.request('GET', `/public/indicators/${indicator}`, anonymous);

      expect([listed.status, features.status, flat.status, hidden.status]).toEqual([200, 200, 200, 500]);
      expect((listed.json() as { indicatorId: string }[]).map((one) => one.indicatorId)).toContain(indicator);
    });

    it('answer an empty Location where nothing changed', async () => {
      const body = { permissions: [], isPublic: false };
      const path = `/indicators/${indicator}/permissions`;
      await contract.request('PUT', path, { body });

      const unchanged = await contract.request('PUT', path, { body });
      const changed = await contract.request('PUT', path, { body: { ...body, isPublic: true } });

      expect([unchanged.status, unchanged.location ?? '']).toEqual([200, '']);
      expect(changed.location).toBe(indicator);
    });

    it('keep an owner able to see and change what is not public', async () => {
      const own = await readIndicator(contract, indicator);
      const levels = await contract.request('GET', `/spatial-units/${unit}/permissions`);
      const body = { ownerId: contract.owner.id };
      const owner = await contract.request('PUT', `/spatial-units/${unit}/ownership`, { body });

      expect(own['userPermissions']).toEqual(['creator', 'editor', 'viewer']);
      expect(levels.json()).toEqual(['creator', 'editor', 'viewer']);
      expect(owner.status).toBe(200);
    });

    it('refuse changes to what belongs to somebody else, and topics to who has no role for them', async (context) => {
      needsSimulator(context, 'the dataset must be given to another owner');
      const id = await createUnit(contract, 'foreign');
      const state = contract.simulator?.state();
      const other = state?.organizationalUnits.find((one) => one.name === 'Berechtigtenkreis');
      const body = { ownerId: other?.id };
      await contract.request('PUT', `/spatial-units/${id}/ownership`, { body });

      const changed = await contract.request('PUT', `/spatial-units/${id}`, {
        body: featuresBody(TWO_AREAS, '2026-01-01'),
      });
      const seen = await contract.request('GET', `/spatial-units/${id}`);
      const topic = await contract.request('POST', '/topics', {
        body: { topicName: 'x', topicType: 'main' },
      });

      expect([changed.status, seen.status, topic.status]).toEqual([403, 200, 403]);
      expect(seen.object()['userPermissions']).toEqual(['viewer']);
    });
  });

  describe('(n) last modification', () => {
    it('tells instants for every kind but web services, without a token', async () => {
      const reply = await contract.request('GET', '/public/database/last-modification', { token: null });

      const stamps = reply.object();
      expect(reply.status).toBe(200);
      expect(Object.keys(stamps).sort()).toEqual([
        'access-control',
        'georesources',
        'indicators',
        'process-scripts',
        'spatial-units',
        'topics',
        'web-services',
      ]);
      expect(stamps['web-services']).toBeNull();
      expect(stamps['indicators']).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
    });

    it('moves with a successful write of the kind', async (context) => {
      needsSimulator(context, 'on a real instance others may write too');
      const read = async () => (await contract.request('GET', '/public/database/last-modification')).object();
      const before = await read();
      contract.clock.now = new Date(contract.clock.now.getTime() + 1000);

      const patch = await contract.request('PATCH', `/indicators/${indicator}`, {
        body: indicatorPatchBody(contract, 'access'),
      });
      const after = await read();

      expect(patch.status).toBe(200);
      expect(after['indicators']).not.toBe(before['indicators']);
      expect(after['topics']).toBe(before['topics']);
    });
  });

  describe('(p) overlapping writes', () => {
    it('are seen: two at the same time count, one after the other does not', async (context) => {
      needsSimulator(context, 'a real instance must never get two writes at once');
      const url = `${contract.simulator?.url}/simulator`;
      const delay = { match: { method: 'PATCH' }, action: 'delay', ms: 100, times: 2 };
      const body = indicatorPatchBody(contract, 'access');
      const patch = () => contract.request('PATCH', `/indicators/${indicator}`, { body });
      const overlaps = async () => (await fetch(`${url}/overlaps`)).json();

      await patch();
      await patch();
      const before = await overlaps();
      await fetch(`${url}/faults`, { method: 'PUT', body: JSON.stringify([delay]) });
      await Promise.all([patch(), patch()]);

      expect([before, await overlaps()]).toEqual([{ overlaps: 0 }, { overlaps: 1 }]);
    });
  });
}
