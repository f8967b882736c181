import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { CLAIM_ENDS_AFTER_MS, thisProcess, type Claimant } from './claim.ts';
import type { ConnectorContext, DeliveryOffer } from './connector.ts';
import { inboxConfig, inboxSource } from './inbox.ts';

let root = '';
let inbox = '';
let abort = new AbortController();
const at = (name: string) => path.join(inbox, name);

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'inbox-'));
  inbox = path.join(root, 'eingang');
  abort = new AbortController();
  await mkdir(inbox);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A process of its own: other number, other claims. */
function claimant(pid: number, change: Partial<Claimant> = {}): Claimant {
  return { ...thisProcess(), pid, held: new Map(), isRunning: () => true, ...change };
}

interface Trial {
  readonly self?: Claimant;
  /** What happens between the two looks. */
  readonly meanwhile?: () => Promise<void>;
}

function trial({ self = claimant(1), meanwhile = async () => undefined }: Trial = {}) {
  const shapes = (file: string, siblings: readonly string[]) =>
    file.endsWith('.shp') ? siblings.filter((name) => /\.(dbf|layout)$/.test(name)) : [];
  const source = inboxSource(shapes, { self, wait: meanwhile });
  const context: ConnectorContext = { deliveries: root, signal: abort.signal, secret: () => '' };
  return {
    async list(config: object = {}): Promise<DeliveryOffer[]> {
      const offers: DeliveryOffer[] = [];
      for await (const offer of source.list(inboxConfig.parse({ folder: 'eingang', ...config }), context))
        offers.push(offer);
      return offers;
    },
    async names(config: object = {}): Promise<string[]> {
      return (await this.list(config)).map(({ file }) => file);
    },
    async read(offer: DeliveryOffer): Promise<string> {
      const chunks: Uint8Array[] = [];
      const config = inboxConfig.parse({ folder: 'eingang' });
      for await (const chunk of source.open(config, offer, offer.file, context)) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
    settle: (offer: DeliveryOffer, outcome: 'taken' | 'refused' | 'untouched', config: object = {}) =>
      source.settle(inboxConfig.parse({ folder: 'eingang', ...config }), offer, outcome, context),
    discard: (offer: DeliveryOffer, config: object = {}) =>
      source.discard(inboxConfig.parse({ folder: 'eingang', ...config }), offer, context),
  };
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(SyncError);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(root);
  return error as SyncError;
}

describe('an inbox offers', () => {
  it('only what is the same in two looks, oldest first', async () => {
    await writeFile(at('neu.csv'), 'zwei');
    await writeFile(at('alt.csv'), 'eins');
    await utimes(at('alt.csv'), 1_700_000_000, 1_700_000_000);
    await writeFile(at('waechst.csv'), 'ein');
    const meanwhile = async () => {
      await writeFile(at('waechst.csv'), 'einiges');
      await writeFile(at('gerade-erst.csv'), 'x');
    };

    const names = await trial({ meanwhile }).names();

    expect(names).toEqual(['alt.csv', 'neu.csv']);
  });

  it('nothing that its name or a sign beside it calls unfinished', async () => {
    for (const name of ['a.csv.part', 'b.tmp', 'c.csv.filepart', '.d.csv', '~$e.xlsx', 'f.csv', 'f.csv.lock'])
      await writeFile(at(name), 'x');
    await writeFile(at('Mappe1.xlsx'), 'x');
    await writeFile(at('~$ppe1.xlsx'), 'x');
    await writeFile(at('offen.ods'), 'x');
    await writeFile(at('.~lock.offen.ods#'), 'x');
    await writeFile(at('fertig.csv'), 'x');

    expect(await trial().names()).toEqual(['fertig.csv']);
  });

  it('with a marker only what has one, at once, and never the marker', async () => {
    for (const name of ['a.csv', 'a.csv.done', 'b.csv', 'B.DONE', 'c.csv']) await writeFile(at(name), 'x');
    const meanwhile = () => Promise.reject(new Error('no need to wait'));

    const names = await trial({ meanwhile }).names({ marker: '.done' });

    expect(names.sort()).toEqual(['a.csv', 'b.csv']);
  });

  it('a file when its companions are complete as well, and by its pattern', async () => {
    for (const name of ['a.shp', 'a.dbf', 'b.shp', 'b.dbf', 'c.txt']) await writeFile(at(name), 'x');
    const separate = inboxSource(
      (file, siblings) => siblings.filter((name) => name === file.replace('.shp', '.dbf')),
      { self: claimant(1), wait: () => writeFile(at('b.dbf'), 'länger') },
    );
    const context = { deliveries: root, signal: abort.signal, secret: () => '' };

    const offers: DeliveryOffer[] = [];
    const config = inboxConfig.parse({ folder: 'eingang', files: '*.shp' });
    for await (const offer of separate.list(config, context)) offers.push(offer);

    expect(offers).toEqual([{ id: 'eingang/a.shp', file: 'a.shp', companions: ['a.dbf'] }]);
  });

  it('no folder outside the root and no link that leads there', async () => {
    await writeFile(path.join(root, '..', path.basename(root) + '.csv'), 'geheim');
    await symlink(path.join(root, '..', path.basename(root) + '.csv'), at('link.csv'));
    const one = trial();
    const [link] = await one.list();

    const outside = await failure(one.names({ folder: '..' }));
    const linked = await failure(one.read(link!));
    await rm(path.join(root, '..', path.basename(root) + '.csv'));

    expect([outside.code, linked.code]).toEqual(['source.outside-root', 'source.outside-root']);
  });
});

describe('a file of an inbox', () => {
  it('is offered to one process at a time, and to the same one again', async () => {
    await writeFile(at('a.csv'), 'eins');
    const first = trial({ self: claimant(1) });
    const second = trial({ self: claimant(2) });

    expect(await first.names()).toEqual(['a.csv']);
    expect(await first.names()).toEqual(['a.csv']);
    expect(await second.names()).toEqual([]);
    const [offer] = await first.list();
    expect((await failure(second.read(offer!))).code).toBe('source.claimed');
    expect(await first.read(offer!)).toBe('eins');
    await first.settle(offer!, 'untouched');
    expect(await second.names()).toEqual(['a.csv']);
  });

  it('goes to exactly one of many that ask at once', async () => {
    await writeFile(at('a.csv'), 'eins');
    const many = Array.from({ length: 12 }, (_, index) => trial({ self: claimant(index + 1) }));

    const offered = await Promise.all(many.map((one) => one.names()));

    expect(offered.flat()).toEqual(['a.csv']);
  });

  it('is free again when the process that claimed it is gone, or after two hours', async () => {
    await writeFile(at('a.csv'), 'eins');
    await trial({ self: claimant(1) }).names();
    const gone = claimant(2, { isRunning: () => false });
    const sameNumber = claimant(2);
    const elsewhere = claimant(3, { host: 'andere', isRunning: () => false });
    const late = claimant(4, { host: 'dritte', now: () => Date.now() + CLAIM_ENDS_AFTER_MS + 1000 });

    expect(await trial({ self: gone }).names()).toEqual(['a.csv']);
    expect(await trial({ self: sameNumber }).names()).toEqual(['a.csv']);
    expect(await trial({ self: elsewhere }).names()).toEqual([]);
    expect(await trial({ self: late }).names()).toEqual(['a.csv']);
  });

  it('that changes while it is read is an error', async () => {
    await writeFile(at('a.csv'), 'eins');
    const one = trial();
    const [offer] = await one.list();
    const source = inboxSource(() => [], { self: claimant(1), wait: async () => undefined });
    await one.settle(offer!, 'untouched');
    const context = { deliveries: root, signal: abort.signal, secret: () => '' };

    const reading = (async () => {
      for await (const _ of source.open(inboxConfig.parse({ folder: 'eingang' }), offer!, 'a.csv', context))
        await writeFile(at('a.csv'), 'eins und mehr');
    })();

    expect((await failure(reading)).code).toBe('source.changed-while-read');
  });

  it('that is another one than the one found complete is not read', async () => {
    await writeFile(at('a.csv'), 'eins');
    const one = trial();
    const [offer] = await one.list();
    await writeFile(at('a.csv'), 'erst die Hälfte der nächsten');

    expect((await failure(one.read(offer!))).code).toBe('source.changed-while-read');
  });

  it('ends with the reason of the signal, and stays where it is', async () => {
    await writeFile(at('a.csv'), 'eins');
    const one = trial();
    const [offer] = await one.list();
    const reason = new Error('cancelled');
    abort.abort(reason);

    await expect(one.read(offer!)).rejects.toBe(reason);
    await expect(one.list()).rejects.toBe(reason);
    expect(await readFile(at('a.csv'), 'utf8')).toBe('eins');
  });
});

describe('settling', () => {
  it('moves what was taken with marker and companions of its name, and leaves shared ones', async () => {
    for (const name of ['a.shp', 'a.dbf', 'satz.layout', 'a.shp.done']) await writeFile(at(name), name);
    const one = trial();
    const [offer] = await one.list({ files: '*.shp', marker: '.done' });

    await one.settle(offer!, 'taken', { marker: '.done' });

    expect(offer?.companions).toEqual(['a.dbf', 'satz.layout']);
    expect((await readdir(at('erledigt'))).sort()).toEqual(['a.dbf', 'a.shp', 'a.shp.done']);
    expect((await readdir(inbox)).sort()).toEqual(['erledigt', 'satz.layout']);
  });

  it('puts what was refused aside, and leaves what was not touched', async () => {
    await writeFile(at('a.csv'), 'eins');
    await writeFile(at('b.csv'), 'zwei');
    const one = trial();
    const [a, b] = await one.list();

    await one.settle(a!, 'refused');
    await one.settle(b!, 'untouched');

    expect(await readdir(at('zurueckgewiesen'))).toEqual(['a.csv']);
    expect((await readdir(inbox)).sort()).toEqual(['b.csv', 'zurueckgewiesen']);
  });

  it('never writes over a file: a name that is taken gets the day, then a number', async () => {
    const now = () => Date.parse('2026-03-01T23:30:00Z');
    const one = trial({ self: claimant(1, { now }) });
    for (const text of ['eins', 'zwei', 'drei']) {
      await writeFile(at('a.csv'), text);
      const [offer] = await one.list();
      await one.settle(offer!, 'taken');
    }

    const filed = await readdir(at('erledigt'));

    expect(filed.sort()).toEqual(['a.csv', 'a_2026-03-02.csv', 'a_2026-03-02_2.csv']);
    expect(await readFile(at('erledigt/a.csv'), 'utf8')).toBe('eins');
    expect(await readFile(at('erledigt/a_2026-03-02_2.csv'), 'utf8')).toBe('drei');
  });

  it('tells where a file has gone meanwhile, and leaves no empty file behind', async () => {
    await writeFile(at('a.csv'), 'eins');
    const one = trial();
    const [offer] = await one.list();
    await rename(at('a.csv'), at('b.csv'));

    const error = await failure(one.settle(offer!, 'taken'));

    expect(error.code).toBe('source.not-filed');
    expect(await readdir(at('erledigt'))).toEqual([]);
  });

  it('does not file into a folder outside the root', async () => {
    await writeFile(at('a.csv'), 'eins');
    await symlink(tmpdir(), at('erledigt'));
    const one = trial();
    const [offer] = await one.list();

    const error = await failure(one.settle(offer!, 'taken'));

    expect(error.code).toBe('source.outside-root');
    expect(await readFile(at('a.csv'), 'utf8')).toBe('eins');
  });

  it.each(['taken', 'refused'] as const)(
    '%s, leaves a file that came meanwhile under the same name',
    async (outcome) => {
      await writeFile(at('a.csv'), 'eins');
      const one = trial();
      const [offer] = await one.list();
      await one.read(offer!);
      await writeFile(at('a.csv'), 'die nächste');

      const error = await failure(one.settle(offer!, outcome));

      expect(error.code).toBe('source.replaced');
      expect(await readdir(inbox)).toEqual(['a.csv']);
      expect(await readFile(at('a.csv'), 'utf8')).toBe('die nächste');
      expect(await trial({ self: claimant(2) }).names()).toEqual(['a.csv']);
    },
  );
});

describe('discarding', () => {
  it('deletes a file with marker and companions of its name, and leaves shared ones', async () => {
    for (const name of ['a.shp', 'a.dbf', 'satz.layout', 'a.shp.done']) await writeFile(at(name), name);
    const one = trial();
    const [offer] = await one.list({ files: '*.shp', marker: '.done' });

    await one.discard(offer!, { marker: '.done' });

    expect(await readdir(inbox)).toEqual(['satz.layout']);
  });

  it('does not mind what is gone, and leaves a file that came meanwhile', async () => {
    await writeFile(at('a.csv'), 'eins');
    await writeFile(at('b.csv'), 'zwei');
    const one = trial();
    const [a, b] = await one.list();
    await rm(at('a.csv'));
    await writeFile(at('b.csv'), 'die nächste');

    await one.discard(a!);
    const error = await failure(one.discard(b!));

    expect(error.code).toBe('source.replaced');
    expect(await readdir(inbox)).toEqual(['b.csv']);
  });
});
