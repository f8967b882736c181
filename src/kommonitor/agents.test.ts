import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp, type Http, type HttpRequest } from './http.ts';
import { readAuthorities } from './settings.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is missing, no certificate can be made\n');

describe.skipIf(!hasOpenssl && !process.env['CI'])('a certificate of the house', () => {
  let folder: string;
  let server: Server;
  let requests = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kmsync-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
        .concat(['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'])
        .concat(['-keyout', key, '-out', cert]),
      { stdio: 'ignore' },
    );
    server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => {
      requests += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  function request(): HttpRequest {
    const { port } = server.address() as AddressInfo;
    return {
      mode: 'write',
      method: 'PUT',
      url: `https://127.0.0.1:${port}/`,
      headers: {},
      body: '{}',
      what: 'Senden',
    };
  }

  function http(authorities?: string): Http {
    return createHttp({
      userAgent: 'test',
      timeouts: { connect: 5000, read: 5000, write: 5000 },
      ...(authorities === undefined ? {} : { authorities }),
    });
  }

  it('is not accepted by itself, and nothing is sent', async () => {
    await expect(http().send(request())).rejects.toMatchObject({
      code: 'target.unreachable',
      hint: expect.stringContaining('caFile'),
    });
    expect(requests).toBe(0);
  });

  it('is accepted where caFile names it', async () => {
    const authorities = readAuthorities(join(folder, 'cert.pem'));

    const answer = await http(authorities).send(request());

    expect(answer.status).toBe(200);
  });
});
