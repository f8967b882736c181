/** One measured run of csv-1m, from the compiled output, so that no transpiler is in the figures. */
import { createHash } from 'node:crypto';

const [side, path] = process.argv.slice(2);
const formats = new URL('../dist/src/formats/', import.meta.url);
const { decodeFile } = await import(new URL('decode.js', formats));
const { openText } = await import(new URL('encoding.js', formats));
const { readDelimited } = await import(new URL('delimited.js', formats));

const started = performance.now();
const groups = await (side === 'strict' ? strict() : bare());
const ms = performance.now() - started;

const lines = [...groups].map(([key, count]) => `${key}=${count}`);
const hash = createHash('sha256')
  .update(lines.sort((a, b) => (a < b ? -1 : 1)).join('\n'))
  .digest('hex');
const rssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms, rssMb, groups: groups.size, hash }));

async function strict() {
  const groups = new Map();
  const fail = (finding) => {
    throw new Error(finding.code);
  };
  const text = await openText({ file: 'bench.csv', path }, { declared: 'windows-1252' }, fail);
  for await (const rows of readDelimited(text.chunks, { file: 'bench.csv', delimiter: ';' }, fail)) {
    for (const { cells } of rows) count(groups, cells);
  }
  return groups;
}

async function bare() {
  const groups = new Map();
  let rest = '';
  for await (const chunk of decodeFile(path, 'windows-1252')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) count(groups, line.split(';'));
  }
  if (rest !== '') count(groups, rest.split(';'));
  return groups;
}

function count(groups, cells) {
  const key = `${cells[2]}|${cells[3]}|${cells[4]}`;
  groups.set(key, (groups.get(key) ?? 0) + 1);
}
