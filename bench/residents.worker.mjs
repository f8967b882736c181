/** One measured run of the residents benchmarks, from the compiled output, so that no transpiler is in the figures. */
import { createHash } from 'node:crypto';

const [side, path] = process.argv.slice(2);
const dist = new URL('../dist/', import.meta.url);
const { decodeFile } = await import(new URL('src/formats/decode.js', dist));
const { delimited } = await import(new URL('connectors/residents/delimited.js', dist));
const persons = new URL('src/statistics/persons/', dist);
const { aggregatePersons } = await import(new URL('aggregate.js', persons));
const dimensions = await import(new URL('dimensions.js', persons));
const { createMatcher } = await import(new URL('src/spatial/assign/matcher.js', dist));
const { PERSON_FIELDS } = await import(new URL('fields.js', persons));

const GEMEINDEN = Array.from({ length: 10 }, (_, index) => `059980${padded(index + 1, 2)}`);
const STREETS = 625;
const UNITS = 40;

const started = performance.now();
const outcome = await (side === 'counted' ? counted() : bare());
const seconds = (performance.now() - started) / 1000;
const rssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds, rssMb, ...outcome }));

async function counted() {
  const units = new Map(
    GEMEINDEN.flatMap((gemeinde) =>
      Array.from({ length: UNITS }, (_, unit) => [unitKey(gemeinde, unit), gemeinde]),
    ),
  );
  const delivery = { file: 'bench.csv', path, companions: [] };
  const record = Object.fromEntries(
    PERSON_FIELDS.filter((field) => !['GEBJAHR', 'ALTER', 'STRNAME'].includes(field)).map((f) => [f, f]),
  );
  const options = delimited.options.parse({
    encoding: 'windows-1252',
    delimiter: ';',
    record,
    microdata: { approvedBy: 'Benchmark', approvedOn: '2025-01-01' },
  });
  const fail = (finding) => {
    if (finding.severity === 'error' || finding.severity === 'block') throw new Error(finding.code);
  };
  const rules = {
    date: '2024-12-31',
    level: 'quartier',
    gemeindeLevel: 'gemeinde',
    units,
    assign: createMatcher({ directory: directory(), date: '2024-12-31' }).match,
    dimensions: [
      dimensions.ageDimension(dimensions.singleYears()),
      dimensions.sexDimension('kept'),
      dimensions.nationalityDimension(),
    ],
    measures: { personen: 'population' },
  };
  const context = { signal: new AbortController().signal, report: fail };
  for await (const table of delimited.read(delivery, options, context)) {
    const { cells, quality } = await aggregatePersons(table, rules, fail);
    const hash = createHash('sha256');
    let [count, sum] = [0, 0];
    for (const { area, breakdown, cell } of cells()) {
      hash.update(`${area} ${breakdown.alter} ${breakdown.geschlecht} ${breakdown.staat} ${cell.value}\n`);
      count += 1;
      sum += cell.value;
    }
    if (sum !== quality.inhabitants) throw new Error('the cube is not the inhabitants');
    return { persons: quality.read, groups: count, hash: hash.digest('hex') };
  }
  throw new Error('no table');
}

/** Street key, birth year, sex and nationality: no assignment, no rule, no check. */
async function bare() {
  const groups = new Map();
  let [rest, persons] = ['', -1];
  const count = (line) => {
    const cells = line.split(';');
    const key = `${cells[9]}|${cells[3].slice(0, 4)}|${cells[4]}|${cells[6]}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
    persons += 1;
  };
  for await (const chunk of decodeFile(path, 'windows-1252')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) count(line);
  }
  if (rest !== '') count(rest);
  return { persons, groups: groups.size, hash: '' };
}

/** 25,000 ranges: each street has two on either side, in up to four units of its Gemeinde. */
function directory() {
  const rows = [];
  for (const gemeinde of GEMEINDEN)
    for (let street = 1; street <= STREETS; street += 1)
      for (const [half, side] of ['odd', 'even', 'odd', 'even'].entries()) {
        const cut = 60 + (street % 80);
        const [from, to] = half < 2 ? [1, cut] : [cut + 1, 9999];
        rows.push({
          row: rows.length + 2,
          gemeinde,
          streetKey: padded(street, 5),
          streetName: '',
          side,
          from: { number: from, suffix: '' },
          to: { number: to, suffix: half < 2 ? 'Z' : '' },
          unit: unitKey(gemeinde, (street + half * 7) % UNITS),
          validFrom: null,
          validTo: null,
        });
      }
  return rows;
}

function unitKey(gemeinde, unit) {
  return `${gemeinde}${padded(unit, 3)}`;
}

function padded(value, width) {
  return String(value).padStart(width, '0');
}
