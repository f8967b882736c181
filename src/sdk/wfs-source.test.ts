import { afterEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { startWfsServer, type WfsHabits, type WfsServer } from '../../tests/support/wfs-server.ts';
import { rawValue } from '../core/table.ts';
import { SyncError } from '../errors.ts';
import { readGmlPoints } from '../formats/gml-points.ts';
import type { ConnectorContext } from './connector.ts';
import { realMeans } from './http-source.ts';
import { wfsConfig, type WfsConfig } from './wfs-config.ts';
import { wfsSource } from './wfs-source.ts';

const folder = tempFolder();
const SECRET = 'geheim-4711';
const SECRETS = { user: 'KMSYNC_X_USER', password: 'KMSYNC_X_PASSWORD', token: 'KMSYNC_X_TOKEN' };
const abort = new AbortController();
const context: ConnectorContext = { deliveries: folder.path, signal: abort.signal, secret: () => SECRET };

let server: WfsServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const source = wfsSource(SECRETS, { ...realMeans(), wait: async () => undefined });

async function started(habits: Partial<WfsHabits> = {}, change: object = {}): Promise<WfsConfig> {
  await server?.close();
  server = await startWfsServer(habits);
  return wfsConfig.parse({
    internalHosts: [new URL(server.origin).host],
    url: `${server.origin}/wfs?map=amt&request=GetMap`,
    type: 'amt:Adressen',
    srs: 'EPSG:25832',
    ...change,
  });
}

async function fetched(config: WfsConfig, around = context): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const offer of source.list(config, around))
    for await (const chunk of source.open(config, offer, offer.file, around)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Numbers of the features that came. */
async function numbers(config: WfsConfig): Promise<string[]> {
  const text = await fetched(config);
  if (config.format === 'gml') return [...text.matchAll(/<a:NR>(\d+)</g)].map(([, nr]) => nr ?? '');
  const json = JSON.parse(text) as { features: { properties: { NR: string } }[] };
  return json.features.map(({ properties }) => properties.NR);
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(SyncError);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(SECRET);
  return error as SyncError;
}

const ALL = ['0001', '0002', '0003', '0004', '0005'];

describe('a WFS', () => {
  it.each([
    ['geojson', false],
    ['geojson', true],
    ['gml', false],
    ['gml', true],
  ])('2.0.0 gives all pages as one file of %s, numberMatched hidden: %s', async (format, hidesNumber) => {
    const config = await started({ hidesNumber }, { format, page: 2, sortBy: 'NR' });

    const first = await fetched(config);
    const requests = server?.asked.map(({ startindex, count, sortby }) => [startindex, count, sortby]);
    const second = await fetched(config);

    expect(await numbers(config)).toEqual(ALL);
    expect(second).toBe(first);
    expect(requests).toEqual(
      ['0', '2', '4', ...(hidesNumber ? ['5'] : [])].map((start) => [start, '2', 'NR']),
    );
    expect(server?.asked[0]).toMatchObject({
      map: 'amt',
      request: 'GetFeature',
      version: '2.0.0',
      typenames: 'amt:Adressen',
      srsname: format === 'gml' ? 'urn:ogc:def:crs:EPSG::25832' : 'EPSG:25832',
    });
  });

  it('that answers less than a page is asked on until it answers nothing', async () => {
    const config = await started({ limit: 2, hidesNumber: true }, { page: 1000 });

    expect(await numbers(config)).toEqual(ALL);
    expect(server?.asked.map(({ startindex }) => startindex)).toEqual(['0', '2', '4', '5']);
  });

  it('1.1.0 gives everything at once, counted beforehand', async () => {
    const config = await started({}, { version: '1.1.0', format: 'gml' });
    const all = await numbers(config);
    const [hits, features] = server?.asked ?? [];
    const cut = await failure(fetched(await started({ limit: 3 }, { version: '1.1.0', format: 'gml' })));

    expect(all).toEqual(ALL);
    expect([hits?.['resulttype'], features?.['typename'], features?.['startindex']]).toEqual([
      'hits',
      'amt:Adressen',
      undefined,
    ]);
    expect(cut.code).toBe('source.wfs-incomplete');
    expect(cut.message).toContain('3');
  });

  it('1.0.0 is told how many there are at least, or asked for pages', async () => {
    const old = { version: '1.0.0', format: 'gml' };
    const few = await failure(fetched(await started({ limit: 3 }, { ...old, atLeast: 5 })));
    const paged = await numbers(await started({}, { ...old, page: 2 }));

    expect(few.code).toBe('source.wfs-incomplete');
    expect(paged).toEqual(ALL);
    expect(server?.asked[1]).toMatchObject({ maxfeatures: '2', startindex: '2', srsname: 'EPSG:25832' });
    await expect(started({}, old)).rejects.toThrow(/atLeast/);
  });

  it.each([
    [{ ignoresStartIndex: true, hidesNumber: true }, 'source.wfs-paging'],
    [{ ignoresStartIndex: true, hidesNumber: true, inventsIds: true }, 'source.wfs-paging'],
    [{ overlap: 1, hidesNumber: true }, 'source.wfs-repeats'],
    [{ overlap: 1, hidesNumber: true, inventsIds: true }, 'source.wfs-repeats'],
    [{ features: 0 }, 'none'],
  ])('with the habit %j is %s', async (habits, code) => {
    const config = await started(habits, { page: 2 });

    const error = await fetched(config).then(
      () => ({ code: 'none' }),
      (e: unknown) => e as SyncError,
    );

    expect(error.code).toBe(code);
  });

  it('is refused where it answers in another coordinate system, unless that is only another name', async () => {
    const habits = { srsName: 'urn:ogc:def:crs:EPSG::102329' };
    const gml = await failure(fetched(await started(habits, { format: 'gml' })));
    const json = await failure(fetched(await started({ srsName: 'EPSG:4326' })));
    const named = await numbers(await started(habits, { format: 'gml', announcedAs: [habits.srsName] }));

    expect([gml.code, json.code]).toEqual(['source.wfs-srs', 'source.wfs-srs']);
    expect(gml.message).toContain('102329');
    expect(named).toEqual(ALL);
  });

  it('leaves nothing of a moment in what lands, also behind a comment', async () => {
    const answer = (time: string) => ({
      status: 200,
      body: `<?xml version="1.0"?>\n<!-- Amt > Geo -->\n<wfs:FeatureCollection timeStamp="${time}" numberMatched="0"/>`,
    });
    const first = await fetched(await started({ instead: [answer('1')] }, { format: 'gml' }));
    const second = await fetched(await started({ instead: [answer('2')] }, { format: 'gml' }));

    expect(second).toBe(first);
    expect(first).toContain('<wfs:FeatureCollection numberMatched="0"/>');
  });

  it('that writes north first is read east first', async () => {
    const config = await started({ northFirst: true }, { format: 'gml', page: 2 });
    const landed = folder.write('adressen.gml', await fetched(config));

    const table = await readGmlPoints(landed, {}, (found) => expect(found.code).toBe('none'));
    const rows = [];
    for await (const batch of table?.rows ?? []) rows.push(...batch.map(({ cells }) => cells.map(rawValue)));

    expect(rows).toHaveLength(5);
    expect(rows[4]).toEqual(['Adressen.5', '0005', 350_005, 5_700_005]);
  });
});

describe('what comes instead of features', () => {
  const report = (text: string, status = 200) => ({
    status,
    body: `<?xml version="1.0"?><ows:ExceptionReport><ows:Exception><ows:ExceptionText>${text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>`,
  });

  it.each([
    ['an exception report under 200', report('Feature type unknown'), 'source.wfs-exception'],
    ['an exception report under 400', report('Feature type unknown', 400), 'source.wfs-exception'],
    [
      'the old kind of report',
      {
        status: 200,
        body: '<ServiceExceptionReport><ServiceException>Feature type unknown</ServiceException></ServiceExceptionReport>',
      },
      'source.wfs-exception',
    ],
    [
      'a report in JSON',
      { status: 200, body: { version: '2.0.0', exceptions: [{ code: 'x', text: 'Feature type unknown' }] } },
      'source.wfs-exception',
    ],
    ['a web page', { status: 200, body: '<html><body>Anmeldung<br></body></html>' }, 'source.wfs-answer'],
    ['other JSON', { status: 200, body: { error: 1 } }, 'source.wfs-answer'],
    ['bytes that are no text', { status: 200, body: Buffer.of(0xff, 0xfe, 0xfa) }, 'source.wfs-answer'],
    ['a refusal', { status: 401 }, 'source.login-refused'],
    ['an error without report', { status: 500, body: 'kaputt' }, 'source.http-status'],
  ])('is told: %s', async (_what, instead, code) => {
    for (const format of ['geojson', 'gml']) {
      const config = await started({ instead: [instead] }, { format });

      const error = await failure(fetched(config));

      expect(error.code).toBe(code);
      if (code === 'source.wfs-exception') expect(error.message).toContain('Feature type unknown');
    }
  });

  it('in the middle of the pages ends the fetch', async () => {
    const config = await started({}, { page: 2 });
    const offer = { id: 'x', file: 'Adressen.geojson', companions: [] };

    const reading = (async () => {
      for await (const _ of source.open(config, offer, offer.file, context))
        if (server?.asked.length === 1) server.habits.instead = [report('Timeout')];
    })();

    expect((await failure(reading)).code).toBe('source.wfs-exception');
  });

  it('does not repeat a secret, and a busy service is asked again', async () => {
    const config = await started({ instead: [{ status: 503 }, report(`token ${SECRET}`)] });

    const error = await failure(fetched(config));

    expect(error.code).toBe('source.wfs-exception');
    expect(error.message).toContain('***');
  });

  it('does not repeat a secret where the report stands behind the first features', async () => {
    const features = '<wfs:member><a:A gml:id="1"><a:NR>1</a:NR></a:A></wfs:member>'.repeat(100);
    const body = `<wfs:FeatureCollection>${features}${report(`token ${SECRET}`).body.slice(21)}</wfs:FeatureCollection>`;
    const config = await started({ instead: [{ status: 200, body }] }, { format: 'gml' });

    const error = await failure(fetched(config));

    expect(error.code).toBe('source.wfs-exception');
    expect(error.message).toContain('***');
  });

  it('stops with the reason of the signal', async () => {
    const config = await started();
    const control = new AbortController();
    const reason = new Error('cancelled by the test');
    server?.habits.instead.push('hang');

    const reading = fetched(config, { ...context, signal: control.signal });
    await expect.poll(() => server?.asked.length).toBe(1);
    control.abort(reason);

    await expect(reading).rejects.toBe(reason);
  });
});

describe('check', () => {
  it('compares type and format with what the service offers', async () => {
    const right = await started();
    await source.check(right, context);
    const type = await failure(source.check({ ...right, type: 'amt:Strassen' }, context));
    server!.habits.formats = ['text/xml; subtype=gml/3.1.1'];
    const format = await failure(source.check(right, context));
    server!.habits.instead.push({ status: 200, body: '<html></html>' });
    const page = await failure(source.check(right, context));

    expect([type.code, format.code, page.code]).toEqual([
      'source.wfs-type',
      'source.wfs-format',
      'source.wfs-answer',
    ]);
    expect(type.hint).toContain('amt:Adressen');
  });
});

describe('wfsConfig', () => {
  it('wants the host on a list and no credentials in the address', () => {
    const right = {
      hosts: ['geo.example.de'],
      url: 'https://geo.example.de/wfs',
      type: 'a:b',
      srs: 'EPSG:4326',
    };

    expect(wfsConfig.safeParse(right).success).toBe(true);
    expect(wfsConfig.safeParse({ ...right, hosts: ['andere.example.de'] }).success).toBe(false);
    expect(wfsConfig.safeParse({ ...right, url: 'https://a:b@geo.example.de/wfs' }).success).toBe(false);
    expect(wfsConfig.safeParse({ ...right, srs: 'ETRS89' }).success).toBe(false);
  });
});
