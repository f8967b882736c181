/**
 * Reading a delimited file of a million rows against a bare `split(';')` loop with the same decoder: what
 * strictness (quotes, widths, line numbers, encoding check) costs. Each run is a process of its own.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface CsvBenchResult {
  readonly name: string;
  /** Median milliseconds of the strict reader. */
  readonly value: number;
  /** Median milliseconds of the bare loop. */
  readonly baseline: number;
  readonly ratio: number;
  /** Largest resident set of the strict reader over all runs, in MB. */
  readonly rssMb: number;
  readonly runs: number;
}

interface RunResult {
  readonly ms: number;
  readonly rssMb: number;
  readonly groups: number;
  readonly hash: string;
}

const RUNS = 5;
const ROWS = 1_000_000;
const WORKER = fileURLToPath(new URL('./csv-1m.worker.mjs', import.meta.url));

export const bench = { name: 'csv-1m', run: csv1m };

/** Generates the file once per machine, then measures both sides in turn. Needs `npm run build` before. */
export async function csv1m(): Promise<CsvBenchResult> {
  const path = await deliveryFile();
  const strict: RunResult[] = [];
  const bare: RunResult[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await measure('bare', path));
    strict.push(await measure('strict', path));
  }
  const hashes = new Set([...strict, ...bare].map((run) => run.hash));
  if (hashes.size !== 1) throw new Error('the two readers disagree about the groups');

  const value = median(strict.map((run) => run.ms));
  const baseline = median(bare.map((run) => run.ms));
  return {
    name: bench.name,
    value: Math.round(value),
    baseline: Math.round(baseline),
    ratio: Math.round((value / baseline) * 100) / 100,
    rssMb: Math.round(Math.max(...strict.map((run) => run.rssMb))),
    runs: RUNS,
  };
}

async function measure(side: 'strict' | 'bare', path: string): Promise<RunResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [WORKER, side, path]);
  return JSON.parse(stdout) as RunResult;
}

/** About 117 MB, Windows-1252, `;`, 21 columns, one field in fifty quoted; the same bytes every time. */
async function deliveryFile(): Promise<string> {
  const path = join(tmpdir(), `kmsync-bench-csv-${ROWS}-v1.csv`);
  if (await stat(path).catch(() => undefined)) return path;

  const draft = `${path}.${process.pid}`;
  const out = createWriteStream(draft);
  const random = generator(20_241_231);
  let block = `${HEADER.join(';')}\r\n`;
  for (let row = 1; row <= ROWS; row += 1) {
    block += line(row, random);
    if (row % 2000 !== 0) continue;
    if (!out.write(Buffer.from(block, 'latin1'))) await once(out, 'drain');
    block = '';
  }
  out.end(Buffer.from(block, 'latin1'));
  await once(out, 'finish');
  await rename(draft, path);
  return path;
}

const HEADER = [
  'STICHTAG;AGS;QUARTIER;ALTER;GESCHL;FAMST;STAAT1;STAAT2;WOHNST;STRSCHL;STRASSE;HNR;HNRZUS;EINZUG;ZUZUG',
  'HERKUNFT;REL;GEBSTAAT;HH_ID;HH_TYP;HH_GR',
];
const STREETS = ['Müllerstraße', 'Am Bürgerhaus', 'Bahnhofstraße', 'Schloßallee', 'Königsweg', 'Lindenplatz'];
const RELIGIONS = ['rk', 'ev', 'vd', 'lt'];

/** 20 quarters, 114 ages and two sexes: 4,560 groups. Only columns behind the grouped ones are quoted. */
function line(row: number, random: (below: number) => number): string {
  const day = `${1990 + random(34)}${two(1 + random(12))}${two(1 + random(28))}`;
  const street = STREETS[random(STREETS.length)] ?? '';
  const grouped = ['20241231', '05158008', two(1 + random(20)), String(random(114)), random(2) ? 'w' : 'm'];
  const rest = [
    ['LD', 'VH', 'GS', 'VW'][random(4)] ?? '',
    random(9) ? '000' : String(100 + random(400)),
    random(20) ? '' : String(100 + random(400)),
    random(30) ? 'H' : 'N',
    String(10_000 + random(900)),
    street,
    String(1 + random(199)),
    random(8) ? '' : 'a',
    day,
    day,
    `0515${1000 + random(9000)}`,
    RELIGIONS[random(RELIGIONS.length)] ?? '',
    random(7) ? '000' : String(100 + random(400)),
    String(1_000_000_000 + row),
    two(random(12)),
    String(1 + random(6)),
  ].map((field) => (random(1000) < 26 ? quoted(field, random) : field));
  return `${grouped.join(';')};${rest.join(';')}\r\n`;
}

/** 26 of 1,000 in 16 of 21 columns: two per cent of all fields. */
function quoted(field: string, random: (below: number) => number): string {
  const kind = random(3);
  if (kind === 0) return `"${field}; Hinterhaus"`;
  return kind === 1 ? `"${field} ""alt"""` : `"${field}"`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** A linear congruential generator: the file must be the same on every machine. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
