/** Files that somebody brings to do harm, one by one: what is refused is gone, what is read stays where it belongs. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FORM_TOKEN } from '../../src/console/parts/forms.tsx';
import { serveConsole } from '../../src/console/serve-console.ts';
import { benefitsWorkbook } from '../support/trial-site.ts';
import { smallDelivery } from '../support/small-site.ts';
import {
  CHUNKS,
  NEW_DELIVERY as NEW,
  runIn,
  SMALL_SOURCE as SOURCE,
  tusHead,
  uploadWorld,
  type UploadWorld,
} from '../support/upload-world.ts';
import { zipFile } from '../support/zip-file.ts';

vi.setConfig({ testTimeout: 60_000 });

const MB = 1_000_000;
const BENEFITS = { quelle: 'versuch#1' };

let world: UploadWorld;
afterEach(() => world.close());

const file = (content: string | Uint8Array, name: string) =>
  new File([typeof content === 'string' ? content : new Uint8Array(content)], name);

/** Nothing was begun, and nothing lies about. */
async function expectNothing(): Promise<void> {
  expect(await world.app.ledger.runs()).toEqual([]);
  expect(world.filesIn('uploads')).toEqual([]);
  expect(world.filesIn('landing')).toEqual([]);
}

describe('P19 too much', () => {
  it('of 10 GB in a form is refused before its first byte', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    let asked = 0;
    const head = `--x\r\nContent-Disposition: form-data; name="${FORM_TOKEN}"\r\n\r\n${anna.formToken}\r\n--x\r\nContent-Disposition: form-data; name="datei"; filename="a.csv"\r\n\r\n`;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        asked += 1;
        controller.enqueue(asked === 1 ? new TextEncoder().encode(head) : new Uint8Array(MB));
      },
    });

    const response = await anna.stream(NEW, body, {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(10_000 * MB),
    });

    expect(response.status).toBe(413);
    expect(await response.text()).toContain(
      'Die Datei ist größer als erlaubt (10.000 MB, erlaubt sind 50 MB).',
    );
    expect(asked).toBeLessThan(4);
    await expectNothing();
  });

  it('of 10 GB over a connection has its answer while the sender has hardly begun', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const server = await serveConsole(world.app, { host: '127.0.0.1', port: 0 });
    const { host, port, hostname } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    try {
      socket.write(
        [
          `POST ${NEW} HTTP/1.1`,
          `Host: ${host}`,
          `Origin: ${server.url}`,
          `Cookie: kmsync-session=${anna.token}`,
          'Content-Type: multipart/form-data; boundary=x',
          `Content-Length: ${10_000 * MB}`,
          '',
          `--x\r\nContent-Disposition: form-data; name="${FORM_TOKEN}"\r\n\r\n${anna.formToken}\r\n--x\r\nContent-Disposition: form-data; name="datei"; filename="a.csv"\r\n\r\na;b`,
        ].join('\r\n'),
      );
      const [first] = (await once(socket, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer];
      expect(first.toString('latin1')).toMatch(/^HTTP\/1\.1 413 /);
    } finally {
      socket.destroy();
      await server.close();
    }
    await expectNothing();
  });

  it('of 10 GB in chunks is refused before its first byte', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');

    expect((await anna.send('POST', CHUNKS, { headers: tusHead(10_000 * MB) })).status).toBe(413);
    await expectNothing();
  });

  it('that says nothing of its length is cut off at the limit', async () => {
    world = await uploadWorld('small', { largestPlainMb: 1 });
    const anna = await world.browser('anna', 'sync-editor');

    const response = await anna.upload(NEW, SOURCE, file('a;b\n'.repeat(400_000), 'lang.csv'));

    expect(response.status).toBe(413);
    expect(world.told).toContainEqual({ event: 'Sec:UploadRefused', code: 'upload.too-large' });
    await expectNothing();
  });

  it('in chunks beyond what was promised is refused', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const url = (await anna.send('POST', CHUNKS, { headers: tusHead(4) })).headers.get('location') ?? '';
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    };

    const response = await anna.send('PATCH', url, { headers, body: new Uint8Array(5_000) });

    expect(response.status).toBe(413);
    const where = await anna.send('HEAD', url, { headers: { 'tus-resumable': '1.0.0' } });
    expect(Number(where.headers.get('upload-offset'))).toBeLessThanOrEqual(4);
  });

  it.each(['-1', '0', '1e9', 'NaN', '99999999999999999999'])(
    'or a length of %s begins nothing',
    async (size) => {
      world = await uploadWorld();
      const anna = await world.browser('anna', 'sync-editor');

      expect((await anna.send('POST', CHUNKS, { headers: tusHead(size) })).status).toBeGreaterThanOrEqual(
        400,
      );
      await expectNothing();
    },
  );

  it('without a length begins nothing', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const { 'upload-length': _length, ...head } = tusHead(1);

    const response = await anna.send('POST', CHUNKS, { headers: { ...head, 'upload-defer-length': '1' } });

    expect(response.status).toBe(400);
    await expectNothing();
  });

  it('at once is five of a hundred', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const clara = await world.browser('clara', 'sync-editor');

    const answers = await Promise.all(
      Array.from({ length: 100 }, () => anna.send('POST', CHUNKS, { headers: tusHead(1_000) })),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 413)).toHaveLength(95);
    expect((await clara.send('POST', CHUNKS, { headers: tusHead(1_000) })).status).toBe(201);
  });

  it('of one person is what the person may have begun', async () => {
    world = await uploadWorld('small', { perPersonMb: 10 });
    const anna = await world.browser('anna', 'sync-editor');

    expect((await anna.send('POST', CHUNKS, { headers: tusHead(6 * MB) })).status).toBe(201);
    expect((await anna.send('POST', CHUNKS, { headers: tusHead(6 * MB) })).status).toBe(413);
  });

  it('that was begun and left is gone after a day', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    await anna.send('POST', CHUNKS, { headers: tusHead(1_000) });
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    for (const name of world.filesIn('uploads'))
      utimesSync(path.join(world.site, 'state/uploads', name), yesterday, yesterday);

    await anna.get(NEW);

    expect(world.filesIn('uploads')).toEqual([]);
  });
});

