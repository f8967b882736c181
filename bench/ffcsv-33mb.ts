/**
 * Reading a GENESIS flat file of 33 MB by its layout against a bare `split(';')` loop with the same decoder:
 * what finding variables by code and checking header, widths and statistic cost. Each run is a process of its own.
 */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, rounded, type Bench, type BenchResult } from './bench.ts';

interface RunResult {
  readonly ms: number;
  readonly rssMb: number;
  readonly hash: string;
}

const RUNS = 7;
const BYTES = 33_500_000;
const WORKER = fileURLToPath(new URL('./ffcsv-33mb.worker.mjs', import.meta.url));

export const bench: Bench = { name: 'ffcsv-33mb', run: ffcsv33mb };

/** Generates the file once per machine, then measures both sides in turn. Needs `npm run build` before. */
export async function ffcsv33mb(): Promise<BenchResult> {
  const path = await deliveryFile();
  const layout: RunResult[] = [];
  const bare: RunResult[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await measure('bare', path));
    layout.push(await measure('layout', path));
  }
  const hashes = new Set([...layout, ...bare].map((run) => run.hash));
  if (hashes.size !== 1) throw new Error('the two readers disagree about the sums');

  const value = median(layout.map((run) => run.ms));
  const baseline = median(bare.map((run) => run.ms));
  return {
    name: bench.name,
    value: rounded(value, 0),
    baseline: rounded(baseline, 0),
    ratio: rounded(value / baseline, 2),
    rssMb: rounded(Math.max(...layout.map((run) => run.rssMb)), 0),
    runs: RUNS,
  };
}

async function measure(side: 'layout' | 'bare', path: string): Promise<RunResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [WORKER, side, path]);
  return JSON.parse(stdout) as RunResult;
}

const HEADER = [
  'statistics_code;statistics_label;time_code;time_label;time',
  ...[1, 2, 3, 4].map((n) =>
    ['code', 'label', 'attribute_code', 'attribute_label'].map((part) => `${n}_variable_${part}`).join(';'),
  ),
  'value;value_unit;value_variable_code;value_variable_label',
].join(';');
const STATUS = ['Anerkannter Schutzstatus', 'Offener Schutzstatus', 'Befristet anerkannter Schutzstatus'];
const SEXES = [';Insgesamt', 'GESM;männlich', 'GESW;weiblich'];

/** 400 districts by status, sex and nationality, one value a line, as the service sends it; the same bytes every time. */
async function deliveryFile(): Promise<string> {
  const path = join(tmpdir(), `kmsync-bench-ffcsv-${BYTES}-v1.csv`);
  if (await stat(path).catch(() => undefined)) return path;

  const draft = `${path}.${process.pid}`;
  const out = createWriteStream(draft);
  let block = `\uFEFF${HEADER}\n`;
  let bytes = 0;
  for (let row = 0; bytes < BYTES; row += 1) {
    block += line(row);
    if (row % 2000 !== 0) continue;
    const packed = Buffer.from(block);
    bytes += packed.length;
    if (!out.write(packed)) await once(out, 'drain');
    block = '';
  }
  out.end(block);
  await once(out, 'finish');
  await rename(draft, path);
  return path;
}

function line(row: number): string {
  const district = row % 400;
  const status = Math.floor(row / 400) % STATUS.length;
  const sex = Math.floor(row / 1200) % SEXES.length;
  const nation = Math.floor(row / 3600);
  return [
    '99531;Erfundene Statistik über Schutzsuchende;STAG;Stichtag;2024-12-31',
    `KREISE;Kreise und kreisfreie Städte;${String(1001 + district * 17).padStart(5, '0')};Musterkreis Nummer ${district}, Landkreis`,
    `SCHST2;Schutzstatuskategorie;SCHUTZST-AK-${status};${STATUS[status] ?? ''}`,
    `GES;Geschlecht;${SEXES[sex] ?? ''}`,
    `STAAG5;Staatsangehörigkeit;ST${100 + nation};Erfundener Staat ${nation}`,
    `${(row * 7919) % 995};Anzahl;BEV030;Schutzsuchende\n`,
  ].join(';');
}
