import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { trailSigner } from '../app/trail-key.ts';
import { canonicalJson, sha256 } from '../core/hash.ts';
import { pseudonym } from '../engine/approval/person.ts';

let world: ConsoleWorld;
let auditor: Browser;
beforeAll(async () => {
  world = await consoleWorld();
  await world.submitted('local:anna');
  auditor = await world.browser('paula', 'sync-auditor');
});
afterAll(() => world.close());

describe('the audit trail', () => {
  it('holds who has read which part of it, under a pseudonym', async () => {
    for (const at of ['/protokoll', '/protokoll.csv', '/protokoll.jsonl', '/protokoll/loeschungen'])
      await (await auditor.get(at)).text();
    const { lines } = await world.app.ledger.auditPage({ event: 'Audit:Read' }, { offset: 0, limit: 10 });

    expect(lines.map(({ facts }) => facts['what'])).toEqual(['deletions', 'export', 'csv', 'page']);
    expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set([pseudonym('local:paula')]));
    expect((await world.app.ledger.verifyAudit()).brokenAt).toBeNull();
  });
});

describe('the file for the Revision', () => {
  const fetched = async () => {
    const response = await auditor.get('/protokoll.jsonl');
    const text = await response.text();
    return { response, lines: text.trimEnd().split('\n') };
  };

  it('can be proved without the program: each line by its hash, all of them by the last one', async () => {
    const { response, lines } = await fetched();
    const end = JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
    const entries = lines.slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
    let before: unknown = '0'.repeat(64);
    for (const { hash, ...entry } of entries) {
      expect(entry['prev']).toBe(before);
      expect(sha256(canonicalJson(entry as Parameters<typeof canonicalJson>[0]))).toBe(hash);
      before = hash;
    }

    expect(response.headers.get('content-disposition')).toBe('attachment; filename="protokoll.jsonl"');
    expect(end).toMatchObject({ end: true, entries: entries.length, head: before });
    expect(end['sha256']).toBe(
      createHash('sha256')
        .update(
          lines
            .slice(0, -1)
            .map((line) => `${line}\n`)
            .join(''),
        )
        .digest('hex'),
    );
  });

  it('says by its head whether what stands in the ledger is still what it was', async () => {
    const { lines } = await fetched();
    const end = JSON.parse(lines.at(-1) ?? '') as { head: string; entries: number };
    const [line] = await world.app.ledger.chainPart(end.entries - 1, 1);

    expect(line?.hash).toBe(end.head);
  });
});

describe('the file for the Revision of an installation with a key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  let signing: ConsoleWorld;
  beforeAll(async () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    signing = await consoleWorld({ environment: { KMSYNC_TRAIL_KEY: pem } });
  });
  afterAll(() => signing.close());

  it('ends with a signature of the line that holds the hash of all others', async () => {
    const paula = await signing.browser('paula', 'sync-auditor');
    const text = await (await paula.get('/protokoll.jsonl')).text();
    const [end = '', last = ''] = text.trimEnd().split('\n').slice(-2);
    const { signature, ...about } = JSON.parse(last) as { signature: string };

    expect(about).toEqual({
      algorithm: 'Ed25519',
      publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    });
    expect(JSON.parse(end)).toMatchObject({ end: true });
    expect(verify(null, Buffer.from(`${end}\n`), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
    expect(verify(null, Buffer.from(`${end} \n`), publicKey, Buffer.from(signature, 'base64'))).toBe(false);
    expect(await (await paula.get('/protokoll')).text()).toContain('unterschrieben');
  });

  it('counts a variable that is set to nothing as not set', async () => {
    expect(await trailSigner({ KMSYNC_TRAIL_KEY: '' })).toBeUndefined();
    await expect(
      trailSigner({ KMSYNC_TRAIL_KEY: '', KMSYNC_TRAIL_KEY_FILE: '/gibt/es/nicht' }),
    ).rejects.toMatchObject({ code: 'config.secret-missing' });
  });

  it('keeps nobody from reading the trail where the key is none; the file says so', async () => {
    const broken = await consoleWorld({ environment: { KMSYNC_TRAIL_KEY: 'CANARY' } });
    try {
      const paula = await broken.browser('paula', 'sync-auditor');
      expect((await paula.get('/protokoll')).status).toBe(200);
      const file = await (await paula.get('/protokoll.jsonl')).text();
      expect(file).toContain('kein Schlüssel, mit dem das Protokoll unterschrieben werden kann');
      expect(file).not.toContain('CANARY');
    } finally {
      await broken.close();
    }
  });

  it.each([
    ['another kind of key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
    ['no key', undefined],
  ])('is refused with a sentence where %s is set, and nothing of it is told', async (_what, key) => {
    const pem = key?.export({ type: 'pkcs8', format: 'pem' }).toString() ?? 'CANARY';
    const refused = trailSigner({ KMSYNC_TRAIL_KEY: pem });

    await expect(refused).rejects.toMatchObject({ code: 'config.trail-key', exitCode: 4 });
    await expect(refused.catch((error: unknown) => inspect(error))).resolves.not.toMatch(/CANARY|BEGIN/);
  });
});

describe('the deletion log', () => {
  it('says when what was deleted, by which rule', async () => {
    expect(await (await auditor.get('/protokoll/loeschungen')).text()).toContain('noch nichts gelöscht');
    await world.app.ledger.recordDeletion({
      class: 'K3',
      object: 'landing folder',
      rule: 'landing-at-once',
      count: 2,
    });
    const html = await (await auditor.get('/protokoll/loeschungen')).text();

    expect(html).toContain('2 Ordner im Eingang');
    expect(html).toContain('Lieferung im Eingang, sofort');
    expect(html).toContain('K3');
    expect(html).toMatch(/03\.02\.2026, 14:00 MEZ/);
  });
});