describe('another type than its name says', () => {
  const PICTURE = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
  const WORKBOOK = zipFile([{ name: 'xl/workbook.xml', content: '<workbook/>' }]);
  const COMPOUND = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_040)]);
  it.each([
    [
      'a program',
      Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(500, 7)]),
      'a.csv',
    ],
    ['an old workbook', COMPOUND, 'a.xlsx'],
    ['a page', '<!DOCTYPE html><script>alert(1)</script>', 'a.csv'],
    ['a page behind blank lines', '\n\n  <html><body>', 'a.csv'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'a.csv'],
    ['an archive of anything', zipFile([{ name: '../../etc/x', content: 'x' }]), 'a.xlsx'],
    ['text as a workbook with nothing in it', '', 'a.xlsx'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'a.csv'],
    ['a picture that is a workbook as well', Buffer.concat([PICTURE, WORKBOOK]), 'a.xlsx'],
    ['a page that is a workbook as well', Buffer.concat([Buffer.from('<html>'), WORKBOOK]), 'a.xlsx'],
    ['a text that is a workbook as well', Buffer.concat([Buffer.from('a;b\n'), WORKBOOK]), 'a.csv'],
  ])('is refused: %s', async (_what, content, name) => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');

    const response = await anna.upload(NEW, SOURCE, file(content, name));

    expect(response.status).toBe(422);
    expect(await response.text()).toContain('In KomMonitor wurde nichts geändert.');
    await expectNothing();
  });

  it('is not what a text in UTF-16 is: that is read, and its report says what is wrong', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(smallDelivery(), 'utf16le')]);

    const run = await world.brought(anna, file(wide, 'a.csv'));

    expect(await world.stateOf(run)).toBe('check_failed');
    expect(await world.app.ledger.findings(run)).not.toEqual([]);
  });
});

