import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import type { LogEvent } from './log-events.ts';
import { errorFacts } from './log-fields.ts';
import { createLog, inLogContext, type Log, type LogLevel } from './log.ts';

describe('log', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'kmsync-log-'));
    file = path.join(folder, 'log', 'kmsync.log');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function open(level: LogLevel = 'debug'): Log {
    return createLog({ level, destination: { file } });
  }
  async function lines(): Promise<Record<string, unknown>[]> {
    const text = await readFile(file, 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it('ends a run with the sentence of its report, made of listed facts alone', async () => {
    const log = open();
    const facts = { run: '2026-0007', job: 'ew', kind: 'sync', state: 'published', cells: 64, mismatches: 0 };
    log.info('Run:Report', facts);
    log.info('Run:Report', { run: '2026-0008', job: 'ew', state: 'CANARY', msg: 'CANARY' } as object);

    const [told, other] = await lines();
    expect(told?.['msg']).toBe('Lauf 2026-0007 (ew): Veröffentlicht, 64 von 64 Werten stimmen.');
    expect(other).not.toHaveProperty('msg');
  });

  it('writes one JSON object per line with time, level, event and facts', async () => {
    open().info('Plan:Ready', { plan: 'abc', count: 64 });

    const [line] = await lines();
    expect(line).toEqual({
      level: 'info',
      ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'Plan:Ready',
      plan: 'abc',
      count: 64,
    });
  });

  it('lets no token, name, row or nested object through', async () => {
    const secret = 'CANARY-4711';
    const careless = {
      count: 1,
      name: secret,
      password: secret,
      authorization: `Bearer ${secret}`,
      err: new Error(secret),
      config: { headers: { authorization: secret } },
      job: { name: secret },
      code: secret.repeat(20),
      source: [secret],
    };

    open().error('Target:Retry', careless as unknown as { count: number });

    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(secret);
    expect(await lines()).toMatchObject([{ event: 'Target:Retry', count: 1 }]);
  });

  it('drops an event that is not on the list', async () => {
    const log = open();

    log.info('Person:Seen' as LogEvent, { count: 1 });
    log.info('Run:Start');

    expect((await lines()).map((line) => line['event'])).toEqual(['Run:Start']);
  });

  it('tells of an error its code and kind and nothing else', async () => {
    const error = new SyncError({
      code: 'target.unreachable',
      kind: 'target',
      message: 'secret text',
      hint: 'h',
    });

    open().error('Run:Failed', errorFacts(error));
    open().error('Run:Failed', errorFacts(new Error('secret text')));

    expect(await lines()).toMatchObject([
      { code: 'target.unreachable', kind: 'target' },
      { code: 'internal', kind: 'internal' },
    ]);
    expect(await readFile(file, 'utf8')).not.toContain('secret text');
  });

  it('carries run and job from the async context, also across awaits and for two runs at once', async () => {
    const log = open();
    async function work(run: string): Promise<void> {
      await inLogContext({ run }, async () => {
        await stat(folder);
        log.info('Write:Verified', { seq: 1 });
      });
    }

    await inLogContext({ job: 'bevoelkerung' }, () => Promise.all([work('2026-0001'), work('2026-0002')]));
    log.info('Run:Done');

    const written = await lines();
    expect(written.slice(0, 2).map((line) => [line['job'], line['run']])).toEqual(
      expect.arrayContaining([
        ['bevoelkerung', '2026-0001'],
        ['bevoelkerung', '2026-0002'],
      ]),
    );
    expect(written[2]).not.toHaveProperty('run');
  });

  it('writes nothing below its level', async () => {
    const log = open('warn');

    log.info('Run:Start');
    log.warn('Lease:Lost');

    expect((await lines()).map((line) => line['event'])).toEqual(['Lease:Lost']);
  });

  it('keeps its file to the owner', async () => {
    open().info('Run:Start');

    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is silent without settings', () => {
    const log = createLog();

    expect(() => log.error('Run:Failed', { code: 'x' })).not.toThrow();
  });

  it('says at the beginning that its file cannot be opened, without naming the path', async () => {
    await writeFile(path.join(folder, 'log'), 'a file, not a folder');

    expect(() => open()).toThrow(
      expect.objectContaining({ code: 'log.not-writable', message: expect.not.stringContaining(folder) }),
    );
  });

  it.skipIf(!existsSync('/dev/full'))('does not fail where its disk is full', () => {
    const log = createLog({ level: 'info', destination: { file: '/dev/full' } });

    expect(() => log.info('Run:Start')).not.toThrow();
  });
});
