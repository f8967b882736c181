/** `npm run bench -- <name> [--json]`: runs one benchmark; without a name it lists them. */
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { bench as cliStart } from './cli-start.ts';
import { bench as csv1m } from './csv-1m.ts';
import { bench as push } from './push.ts';

const BENCHES: readonly Bench[] = [cliStart, csv1m, push];

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const [name] = positionals;
const chosen = BENCHES.find((bench) => bench.name === name);
if (name === undefined) list();
else if (chosen) await measure(chosen);
else {
  console.error(`There is no benchmark ${name}; there are ${BENCHES.map((bench) => bench.name).join(', ')}.`);
  process.exitCode = 64;
}

function list(): void {
  const names = BENCHES.map((bench) => bench.name);
  console.log(values.json ? JSON.stringify(names) : names.join('\n'));
}

async function measure(bench: Bench): Promise<void> {
  const result = await bench.run();
  if (values.json) console.log(JSON.stringify(result));
  else for (const [what, value] of Object.entries(result)) console.log(`${what.padEnd(20)}${String(value)}`);
}
