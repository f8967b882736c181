import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { ROLES } from '../engine/approval/person.ts';
import { CONTENT_POLICY } from './headers.ts';
import { isAllowed } from './rights.ts';
import { ROUTES } from './routes.ts';
import type { Route } from './visit.ts';

let world: ConsoleWorld;
let run: string;
beforeAll(async () => {
  world = await consoleWorld({ examine: () => Promise.resolve([]) });
  run = await world.submitted('local:fremd');
});
afterAll(() => world.close());

const VISITORS = ['stranger', ...ROLES] as const;

async function ask(browser: Browser, method: Route['method'], path: string): Promise<Response> {
  const at = path
    .replace(/:id(\{[^/]*\})?/, run)
    .replace(':file', 'none.css')
    .replace(':datei', 'f'.repeat(32))
    .replace(':thema', 'begriffe');
  const sent =
    method === 'GET' ? browser.get(at) : method === 'POST' ? browser.post(at) : browser.send(method, at);
  const response = await sent;
  await response.body?.cancel();
  return response;
}

describe('every route for every role', () => {
  const matrix = ROUTES.flatMap((route) => VISITORS.map((visitor) => ({ ...route, visitor })));

  it.each(matrix)('$method $path as $visitor', async ({ method, path, needs, visitor }) => {
    const browser = visitor === 'stranger' ? world.stranger() : await world.browser(`a-${visitor}`, visitor);

    const response = await ask(browser, method, path);

    if (visitor === 'stranger' && needs !== 'everyone') {
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toMatch(/^\/anmelden/);
    } else if (visitor !== 'stranger' && !isAllowed(needs, [visitor])) {
      expect(response.status).toBe(403);
      expect(response.headers.get('location')).toBeNull();
    } else {
      expect(response.headers.get('location') ?? '').not.toMatch(/^\/anmelden\?/);
    }
  });

  it('lets a person without any role see nothing', async () => {
    const nobody = await world.browser('niemand');

    expect((await nobody.get('/')).status).toBe(403);
  });
});

describe('every answer', () => {
  it.each(ROUTES)('of $method $path carries the headers that keep it safe', async ({ method, path }) => {
    const browser = await world.browser('alles', ...ROLES);

    const { headers, status } = await ask(browser, method, path);

    expect(headers.get('content-security-policy')).toBe(CONTENT_POLICY);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toMatch(/no-store|no-cache/);
    expect(status).not.toBe(500);
  });

  it('has the policy of the concept, word by word', () => {
    expect(CONTENT_POLICY).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  it('holds no style, no handler and no script of its own in its pages', async () => {
    const browser = await world.browser('alles', ...ROLES);
    for (const { method, path } of ROUTES) {
      if (method !== 'GET' || /xlsx|stand|dateien|bericht\./.test(path)) continue;
      const at = path.replace(/:id(\{[^/]*\})?/, run).replace(':file', 'none.css');
      const html = await (await browser.get(at)).text();
      expect(html).not.toMatch(/ style="| on[a-z]+="|<style|<script(?! src="\/assets\/)/);
    }
  });

  it('lets browsers keep styles and script for ever, under names that change with them', async () => {
    const html = await (await world.stranger().get('/anmelden')).text();
    const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, file]) => file ?? '');

    expect(files).toHaveLength(4);
    for (const file of files) {
      const { status, headers } = await world.stranger().get(file);
      expect(status).toBe(200);
      expect(file).toMatch(/\.[0-9a-f]{16}\.(css|js)$/);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });
});

describe('a page', () => {
  it.each(
    ROUTES.filter(
      ({ method, path }) =>
        method === 'GET' && !/assets|csv|xlsx|json|yaml|stand|dateien|bericht\./.test(path),
    ),
  )('$path has its language, one heading, a skip link and the links of the law', async ({ path }) => {
    const browser = await world.browser('alles', ...ROLES);
    const at = path.replace(/:id(\{[^/]*\})?/, run).replace(':thema', 'lauf');
    const html = await (await browser.get(at)).text();

    expect(html).toMatch(/^<!DOCTYPE html><html lang="de"/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('href="#inhalt"');
    for (const link of ['/barrierefreiheit', '/barriere-melden', '/datenschutz', '/impressum'])
      expect(html).toMatch(new RegExp(`href="${link}[?"]`));
    expect(html).toMatch(/<title>[^<]+ – KomMonitor-Abgleich<\/title>/);
    expect(html).toMatch(/href="\/hilfe[^"]*"[^>]*>Hilfe<\/a><\/li><\/ul><\/div><\/nav><\/header>/);
  });

  it('that does not exist says so in the same frame', async () => {
    const response = await world.stranger().get('/gibt-es-nicht');

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Diese Seite gibt es nicht');
  });

  it('of a run that does not exist says so', async () => {
    const browser = await world.browser('alles', ...ROLES);

    expect((await browser.get('/laeufe/1999-0001')).status).toBe(404);
  });
});
