import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import type { DeliveryOffer, SourceContext } from '../core/delivery.ts';
import { sha256 } from '../core/hash.ts';
import { openLanding, sweepLanding } from './land.ts';
import type { DeliverySource } from './ports.ts';

const disk = tempFolder();
let folders = 0;

/** Ports with a landing folder of their own, which does not exist yet. */
function ports() {
  folders += 1;
  const landing = path.join(disk.path, 'state', String(folders));
  return {
    folders: { deliveries: '/deliveries', landing, reports: '', grids: '', site: '' },
    signal: new AbortController().signal,
    secret: (name: string) => `secret ${name}`,
  };
}

type Chunks = (file: string, context: SourceContext) => AsyncIterable<Uint8Array>;

function source(chunks: Chunks): DeliverySource {
  return {
    id: 'probe',
    title: 'Probe',
    secrets: [],
    check: () => Promise.resolve(),
    configSchema: z.unknown(),
    list: async function* () {},
    open: (_config, _offer, file, context) => chunks(file, context),
  };
}

async function* text(...parts: string[]) {
  for (const part of parts) yield new TextEncoder().encode(part);
}

function offer(file: string, ...companions: string[]): DeliveryOffer {
  return { id: file, file, companions };
}

describe('landing', () => {
  it('brings the bytes to disk, readable for the owner alone, and hashes what it wrote', async () => {
    const { folders: where, ...rest } = ports();
    const landing = await openLanding({ folders: where, ...rest });

    const landed = await landing.land(
      source(() => text('a;b\n', '1;2\n')),
      {},
      offer('werte.csv'),
    );

    expect(readFileSync(landed.path, 'utf8')).toBe('a;b\n1;2\n');
    expect(landed).toMatchObject({
      file: 'werte.csv',
      bytes: 8,
      sha256: sha256('a;b\n1;2\n'),
      companions: [],
    });
    expect(statSync(landed.path).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(landed.path)).mode & 0o777).toBe(0o700);
  });

  it('lands companions beside their file and gives the source its own context', async () => {
    const landing = await openLanding(ports());
    const named = source((file, context) => text(`${file} ${context.deliveries} ${context.secret('X')}`));

    const landed = await landing.land(named, {}, offer('a.shp', 'a.dbf', 'a.prj'));

    expect(landed.companions.map(({ file }) => file)).toEqual(['a.dbf', 'a.prj']);
    expect(new Set([landed, ...landed.companions].map((one) => path.dirname(one.path))).size).toBe(1);
    expect(readFileSync(landed.companions[0]?.path ?? '', 'utf8')).toBe('a.dbf /deliveries secret X');
  });

  it('keeps two deliveries of one name apart', async () => {
    const landing = await openLanding(ports());

    const one = await landing.land(
      source(() => text('1')),
      {},
      offer('werte.csv'),
    );
    const two = await landing.land(
      source(() => text('2')),
      {},
      offer('werte.csv'),
    );

    expect([one, two].map(({ path: file }) => readFileSync(file, 'utf8'))).toEqual(['1', '2']);
  });

  it('takes an empty file for what it is', async () => {
    const landing = await openLanding(ports());

    const landed = await landing.land(
      source(() => text()),
      {},
      offer('leer.csv'),
    );

    expect(landed).toMatchObject({ bytes: 0, sha256: sha256('') });
    expect(existsSync(landed.path)).toBe(true);
  });

  it('leaves nothing of its own behind, and what others have landed alone', async () => {
    const shared = ports();
    const landing = await openLanding(shared);
    const other = await openLanding(shared);
    await landing.land(
      source(() => text('1')),
      {},
      offer('werte.csv'),
    );
    const kept = await other.land(
      source(() => text('2')),
      {},
      offer('werte.csv'),
    );

    await landing.clear();
    await landing.clear();

    expect(readdirSync(shared.folders.landing)).toHaveLength(1);
    expect(existsSync(kept.path)).toBe(true);
  });

  it('passes on what the source says when it breaks off', async () => {
    const landing = await openLanding(ports());
    const broken = source(async function* () {
      yield new Uint8Array(3);
      throw new RangeError('line lost');
    });

    await expect(landing.land(broken, {}, offer('werte.csv'))).rejects.toThrow('line lost');
  });

  it('fails in order where the file cannot be written while the source is still being waited for', async () => {
    const landing = await openLanding(ports());
    const slow = source(async function* () {
      await new Promise((resolve) => setImmediate(resolve));
      yield new Uint8Array(3);
      await new Promise((resolve) => setImmediate(resolve));
      yield new Uint8Array(3);
    });

    await expect(landing.land(slow, {}, offer('a.shp', 'a.shp'))).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('calls a full disk by its name', async () => {
    const landing = await openLanding(ports());
    const full = source(async function* () {
      yield new Uint8Array(3);
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });

    await expect(landing.land(full, {}, offer('werte.csv'))).rejects.toMatchObject({
      code: 'landing.disk-full',
      exitCode: 13,
    });
  });
});

describe('what runs have left behind', () => {
  const leave = (landing: string, name: string) => {
    mkdirSync(path.join(landing, name, '1'), { recursive: true });
    writeFileSync(path.join(landing, name, '1', 'einwohner.csv'), 'x');
  };
  /** No process has it: above the largest number that Linux gives. */
  const NOBODY = 4_194_305;

  it('goes, and nothing else does', async () => {
    const { folders: where } = ports();
    leave(where.landing, `run-${NOBODY}-AbCd12`);
    leave(where.landing, `run-${process.ppid}-AbCd12`);
    leave(where.landing, 'wichtig');
    writeFileSync(path.join(where.landing, 'run.txt'), 'x');

    await sweepLanding(where.landing);

    expect(readdirSync(where.landing).sort()).toEqual([`run-${process.ppid}-AbCd12`, 'run.txt', 'wichtig']);
  });

  it('is never what another run of this process has just begun with', async () => {
    const shared = ports();

    const runs = async () => {
      for (let run = 0; run < 50; run += 1) {
        const landing = await openLanding(shared);
        await landing.land(
          source(() => text('1')),
          {},
          offer('werte.csv'),
        );
        await landing.clear();
      }
    };
    await Promise.all(Array.from({ length: 8 }, runs));

    expect(readdirSync(shared.folders.landing)).toEqual([]);
  });

  it('goes also where a restarted container gives the same number again', async () => {
    const { folders: where } = ports();
    leave(where.landing, `run-${process.pid}-AbCd12`);

    await sweepLanding(where.landing);

    expect(readdirSync(where.landing)).toEqual([]);
  });

  it('of another machine goes once nobody has touched it for an hour', async () => {
    const { folders: where } = ports();
    // Both have the number of this process, as containers do.
    const [used, left] = [`run-00000000-${process.pid}-AbCd12`, `run-00000001-${process.pid}-AbCd12`];
    leave(where.landing, used);
    leave(where.landing, left);
    const longAgo = new Date(Date.now() - 61 * 60_000);
    utimesSync(path.join(where.landing, left), longAgo, longAgo);

    await sweepLanding(where.landing);

    expect(readdirSync(where.landing)).toEqual([used]);
  });

  it('stays while its own run works', async () => {
    const { folders: where, ...rest } = ports();
    const landing = await openLanding({ folders: where, ...rest });
    const landed = await landing.land(
      source(() => text('a')),
      {},
      offer('a.csv'),
    );

    await sweepLanding(where.landing);

    expect(existsSync(landed.path)).toBe(true);
    await landing.clear();
  });

  it('is removed one delivery at a time, and never anything outside the landing', async () => {
    const { folders: where, ...rest } = ports();
    const landing = await openLanding({ folders: where, ...rest });
    const landed = await landing.land(
      source(() => text('a')),
      {},
      offer('a.csv'),
    );
    const outside = path.join(disk.path, 'draussen.csv');
    writeFileSync(outside, 'x');

    await landing.remove({ ...landed, path: outside, companions: [] });
    await landing.remove(landed);

    expect(existsSync(outside)).toBe(true);
    expect(existsSync(landed.path)).toBe(false);
    await landing.clear();
  });
});
