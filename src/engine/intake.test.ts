import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { duva } from '../../connectors/duva/index.ts';
import { geographyLevel } from '../../tests/support/small-county.ts';
import { writeSmallSite } from '../../tests/support/small-site.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { sha256 } from '../core/hash.ts';
import { loadCatalogue } from '../mapping/catalogue.ts';
import type { JobIntake } from '../mapping/job.ts';
import { geographyOf } from '../statistics/geography.ts';
import { openCoordinateSystems } from '../spatial/crs.ts';
import { Assigners } from './assigner.ts';
import { buildCrosswalks } from './build-crosswalks.ts';
import type { BuiltLevel } from './desired-state.ts';
import { QualityBook } from './quality-book.ts';
import { Settlements } from './settlement.ts';
import { DatasetBook } from './dataset-book.ts';
import { DeliveryLog } from './deliveries/delivery-log.ts';
import { FindingLog } from './finding-log.ts';
import { intake } from './intake.ts';
import { openLanding } from './land.ts';
import type { EnginePorts } from './ports.ts';

const PROFILE = `id: klein-personen
title: Personen
dataset: klein-personen
connector: duva
layout: { form: delimited, encoding: utf-8, delimiter: ';' }
decimal: comma
signs: { base: none }
area:
  column: GEBIET
  residual: { ohne: { level: klein-gemeinde, key: A } }
  total: { Summe: { level: klein-gemeinde, key: A } }
  levels:
    - { level: klein-quartier, match: '^[AB][12]$' }
    - { level: klein-gemeinde, match: '^[AB]$' }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
dimensions: { geschlecht: { column: GESCHL } }
values: { column: PERSONEN, measure: personen }
measures: { personen: { integer: true, min: 0 } }
`;
const QUARTERS = geographyLevel('klein-quartier', 'klein-gemeinde', {
  '2020-01-01': { A1: 'A', A2: 'A', B1: 'B', B2: 'B' },
});
const GEMEINDEN = geographyLevel('klein-gemeinde', null, { '2020-01-01': { A: null, B: null } });

let folder: string;
let temporary: TemporaryLedger;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-intake-'));
  writeSmallSite(folder, { url: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1' }, 'first');
  rmSync(path.join(folder, 'deliveries'), { recursive: true });
  mkdirSync(path.join(folder, 'deliveries'));
  writeFileSync(path.join(folder, 'mappings/profiles/klein-personen.yaml'), PROFILE);
  temporary = await temporaryLedger();
});
afterEach(async () => {
  await temporary.remove();
  rmSync(folder, { recursive: true, force: true });
});

function deliver(file: string, rows: readonly string[]): string {
  const text = ['GEBIET;STICHTAG;GESCHL;PERSONEN', ...rows, ''].join('\n');
  writeFileSync(path.join(folder, 'deliveries', file), text);
  return text;
}
const GRIDS = path.join(import.meta.dirname, '../../config/grids');
const quarters = (date: string, shift = 0) =>
  ['A1', 'A2', 'B1', 'B2'].flatMap((key, i) => [
    `${key};${date};m;${i + shift}`,
    `${key};${date};w;${i + 7}`,
  ]);
const townships = (date: string) => [`A;${date};m;100`, `A;${date};w;100`, `B;${date};m;1`, `B;${date};w;1`];

async function takeIn(levels = [QUARTERS, GEMEINDEN], change: Partial<JobIntake> = {}) {
  const catalogue = await loadCatalogue([folder]);
  const job = catalogue.jobs.get('klein');
  const [item] = job?.intake ?? [];
  if (!job || !item) throw new RangeError('no job');
  const ports = {
    catalogue,
    sources: new Map([['duva', duva]]),
    folders: {
      deliveries: path.join(folder, 'deliveries'),
      landing: path.join(folder, 'landing'),
      grids: '',
    },
    signal: new AbortController().signal,
    secret: () => '',
    events: { stage: () => undefined, operation: () => undefined },
    program: '1.2.3',
  } as unknown as EnginePorts;
  const [book, findings] = [new DatasetBook(temporary.ledger), new FindingLog()];
  const landing = await openLanding(ports);
  const deliveries = new DeliveryLog();
  const geography = geographyOf(levels);
  const versions = { 'klein-quartier': 'version of klein-quartier' };
  const systems = await openCoordinateSystems(GRIDS);
  const built: BuiltLevel[] = [];
  const run = { job, ports, landing, geography, levels: versions, book, findings, built, systems };
  await intake({ ...item, ...change }, 0, {
    ...run,
    crosswalks: buildCrosswalks(catalogue, [], findings.report),
    quality: new QualityBook(),
    settlements: new Settlements(),
    deliveries,
    assigners: new Assigners({ ports, landing, geography, levels: built, systems, report: findings.report }),
  });
  await landing.clear();
  return { book, findings, read: deliveries.all, codes: findings.all.map((found) => found.code) };
}

