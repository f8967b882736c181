/** One measured run of ffcsv-33mb, from the compiled output, so that no transpiler is in the figures. */
import { createHash } from 'node:crypto';

const [side, path] = process.argv.slice(2);
const dist = new URL('../dist/', import.meta.url);
const { decodeFile } = await import(new URL('src/formats/decode.js', dist));
const { ffcsv } = await import(new URL('connectors/itnrw/ffcsv.js', dist));

const OPTIONS = { statistic: '99531', regions: ['KREISE'], variables: ['SCHST2', 'GES', 'STAAG5'] };

const started = performance.now();
const sums = await (side === 'layout' ? layout() : bare());
const ms = performance.now() - started;

const lines = [...sums].map(([key, sum]) => `${key}=${sum}`);
const hash = createHash('sha256')
  .update(lines.sort((a, b) => (a < b ? -1 : 1)).join('\n'))
  .digest('hex');
const rssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms, rssMb, groups: sums.size, hash }));

async function layout() {
  const sums = new Map();
  const report = (finding) => {
    throw new Error(finding.code);
  };
  const delivery = { file: 'bench.csv', path, sha256: '', bytes: 0, companions: [] };
  const context = { signal: new AbortController().signal, report };
  for await (const table of ffcsv.read(delivery, ffcsv.options.parse(OPTIONS), context))
    for await (const rows of table.rows)
      for (const { cells } of rows) add(sums, cells[2], cells[6], cells[10]);
  return sums;
}

async function bare() {
  const sums = new Map();
  let rest = '';
  let first = true;
  for await (const chunk of decodeFile(path, 'utf-8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of first ? lines.slice(1) : lines) {
      const cells = line.split(';');
      add(sums, cells[7], cells[15] || '(total)', cells[21]);
    }
    first = false;
  }
  return sums;
}

/** District by sex: 1,200 sums, so that the table of sums is not what is measured. */
function add(sums, district, sex, value) {
  const key = `${district}|${sex}`;
  sums.set(key, (sums.get(key) ?? 0) + Number(value));
}
