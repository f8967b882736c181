/** One measured run of the residents benchmarks, from the compiled output, so that no transpiler is in the figures. */
import { createHash } from 'node:crypto';

const [side, path] = process.argv.slice(2);
const dist = new URL('../dist/', import.meta.url);
const { decodeFile } = await import(new URL('src/formats/decode.js', dist));
const { delimited } = await import(new URL('connectors/residents/delimited.js', dist));
const persons = new URL('src/statistics/persons/', dist);
const { aggregatePersons } = await import(new URL('aggregate.js', persons));
const dimensions = await import(new URL('dimensions.js', persons));
const { PERSON_FIELDS } = await import(new URL('fields.js', persons));

const MUNICIPALITIES = Array.from({ length: 10 }, (_, index) => `059980${padded(index + 1, 2)}`);
const STREETS = 625;
const UNITS = 40;

const assign = directory();
const started = performance.now();
const outcome = await (side === 'counted' ? counted() : bare());
const ms = performance.now() - started;
const rssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms, rssMb, ...outcome }));

async function counted() {
  const units = new Map(
    MUNICIPALITIES.flatMap((ags) => Array.from({ length: UNITS }, (_, unit) => [unitKey(ags, unit), ags])),
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
    municipalityLevel: 'gemeinde',
    units,
    assign,
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
    if (sum !== quality.population) throw new Error('the cube is not the population');
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

/** 25,000 ranges: each street has two on either side, in four units of its municipality. */
function directory() {
  const towns = new Map();
  for (const ags of MUNICIPALITIES) {
    const own = new Map();
    for (let street = 1; street <= STREETS; street += 1) {
      const unit = (n) => ({ unit: unitKey(ags, (street + n * 7) % UNITS), method: 'key' });
      const side = (n) => ({ from: [1, 60 + (street % 80)], answers: [unit(n), unit(n + 1)] });
      own.set(padded(street, 5), [side(0), side(2)]);
    }
    towns.set(ags, own);
  }
  return ({ municipality, streetKey, houseNumber }) => {
    const sides = towns.get(municipality)?.get(streetKey);
    if (!sides) return { residual: 'unknown_street' };
    const number = Number(houseNumber);
    const { from, answers } = sides[number % 2];
    let [low, high] = [0, from.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (from[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return answers[low];
  };
}

function unitKey(ags, unit) {
  return `${ags}${padded(unit, 3)}`;
}

function padded(value, width) {
  return String(value).padStart(width, '0');
}