describe('taking a delivery in', () => {
  it('makes a version with file, hash, profile, levels and program', async () => {
    const text = deliver('personen_1.csv', quarters('31.12.2022'));

    const { book, codes, read } = await takeIn();

    expect(codes).toEqual([]);
    expect(read).toEqual([
      {
        file: 'personen_1.csv',
        sha256: sha256(text),
        bytes: text.length,
        profile: 'klein-personen',
        profileSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        dataset: book.taken[0]?.dataset,
        rows: 8,
        dates: ['2022-12-31'],
        refused: false,
      },
    ]);
    expect(book.taken).toHaveLength(1);
    expect(book.taken[0]?.cells).toHaveLength(8);
    expect(book.taken[0]?.lineage).toEqual({
      files: [{ name: 'personen_1.csv', sha256: sha256(text), bytes: text.length }],
      profile: { id: 'klein-personen', sha256: expect.any(String) as string },
      levels: { 'klein-quartier': 'version of klein-quartier' },
      program: '1.2.3',
    });
    expect(readdirSync(path.join(folder, 'landing'))).toEqual([]);
  });

  it('gives the same content the same id, and other content another', async () => {
    deliver('personen_1.csv', quarters('31.12.2022'));
    const first = (await takeIn()).book.taken[0]?.id;
    const again = (await takeIn()).book.taken[0]?.id;
    deliver('personen_1.csv', quarters('31.12.2022', 1));
    const other = (await takeIn()).book.taken[0]?.id;

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('takes nothing of a delivery with an error, and keeps the others', async () => {
    deliver('personen_1.csv', quarters('31.12.2021'));
    deliver('personen_2.csv', [...quarters('31.12.2022').slice(1), 'A1;31.12.2022;m;viele']);

    const { book, codes, findings } = await takeIn();

    expect(book.taken.map((version) => version.lineage.files[0]?.name)).toEqual(['personen_1.csv']);
    expect(codes).toEqual(['mapping.unknown-sign']);
    expect(findings.stops).toBe(true);
  });

  it('does not decide between two files of one date', async () => {
    deliver('personen_alt.csv', quarters('31.12.2022'));
    deliver('personen_neu.csv', quarters('31.12.2022', 5));

    const { book, findings, codes } = await takeIn();

    expect(codes).toEqual(['statistics.date-delivered-twice']);
    expect(findings.stops).toBe(true);
    expect(book.taken).toHaveLength(1);
  });

  it('adds up files that are parts of one delivery, and no figure that two of them hold', async () => {
    const [a1m, a1w, ...others] = quarters('31.12.2022');
    deliver('personen_a.csv', [a1m!, a1w!]);
    deliver('personen_b.csv', others);
    const parts = await takeIn(undefined, { joined: true });
    deliver('personen_c.csv', [a1w!]);

    const { book, codes, findings } = await takeIn(undefined, { joined: true });

    expect(parts.codes).toEqual([]);
    expect(parts.book.taken[0]?.cells).toHaveLength(8);
    expect(codes).toEqual(['statistics.part-delivered-twice']);
    expect(findings.all[0]).toMatchObject({ found: 'A1 am 31.12.2022', expected: 'personen_a.csv' });
    expect(book.taken).toEqual([]);
  });

  it('lets the quarters with their residual and the municipalities come in files of their own', async () => {
    deliver('personen_a.csv', [...quarters('31.12.2022'), 'ohne;31.12.2022;m;3', 'ohne;31.12.2022;w;1']);
    deliver('personen_b.csv', townships('31.12.2022'));

    const { book, codes } = await takeIn();

    expect(codes).toEqual(['statistics.residual']);
    const cells = await book.cells('klein-personen');
    expect(
      cells
        .filter((stored) => stored.level === 'klein-gemeinde')
        .map((stored) => stored.role)
        .sort(),
    ).toEqual(['residual', 'residual', 'value', 'value', 'value', 'value']);
  });

  it('leaves out figures, totals and residuals of a level that the job does not use', async () => {
    deliver('personen_1.csv', [
      ...quarters('31.12.2022'),
      ...townships('31.12.2022'),
      'Summe;31.12.2022;m;1',
      'ohne;31.12.2022;m;3',
    ]);

    const { book, codes } = await takeIn([{ ...QUARTERS, parent: null }]);

    expect(codes).toEqual(['mapping.level-unused']);
    expect(book.taken[0]?.cells).toHaveLength(8);
  });

  it("notices last year's file by what the ledger knows", async () => {
    const many = (date: string) =>
      ['m', 'w', 'd', 'x', 'u'].flatMap((code, i) =>
        ['A1', 'A2', 'B1', 'B2'].map((key, j) => `${key};${date};${code};${i * 10 + j}`),
      );
    deliver('personen_1.csv', many('31.12.2021'));
    const { book, codes } = await takeIn();
    expect(codes).toEqual([]);
    await book.store((await temporary.ledger.startRun({ job: 'klein', kind: 'sync' })).id);
    rmSync(path.join(folder, 'deliveries/personen_1.csv'));

    deliver('personen_2.csv', many('31.12.2022'));

    expect((await takeIn()).codes).toEqual(['statistics.same-as-other-date']);
  });
});