describe('an archive', () => {
  it('that grows a thousandfold is not unpacked', async () => {
    world = await uploadWorld('trial');
    const anna = await world.browser('anna', 'sync-editor');
    const zeros = Buffer.alloc(32 << 20);
    const packed = { bytes: deflateRawSync(zeros, { level: 9 }), size: zeros.length, crc: crc32(zeros) };
    const bomb = zipFile([
      { name: 'xl/workbook.xml', content: '<workbook/>' },
      { name: 'xl/worksheets/sheet1.xml', content: '', packed },
    ]);

    const run = await world.brought(anna, file(bomb, 'hilfe_2023.xlsx'), BENEFITS);

    expect(await world.stateOf(run)).toBe('check_failed');
    expect((await world.app.ledger.findings(run)).map(({ code }) => code)).toContain(
      'format.archive-too-large',
    );
    expect(await world.textOf(anna, `/laeufe/${run}/pruefung`)).toContain(
      'In KomMonitor wurde nichts geändert.',
    );
  });

  it.each(['../../../../../boese.txt', '/tmp/kmsync-boese.txt', 'xl\\..\\..\\boese.txt', 'C:\\boese.txt'])(
    'with a part called %s writes it nowhere',
    async (name) => {
      world = await uploadWorld('trial');
      const anna = await world.browser('anna', 'sync-editor');
      const slip = zipFile([
        { name: 'xl/workbook.xml', content: '<workbook/>' },
        { name, content: 'boese' },
      ]);

      const run = await world.brought(anna, file(slip, 'hilfe_2023.xlsx'), BENEFITS);

      expect(await world.stateOf(run)).toBe('check_failed');
      const places = [world.site, path.join(world.site, 'state'), path.dirname(world.site)];
      for (const place of places) expect(readdirSync(place)).not.toContain('boese.txt');
      expect(existsSync('/tmp/kmsync-boese.txt')).toBe(false);
      expect(world.filesIn('landing')).toEqual([]);
    },
  );

  it('with an entity of a document type is not read', async () => {
    world = await uploadWorld('trial');
    const anna = await world.browser('anna', 'sync-editor');
    const xml =
      '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>';
    const book = zipFile([{ name: 'xl/workbook.xml', content: xml }]);

    const run = await world.brought(anna, file(book, 'hilfe_2023.xlsx'), BENEFITS);

    expect(await world.stateOf(run)).toBe('check_failed');
    expect(JSON.stringify(await world.app.ledger.findings(run))).not.toContain('root:');
  });
});

describe('a name', () => {
  it.each([
    ['..\\..\\x.csv', 'x.csv'],
    ['../../../etc/passwd', 'passwd'],
    ['a\r\nX-Boese: 1.csv', 'aX-Boese: 1.csv'],
    ['a\u202Evsc.exe', 'avsc.exe'],
    ['<img src=x onerror=alert(1)>.csv', '<img src=x onerror=alert(1)>.csv'],
    [`${'lang'.repeat(1_024)}.csv`, `${'lang'.repeat(44)}.csv`],
    ['😀.csv', '😀.csv'],
    ['__proto__', '__proto__'],
  ])('like %j is a name and nothing else', async (sent, kept) => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');

    const run = await world.brought(anna, file(smallDelivery(), sent));

    expect(await world.stateOf(run)).toBe('draft');
    expect((await world.app.ledger.runDeliveries(run)).map((read) => read.file)).toEqual([kept]);
    const response = await anna.get(`/laeufe/${run}`);
    expect(response.headers.get('x-boese')).toBeNull();
    const html = await response.text();
    expect(html).not.toContain('<img');
    expect(html).toContain(`<bdi>${kept.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</bdi>`);
  });
});

