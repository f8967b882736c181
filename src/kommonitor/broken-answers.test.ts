import { afterEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import type { Target } from '../sync/target.ts';
import { startHttpMock, type HttpMock } from '../../tests/support/http-mock.ts';
import { ACCESS, DAY, INDICATOR, UNIT, square } from '../../tests/support/target-samples.ts';
import { areaKey } from '../core/area.ts';
import { createApi } from './api.ts';
import { createHttp } from './http.ts';
import { createKomMonitorTarget } from './target.ts';

const ORIGIN = 'https://kommonitor.example';
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

function broken(): { mock: HttpMock; target: Target } {
  const mock = startHttpMock();
  const http = createHttp({
    userAgent: 'kommonitor-sync/0.0.0-test',
    timeouts: { connect: 2000, read: 2000, write: 2000 },
    wait: () => 0,
  });
  open.push(http, { close: () => mock.finish() });
  const tokens = { current: () => Promise.resolve('token'), discard() {} };
  const api = createApi({ url: `${ORIGIN}/management`, http, tokens });
  return { mock, target: createKomMonitorTarget(api) };
}

async function failure(promise: Promise<unknown>): Promise<SyncError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SyncError);
  return error as SyncError;
}

const UPLOAD = { features: [{ key: areaKey('001'), name: 'Hafen', geometry: square(0) }], validFrom: DAY };

describe('an answer to a creation', () => {
  it.each([
    ['the bare id', 'u-1'],
    ['the address that a proxy made of it', `${ORIGIN}/management/spatial-units/u-1`],
  ])('is accepted with %s as Location', async (_name, location) => {
    const { mock, target } = broken();
    mock
      .at(ORIGIN)
      .post('/management/spatial-units')
      .reply(201, { spatialUnitId: 'u-1' }, { Location: location });

    expect(await target.createUnit(UNIT, ACCESS, UPLOAD, DAY)).toBe('u-1');
  });

  it.each([
    ['another Location', { indicatorId: 'i-1' }, { Location: 'i-2' }],
    ['no id', {}, {}],
    ['no JSON', '<html>', {}],
    ['an encrypted body', { encryptedData: 'abc' }, {}],
  ])(
    'leaves the outcome open with %s, because the server said that it is done',
    async (_name, body, headers) => {
      const { mock, target } = broken();
      mock.at(ORIGIN).post('/management/indicators').reply(201, body, headers);

      const error = await failure(target.createIndicator(INDICATOR, 't-1', ACCESS, DAY));

      expect(error).toMatchObject({ code: 'target.write-uncertain', kind: 'target' });
    },
  );
});

describe('a refusal of our own', () => {
  it('sends nothing', async () => {
    const { target } = broken();

    const error = await failure(target.createUnit({ ...UNIT, name: '<b>' }, ACCESS, UPLOAD, DAY));

    expect(error.code).toBe('target.write-refused');
  });

  it('sends nothing for an id that is none', async () => {
    const { target } = broken();

    await expect(target.deleteUnit('')).rejects.toThrow(RangeError);
    await expect(target.deleteLink('i-1', '../x')).rejects.toThrow(RangeError);
  });
});

describe('a list', () => {
  it('is refused where the proxy answers with its login page', async () => {
    const { mock, target } = broken();
    mock.at(ORIGIN).get('/management/spatial-units').reply(200, '<html>Bitte anmelden</html>');

    expect((await failure(target.units())).code).toBe('target.answer-unreadable');
  });

  it('is refused where the server encrypts it', async () => {
    const { mock, target } = broken();
    mock.at(ORIGIN).get('/management/indicators').reply(200, { encryptedData: 'abc' });

    expect((await failure(target.indicators())).code).toBe('target.encrypted');
  });

  it('tells a real KomMonitor from the simulator', async () => {
    const { mock, target } = broken();
    mock.at(ORIGIN).get('/management/public/database/last-modification').reply(200, { indicators: null });

    expect(await target.identity()).toEqual({ url: `${ORIGIN}/management`, simulator: false });
  });

  it('is too large at 413 for a write, with the setting to change', async () => {
    const { mock, target } = broken();
    mock.at(ORIGIN).put('/management/spatial-units/u-1').reply(413, '<html>Too Large</html>');

    const error = await failure(target.updateFeatures('u-1', { ...UPLOAD, partial: false }));

    expect(error).toMatchObject({ code: 'target.write-refused', kind: 'target' });
    expect(error.hint).toContain('client_max_body_size');
  });
});
