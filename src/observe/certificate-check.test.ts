import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { selfSigned } from '../../tests/support/self-signed.ts';
import { examineCertificate } from './certificate-check.ts';

let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer(selfSigned('127.0.0.1'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/management`;
});
afterAll(() => server.close());

it.each([
  ['2026-02-03', 'ok', 'gilt bis zum 01.01.2050'],
  ['2049-12-15', 'warn', 'gilt bis zum 01.01.2050'],
  ['2050-01-02', 'fail', 'ist am 01.01.2050 abgelaufen'],
])('on %s the certificate is found to be %s', async (day, state, text) => {
  const [found] = await examineCertificate(address, () => new Date(`${day}T12:00:00Z`));

  expect(found?.state).toBe(state);
  expect(found?.text).toContain(text);
});

it('is not looked at without TLS, and where nobody answers', async () => {
  const now = () => new Date();

  expect(await examineCertificate('http://127.0.0.1:1/management', now)).toEqual([]);
  expect(await examineCertificate('https://127.0.0.1:1/management', now)).toEqual([]);
});