describe('malware', () => {
  const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
  let scanner: Server;
  afterEach(() => scanner?.close());

  /** Speaks clamd's INSTREAM; answers what it is told to, or by what it was sent. */
  async function clamd(answer?: string, socketPath?: string): Promise<string> {
    scanner = createServer((socket) => {
      let seen = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        seen = Buffer.concat([seen, chunk]);
        const content = streamed(seen);
        if (content === undefined) return;
        const verdict = content.includes('EICAR-STANDARD')
          ? 'stream: Eicar-Test-Signature FOUND'
          : 'stream: OK';
        socket.end(`${answer ?? verdict}\0`);
      });
    });
    const at = socketPath === undefined ? { host: '127.0.0.1', port: 0 } : { path: socketPath };
    await new Promise<void>((resolve) => scanner.listen(at, resolve));
    if (socketPath !== undefined) return socketPath;
    return `127.0.0.1:${(scanner.address() as AddressInfo).port}`;
  }

  function streamed(seen: Buffer): Buffer | undefined {
    let at = 'zINSTREAM\0'.length;
    const parts: Buffer[] = [];
    while (seen.length >= at + 4) {
      const length = seen.readUInt32BE(at);
      if (length === 0) return Buffer.concat(parts);
      parts.push(seen.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return undefined;
  }

  it('is refused and deleted, and the log hears of it', async () => {
    world = await uploadWorld('small', { clamd: await clamd() });
    const anna = await world.browser('anna', 'sync-editor');

    const response = await anna.upload(NEW, SOURCE, file(EICAR, 'eicar.csv'));

    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Die Datei enthält Schadsoftware-Merkmale und wurde gelöscht.');
    expect(world.told).toContainEqual({ event: 'Sec:UploadRefused', code: 'upload.malware' });
    await expectNothing();
  });

  it('is what a clean file is not, also where the scanner listens on a socket of this machine', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-clamd-'));
    for (const at of [undefined, path.join(folder, 'clamd.sock')]) {
      world = await uploadWorld('small', { clamd: await clamd(undefined, at) });
      const anna = await world.browser('anna', 'sync-editor');

      expect(await world.stateOf(await world.brought(anna, file(smallDelivery(), 'a.csv')))).toBe('draft');
      if (at !== undefined) continue;
      await world.close();
      scanner.close();
    }
    rmSync(folder, { recursive: true });
  });

  it.each(['', 'INSTREAM size limit exceeded. ERROR', 'stream: OK, maybe', 'UNKNOWN COMMAND'])(
    'may be in a file to which the scanner says %j, so it is not taken',
    async (answer) => {
      world = await uploadWorld('small', { clamd: await clamd(answer) });
      const anna = await world.browser('anna', 'sync-editor');

      expect((await anna.upload(NEW, SOURCE, file(smallDelivery(), 'a.csv'))).status).toBe(503);
      await expectNothing();
    },
  );

  it('may be in any file while the scanner is down, so none is taken', async () => {
    const address = await clamd();
    await new Promise((resolve) => scanner.close(resolve));
    world = await uploadWorld('small', { clamd: address });
    const anna = await world.browser('anna', 'sync-editor');

    expect((await anna.upload(NEW, SOURCE, file(smallDelivery(), 'a.csv'))).status).toBe(503);
    await expectNothing();
  });
});

describe('another page', () => {
  it.each([
    ['without the token of the session', { [FORM_TOKEN]: 'falsch' }, {}],
    ['from another site', {}, { origin: 'https://boese.example' }],
    ['from another site, as browsers say it', {}, { 'sec-fetch-site': 'cross-site' }],
  ])('cannot bring a file %s', async (_how, fields, headers) => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');

    const response = await anna.upload(
      NEW,
      { ...SOURCE, ...fields },
      file(smallDelivery(), 'a.csv'),
      headers,
    );

    expect(response.status).toBe(403);
    await expectNothing();
  });

  it('cannot begin one in chunks without the token', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');

    for (const headers of [{ 'x-formular': 'falsch' }, { origin: 'https://boese.example' }])
      expect((await anna.send('POST', CHUNKS, { headers: { ...tusHead(9), ...headers } })).status).toBe(403);
    await expectNothing();
  });

  it('cannot show what was uploaded, by its address or around it', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const url = (await anna.send('POST', CHUNKS, { headers: tusHead(9) })).headers.get('location') ?? '';
    writeFileSync(path.join(world.site, 'state/geheim.txt'), 'geheim');

    for (const at of [url, `${url}.json`, `${CHUNKS}/..%2Fgeheim.txt`, `${CHUNKS}/%2e%2e/geheim.txt`]) {
      const response = await anna.get(at);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('geheim.txt');
      const head = await anna.send('HEAD', at.replace(url, `${CHUNKS}/..%2Fgeheim.txt`), {
        headers: { 'tus-resumable': '1.0.0' },
      });
      expect(head.status).toBe(404);
    }
    expect(
      (await anna.send('POST', CHUNKS, { headers: tusHead(9) })).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  it('cannot have a form that breaks off half way leave anything', async () => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const whole = `--x\r\nContent-Disposition: form-data; name="${FORM_TOKEN}"\r\n\r\n${anna.formToken}\r\n--x\r\nContent-Disposition: form-data; name="quelle"\r\n\r\n${SOURCE.quelle}\r\n--x\r\nContent-Disposition: form-data; name="datei"; filename="a.csv"\r\n\r\na;b\n`;

    const response = await anna.stream(NEW, new Response(whole).body, {
      'content-type': 'multipart/form-data; boundary=x',
    });

    expect(response.status).toBe(422);
    expect(runIn(response)).toBe('');
    await expectNothing();
  });
});

it('a workbook that is what it says is taken', async () => {
  world = await uploadWorld('trial');
  await world.app.sync('versuch');
  const anna = await world.browser('anna', 'sync-editor');

  const run = await world.brought(anna, file(await benefitsWorkbook(2023), 'hilfe_2023.xlsx'), BENEFITS);

  expect(await world.stateOf(run)).toBe('draft');
});
